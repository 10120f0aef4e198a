// The demonstration as a newcomer meets it: every page at the four sizes, labelled as simulated, without errors.
import { expect, test, type BrowserContext } from '@playwright/test';
import { apiOf, eventually, type EventItem } from './api.ts';
import { axeFaults, expectNoSideways, signIn, SIZES, watchPage } from './browser.ts';
import { Product, type Doors } from './product.ts';
import { allSaid, paintNothing, reachFaults, turnTo, walk } from './reach.ts';

const PAGES = ['/', '/wall/overview', '/leader', '/console', '/report', '/track'];
/** Beside the scenes themselves; the gallery has every panel in every state. */
const AROUND_THE_WALL = ['/remote', '/admin/scenes', '/admin/map', '/gallery', '/console', '/leader'];
const DESK_AND_PHONE = SIZES.filter(({ laidOutApart }) => laidOutApart);
const product = new Product({ IOC_DEMO: '1', IOC_DEMO_BACKFILL_HOURS: '8' });
let doors: Doors;
let context: BrowserContext;
/** Of a reader who asked for stillness; its maps paint nothing, because hundreds of looks at the page are taken. */
let still: BrowserContext;

test.beforeAll(async ({ browser }) => {
  test.setTimeout(180_000);
  doors = await product.start();
  context = await browser.newContext();
  await signIn(context, doors.signIn);
  still = await browser.newContext({
    baseURL: doors.base,
    reducedMotion: 'reduce',
    storageState: await context.storageState(),
  });
  await still.addInitScript(paintNothing);
  await still.route(/maplibre-gl-worker/, (route) => route.abort());
});

test.afterAll(async () => {
  await still?.close();
  await context?.close();
  await product.dispose();
});

test('events of every simulated source arrive through the doors', async () => {
  const api = apiOf(doors.base, product.adminToken);
  for (const source of ['frigate', 'onvif', 'suricata', 'hotline', 'press', 'cap']) {
    await eventually(
      () => api.get<{ items: EventItem[] }>(`/api/v1/events?source=${source}`),
      (list) => list.items.length > 0,
      60_000,
    );
  }
  await eventually(
    () => api.get<{ items: { id: string; stored: number }[] }>('/api/v1/sources'),
    (list) => list.items.some((source) => source.id === 'service-portal' && source.stored > 0),
    60_000,
  );
  await eventually(
    () => api.get<{ items: unknown[] }>('/api/v1/indicators/values?indicator=yt.tiem-chung'),
    (list) => list.items.length === 13,
    60_000,
  );
});

test('the map of the wall is painted and live', async () => {
  const page = await context.newPage();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${doors.base}/wall/overview`);
  await expect(page.locator('[data-map-ready="true"]')).toBeVisible({ timeout: 60_000 });
  await page.close();
});

test('layers of the map are switched by keyboard, explained by the legend and remembered', async () => {
  const page = await context.newPage();
  const problems = watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${doors.base}/wall/overview`);
  await expect(page.locator('[data-map-ready="true"]')).toBeVisible({ timeout: 60_000 });
  const opener = page.getByRole('button', { name: 'Lớp bản đồ' });
  await opener.focus();
  await page.keyboard.press('Enter');
  for (const name of ['Phiếu theo hạn xử lý', 'Tô màu theo xã, phường', 'Cảnh báo']) {
    await page.getByRole('checkbox', { name }).focus();
    await page.keyboard.press('Space');
  }
  const legend = page.getByRole('list', { name: 'Chú giải' });
  await expect(legend.getByText('Phiếu quá hạn')).toBeVisible();
  await expect(legend.getByText('Vụ việc đang mở trên bản đồ')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('checkbox', { name: 'Cảnh báo' })).toBeHidden();
  await page.reload();
  await expect(page.locator('[data-map-ready="true"]')).toBeVisible({ timeout: 60_000 });
  await expect(legend.getByText('Phiếu quá hạn')).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  expect(problems).toEqual([]);
  await page.close();
});

for (const path of PAGES) {
  test(`${path} stands at every size without error, overflow, a missing label or a fault that axe can find`, async () => {
    const page = await context.newPage();
    const problems = watchPage(page);
    await page.setViewportSize({ width: 3840, height: 2160 });
    await page.goto(`${doors.base}${path}`);
    for (const size of SIZES) {
      await page.setViewportSize({ width: size.width, height: size.height });
      await expect(page.getByText(/mô phỏng/i).first(), size.name).toBeVisible({ timeout: 20_000 });
      await expectNoSideways(page);
      if (size.laidOutApart) expect(await axeFaults(page), size.name).toEqual([]);
    }
    expect(problems).toEqual([]);
    await page.close();
  });
}

interface Scenes {
  readonly items: readonly { readonly id: string; readonly title: { readonly vi: string } }[];
}

test('the arrow leads through every scene and back to the first, and no panel breaks', async () => {
  const { items } = await apiOf(doors.base, product.adminToken).get<Scenes>('/api/v1/scenes');
  expect(items).toHaveLength(11);
  const page = await context.newPage();
  const problems = watchPage(page);
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto(`${doors.base}/wall/${items[0]?.id}`);
  await expect(page.locator('h1')).toHaveText(items[0]?.title.vi ?? '');
  for (const { id, title } of [...items.slice(1), ...items.slice(0, 1)]) {
    await page.keyboard.press('ArrowRight');
    await expect(page).toHaveURL(`${doors.base}/wall/${id}`);
    await expect(page.locator('h1')).toHaveText(title.vi);
    await expect(page.locator('.panel[data-state="loading"]')).toHaveCount(0, { timeout: 15_000 });
    expect(await page.locator('.panel[data-state="error"], .panel[data-state="refused"]').count(), id).toBe(
      0,
    );
    await expectNoSideways(page);
  }
  await page.keyboard.press('6');
  await expect(page).toHaveURL(`${doors.base}/wall/cyber-security`);
  expect(await axeFaults(page)).toEqual([]);
  expect(problems).toEqual([]);
  await page.close();
});

