// What a wall that hangs for weeks has to survive without anybody near it, each done to a real page. A killed process is
// the business of kill.spec.ts.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { apiOf, eventually, type EventItem } from './api.ts';
import { signInAsScreen } from './browser.ts';
import { CutLine } from './cut-line.ts';
import { eveLine, sendSyslog } from './doors.ts';
import { beOfOldVersion, crashPanel, hide, liveTomorrow, loseContexts, showAgain } from './page-faults.ts';
import { Product, type Doors } from './product.ts';

const DAY_MS = 86_400_000;
const HEALED = { timeout: 30_000 };

let sent = 0;
const attack = (name: string) => {
  sent += 1;
  return eveLine(`LOCAL TROJAN ${name}`, 1).replace('1234567890123456', String(1_234_567_890_000_000 + sent));
};
const shown = (page: Page, name: string) =>
  page.locator('[data-panel="critical-list"]').getByText(name).first();
const criticalCount = (page: Page) => page.locator('[data-panel="key-figures"] .key-figure').first();
const mapDrawn = (page: Page) => page.locator('[data-map-drawn="true"]');
const isSamePage = (page: Page) => page.evaluate(() => 'notReloaded' in window);

const product = new Product({ IOC_DEMO: '0' });
let doors: Doors;
let line: CutLine;
let context: BrowserContext;
let wall: Page;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  doors = await product.start();
  line = await CutLine.to(doors.base);
  context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
  await signInAsScreen(context, line.base, product.adminToken);
  wall = await context.newPage();
  await wall.addInitScript(liveTomorrow, DAY_MS);
  await wall.goto(`${line.base}/wall/overview`);
  await wall.evaluate(() => Object.assign(window, { notReloaded: true }));
  await store('MOT');
  await expect(shown(wall, 'MOT')).toBeVisible(HEALED);
});

test.afterAll(async () => {
  await context?.close();
  await line?.close();
  await product.dispose();
});

async function store(name: string): Promise<void> {
  await sendSyslog(doors.syslog, attack(name));
  const api = apiOf(doors.base, product.adminToken);
  await eventually(
    () => api.get<{ items: EventItem[] }>('/api/v1/events?severity=critical'),
    ({ items }) => items.some(({ title }) => title.includes(name)),
  );
}

test('ages are by the hub, whatever day the machine believes it is', async () => {
  const said = await wall.locator('[data-panel="clock"] time').getAttribute('datetime');
  expect(Math.abs(Date.parse(said ?? '') - Date.now())).toBeLessThan(10_000);
  await expect(wall.locator('[data-panel="critical-list"]')).not.toContainText(/ngày/);
});

test('a lost WebGL context gives the map back by itself', async () => {
  await expect(mapDrawn(wall)).toBeVisible(HEALED);
  await wall.evaluate(loseContexts);
  await expect(wall.locator('.map-notice')).toBeVisible(HEALED);
  await expect(mapDrawn(wall)).toBeVisible(HEALED);
});

test('a panel that crashes takes only itself down and comes back', async () => {
  const panel = wall.locator('[data-panel="latest-list"]');
  await wall.evaluate(crashPanel, 'latest-list');
  await expect(panel.getByRole('alert')).toBeVisible(HEALED);
  await store('HAI');
  await expect(shown(wall, 'HAI')).toBeVisible(HEALED);
  await expect(panel.getByText('HAI').first()).toBeVisible(HEALED);
});

test('a hidden tab goes on hearing and accuses nobody when it is seen again', async () => {
  await wall.evaluate(hide);
  await store('BA');
  await wall.evaluate(showAgain);
  await expect(shown(wall, 'BA')).toBeVisible(HEALED);
  await expect(wall.locator('.banner')).toHaveCount(0, HEALED);
});

test('without a network it says since when, and goes on from there when it is back', async () => {
  line.cut();
  await expect(wall.locator('.banner').first()).toContainText('Không có dữ liệu mới', HEALED);
  await store('BON');
  await expect(shown(wall, 'BON')).toHaveCount(0);
  line.join();
  await expect(shown(wall, 'BON')).toBeVisible(HEALED);
  await expect(wall.locator('.banner')).toHaveCount(0, HEALED);
});

test('a server that is restarted finds the same page, which then shows the right figures', async () => {
  await product.stop();
  await expect(wall.locator('.banner').first()).toContainText('Không có dữ liệu mới', HEALED);
  doors = await product.start();
  line.join(doors.base);
  await store('NAM');
  await expect(shown(wall, 'NAM')).toBeVisible(HEALED);
  await expect(criticalCount(wall)).toContainText('5');
  expect(await isSamePage(wall)).toBe(true);
});

test('a page of an older version loads the new one by itself, once nobody touches it', async () => {
  await wall.evaluate(beOfOldVersion);
  line.cut();
  await expect(wall.locator('.banner').first()).toBeVisible(HEALED);
  line.join();
  await expect.poll(() => isSamePage(wall).catch(() => true), HEALED).toBe(false);
  await expect(shown(wall, 'MOT')).toBeVisible(HEALED);
});
