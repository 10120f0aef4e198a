import AxeBuilder from '@axe-core/playwright';
import { expect, type BrowserContext, type Page } from '@playwright/test';
import { totpAt } from './totp.ts';

/** The sizes the product is designed for. `laidOutApart`: the two whose layouts differ most, where axe looks. */
export const SIZES = [
  { name: '4k', width: 3840, height: 2160, laidOutApart: false },
  { name: 'desktop', width: 1920, height: 1080, laidOutApart: true },
  { name: 'tablet', width: 1180, height: 820, laidOutApart: false },
  { name: 'phone', width: 390, height: 844, laidOutApart: true },
] as const;

/** Each fault against WCAG 2.2 AA that axe finds: its rule, and where. */
export async function axeFaults(page: Page): Promise<string[]> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')}`);
}

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

export interface FirstAdministrator {
  readonly login: string;
  readonly password: string;
  readonly secret: string;
  readonly recoveryCodes: readonly string[];
}

/** Fills the form of a fresh installation, sets codes up and keeps the recovery codes; ends signed in. */
export async function makeFirstAdministrator(page: Page): Promise<FirstAdministrator> {
  const login = 'quan.tri';
  const password = 'bến Hiền Lương một sáng mùa thu';
  await page.getByLabel('Họ và tên').fill('Quản trị viên');
  await page.getByLabel('Tên đăng nhập').fill(login);
  await page.getByLabel('Mật khẩu', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Tạo tài khoản' }).click();
  const secret = await page.getByLabel('Khóa bí mật').inputValue();
  await page.getByRole('textbox', { name: 'Mã sáu chữ số' }).fill(totpAt(secret, Date.now()));
  await page.getByRole('button', { name: 'Xác nhận và bật' }).click();
  await page.getByLabel('Tôi đã cất giữ các mã này').check();
  const recoveryCodes = await page.locator('.codes li').allTextContents();
  await page.getByRole('button', { name: 'Tiếp tục' }).click();
  await page.waitForURL((url) => url.pathname === '/');
  return { login, password, secret, recoveryCodes };
}

/** Opens the one-time link as a person does; afterwards the context is signed in. */
export async function signIn(context: BrowserContext, link: string): Promise<void> {
  const page = await context.newPage();
  await page.goto(link);
  await page.getByRole('button', { name: /Đăng nhập/ }).click();
  const isFirst = page.getByRole('heading', { name: 'Tạo quản trị viên đầu tiên' });
  await Promise.race([isFirst.waitFor(), page.waitForURL((url) => url.pathname === '/')]);
  if (await isFirst.isVisible()) await makeFirstAdministrator(page);
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
  // The page behind the address is tried in access.spec; here a cookie is all that is wanted.
  const opened = await context.request.post(`${base}/api/v1/session/screen`, {
    data: { token },
    timeout: 10_000,
  });
  expect(opened.status()).toBe(200);
}

/** Nothing on the page is wider than the screen. */
export async function expectNoSideways(page: Page): Promise<void> {
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  expect(overflow).toBeLessThanOrEqual(0);
}