test('an address that names no scene says so and leads on', async () => {
  const page = await context.newPage();
  await page.goto(`${doors.base}/wall/khong-co`);
  await expect(page.getByRole('heading', { name: 'Không có cảnh này' })).toBeVisible();
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('link', { name: /Y tế/ }).click();
  await expect(page).toHaveURL(`${doors.base}/wall/health`);
  await page.close();
});

test('every scene, and the past, can be read and used by everybody', async () => {
  test.setTimeout(600_000);
  const { items } = await apiOf(doors.base, product.adminToken).get<{ items: { id: string }[] }>(
    '/api/v1/scenes',
  );
  expect(items).toHaveLength(11);
  const page = await still.newPage();
  await page.goto('/wall/overview');
  await page.locator('.map-controls').waitFor({ timeout: 60_000 });
  const faults: string[] = [];
  for (const size of DESK_AND_PHONE) {
    await page.setViewportSize(size);
    for (const { id } of items) {
      await turnTo(page, id);
      faults.push(...(await reachFaults(page, `${id} ${size.width}`)));
    }
    await turnTo(page, 'overview');
    await page.getByRole('button', { name: 'Xem lại', exact: true }).click();
    await page.locator('.past-frame').waitFor();
    await allSaid(page);
    faults.push(...(await reachFaults(page, `the past ${size.width}`)));
    await page.keyboard.press('Escape');
    await page.locator('.past-frame').waitFor({ state: 'detached' });
  }
  expect(faults).toEqual([]);
  await page.close();
});

test('the pages around the wall can be read and used by everybody', async () => {
  test.setTimeout(600_000);
  const page = await still.newPage();
  const faults: string[] = [];
  for (const path of AROUND_THE_WALL) {
    await page.setViewportSize({ width: 1920, height: 1080 });
    await page.goto(path);
    await page.locator('main').waitFor();
    await page.waitForLoadState('networkidle').catch(() => undefined);
    for (const size of DESK_AND_PHONE) {
      await page.setViewportSize(size);
      faults.push(...(await reachFaults(page, `${path} ${size.width}`)));
    }
  }
  expect(faults).toEqual([]);
  await page.close();
});

test('a figure tells by mouse and by keyboard where it comes from, and only the one that is worse is marked', async () => {
  const page = await context.newPage();
  await page.goto(`${doors.base}/gallery`);
  const board = page.locator('[data-sample="indicator-board/live"]');
  await expect(board.locator('.figure')).toHaveCount(4);
  await expect(board.locator('.figure[data-marked="true"]')).toHaveAttribute('data-figure', 'yt.b');
  const popover = board.locator('.figure-popover');
  await board.locator('[data-figure="yt.b"]').click();
  await expect(popover).toContainText('Số liệu mẫu');
  await expect(popover).toContainText('03/08');
  // Of its neighbour while it is open, without closing it first.
  await board.locator('[data-figure="yt.a"]').click();
  await expect(popover).toContainText('03/11');
  await page.keyboard.press('Escape');
  await expect(popover).toBeHidden();
  await board.locator('[data-figure="yt.c"]').focus();
  await page.keyboard.press('Enter');
  await expect(popover).toBeVisible();
  await page.close();
});

test('keys alone lead through the wall, and the focus is always seen', async () => {
  const page = await still.newPage();
  await page.setViewportSize({ width: 1920, height: 1080 });
  await page.goto('/wall/overview');
  await page.locator('.map-controls').waitFor({ timeout: 60_000 });
  await allSaid(page);
  const stops = await walk(page, 120);
  expect(stops.filter(({ unseen }) => unseen !== null)).toEqual([]);
  const names = stops.map(({ name }) => name);
  for (const wanted of [
    'Đến nội dung chính',
    /^Bản đồ:/,
    'Phóng to',
    'Lớp bản đồ',
    'Thời điểm đang xem',
    'Cảnh sau',
  ])
    expect(names).toContainEqual(typeof wanted === 'string' ? wanted : expect.stringMatching(wanted));

  await page.getByRole('button', { name: 'Cảnh sau' }).focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL('/wall/traffic');
  await page.keyboard.press('1');
  await expect(page).toHaveURL('/wall/overview');
  const camera = () => page.locator('.map-canvas').getAttribute('data-camera');
  const before = await camera();
  await page.locator('.maplibregl-canvas').focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(camera).not.toBe(before);
  const twin = page.locator('.sr-only', { has: page.getByRole('heading', { name: /Danh sách các điểm/ }) });
  await expect(twin.getByRole('listitem').first()).toBeAttached({ timeout: 15_000 });
  await page.getByRole('slider', { name: 'Thời điểm đang xem' }).focus();
  await page.keyboard.press('PageDown');
  await page.locator('.past-frame').waitFor();
  await page.keyboard.press('Escape');
  await page.locator('.past-frame').waitFor({ state: 'detached' });
  await page.close();
});
