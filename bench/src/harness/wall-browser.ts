// A browser that is signed in as a wall.
import { CHROMIUM_FLAGS, CHROMIUM_PATH } from '@ioc/e2e/chromium';
import { chromium } from '@playwright/test';
import type { Browser, BrowserContext } from '@playwright/test';
import type { Resources } from './resources.ts';

const PAGE_LIMIT_MS = 60_000;

export interface WallBrowser {
  readonly browser: Browser;
  readonly context: BrowserContext;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

export async function launchBrowser(resources: Resources, flags: readonly string[] = []): Promise<Browser> {
  const browser = await chromium.launch({
    executablePath: CHROMIUM_PATH,
    args: [...CHROMIUM_FLAGS, ...flags],
  });
  resources.onClose('browser', () => browser.close());
  return browser;
}

/** `screen` is the address by which an administrator hangs a wall up. */
export async function signInAsWall(
  browser: Browser,
  screen: string,
  viewport: Size,
): Promise<BrowserContext> {
  const context = await browser.newContext({ viewport, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
  context.setDefaultTimeout(PAGE_LIMIT_MS);
  const { origin, hash } = new URL(screen);
  const answer = await context.request.post(`${origin}/api/v1/session/screen`, {
    data: { token: hash.slice(1) },
    timeout: PAGE_LIMIT_MS,
  });
  if (!answer.ok()) throw new Error(`the wall was not signed in: ${answer.status()}`);
  return context;
}
