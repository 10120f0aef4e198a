import { expect, type BrowserContext, type Page } from '@playwright/test';

/** The sizes the product is designed for. */
export const SIZES = [
  { name: '4k', width: 3840, height: 2160 },
  { name: 'desktop', width: 1920, height: 1080 },
  { name: 'tablet', width: 1180, height: 820 },
  { name: 'phone', width: 390, height: 844 },
] as const;

/** Collects what must stay empty: console errors, page errors, and requests that leave this machine. */
export function watchPage(page: Page): string[] {
  const problems: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') problems.push(`console: ${message.text()} (${message.location().url})`);
  });
  // What the content security policy stops, also where the page would not notice.
  void page.addInitScript(() =>
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) =>
      console.error(`policy: ${violatedDirective} ${blockedURI}`),
    ),
  );
  page.on('pageerror', (error) => problems.push(`page: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (['http:', 'https:', 'ws:', 'wss:'].includes(protocol) && hostname !== '127.0.0.1') {
      problems.push(`left the machine: ${request.url()}`);
    }
  });
  return problems;
}

/** Opens the one-time link as a person does; afterwards the context is signed in. */
export async function signIn(context: BrowserContext, link: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: /Đăng nhập/ }).click();
  await expect(page).not.toHaveURL(/token=/);
  await page.close();
}

/** Hangs a wall up as an administrator does: its token signs the context in, and no person is needed. */
export async function signInAsScreen(
  context: BrowserContext,
  base: string,
  adminToken: string,
): Promise<void> {
  const answer = await fetch(`${base}/api/v1/screens`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ name: 'Tường của bài thử', scope: 'province', scenes: [] }),
    signal: AbortSignal.timeout(10_000),
  });
  expect(answer.status).toBe(201);
  const { token } = (await answer.json()) as { token: string };
  const page = await context.newPage();
  await page.goto(`${base}/screen#${token}`);
  await page.waitForURL(/\/wall\//, { waitUntil: 'commit', timeout: 20_000 });
  await page.close();
}

/** Nothing on the page is wider than the screen. */
export async function expectNoSideways(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
