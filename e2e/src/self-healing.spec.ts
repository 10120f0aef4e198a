// What a wall that hangs for weeks has to survive without anybody near it, each done to a real page.
import { expect, test, type Page } from '@playwright/test';
import { apiOf, eventually, type EventItem } from './api.ts';
import { signInAsScreen } from './browser.ts';
import { eveLine, sendSyslog } from './doors.ts';
import { Product } from './product.ts';

const DAY_MS = 86_400_000;
const FLAGGED_MS = 3_000;

let sent = 0;
const attack = (name: string) => {
  sent += 1;
  return eveLine(`LOCAL TROJAN ${name}`, 1).replace('1234567890123456', String(1_234_567_890_000_000 + sent));
};
const shown = (page: Page, name: string) => page.getByText(name).first();
const map = (page: Page) => page.locator('.map-canvas');

const loseContexts = () => {
  for (const canvas of document.querySelectorAll('canvas'))
    canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
};

/** The browser promises another picture and never makes one. */
const stopAnimating = () => {
  const world = window as unknown as { animate?: typeof requestAnimationFrame };
  world.animate = window.requestAnimationFrame;
  window.requestAnimationFrame = () => 0;
};
const animateAgain = () => {
  const world = window as unknown as { animate?: typeof requestAnimationFrame };
  if (world.animate) window.requestAnimationFrame = world.animate;
};

/** A machine that believes that it is tomorrow. */
const liveTomorrow = (aheadMs: number) => {
  const { now } = Date;
  Date.now = () => now() + aheadMs;
};

test('a wall says when it stands still, and heals by itself', async ({ browser }) => {
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const api = apiOf(doors.base, product.adminToken);
  const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  const store = async (name: string) => {
    await sendSyslog(doors.syslog, attack(name));
    const things = () => api.get<{ items: EventItem[] }>('/api/v1/events?severity=critical');
    await eventually(things, ({ items }) => items.some(({ title }) => title.includes(name)));
  };
  try {
    await signInAsScreen(context, doors.base, product.adminToken);
    const page = await context.newPage();
    await page.addInitScript(liveTomorrow, DAY_MS);
    await page.goto(`${doors.base}/wall/overview`);
    await page.evaluate(() => Object.assign(window, { notReloaded: true }));
    await store('MOT');
    await expect(shown(page, 'MOT')).toBeVisible();

    await test.step('ages are by the hub, whatever day the machine believes it is', async () => {
      const said = await page.locator('[data-panel="clock"] time').getAttribute('datetime');
      expect(Math.abs(Date.parse(said ?? '') - Date.now())).toBeLessThan(10_000);
      await expect(page.locator('[data-panel="critical-list"]')).not.toContainText('ngày trước');
    });

    await test.step('a lost WebGL context gives the map back by itself', async () => {
      await expect(map(page)).toHaveAttribute('data-map-ready', 'true', { timeout: 30_000 });
      await page.evaluate(loseContexts);
      await expect(page.locator('.map-notice')).toBeVisible();
      await expect(map(page)).toHaveAttribute('data-map-ready', 'true', { timeout: 30_000 });
    });

    await test.step('a page that draws no more says so within three seconds, and shows what came all the same', async () => {
      await page.evaluate(stopAnimating);
      await store('HAI');
      await expect(page.locator('.banner[data-frozen]')).toBeVisible({ timeout: FLAGGED_MS });
      await expect(shown(page, 'HAI')).toBeVisible();
      await page.evaluate(animateAgain);
      await store('BA');
      await expect(page.locator('.banner[data-frozen]')).toHaveCount(0, { timeout: 30_000 });
    });

    await test.step('without network it says so; back again it catches up unreloaded', async () => {
      await context.setOffline(true);
      await product.stop();
      await expect(page.locator('.banner').first()).toBeVisible();
      await context.setOffline(false);
      expect(await page.evaluate(() => 'notReloaded' in window)).toBe(true);
    });
  } finally {
    await context.close();
    await product.dispose();
  }
});
