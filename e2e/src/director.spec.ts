// A room that directs itself: two kiosk screens turn together without being told, an operator pins from the remote, a flood
// that a camera sees turns both of them to it, and a server that is killed in the middle changes nothing of the programme.
import { expect as expectSoon, test, type BrowserContext, type Page } from '@playwright/test';
import { eventually } from './api.ts';
import { axeFaults, expectNoSideways, signIn, watchPage } from './browser.ts';
import { frigateReview, publish } from './doors.ts';
import { Product } from './product.ts';

/** As small as the big wall's layout goes: two of them are drawn without a graphics card. */
const SIZE = { width: 1520, height: 810 };
const BEZEL = 40;
/** Two walls without a graphics card take their time. */
const expect = expectSoon.configure({ timeout: 30_000 });
const DWELL_SECONDS = 12;
// A film of two walls costs more than the walls.
test.use({ trace: 'off' });
const CAMERAS = [
  'id,name,lon,lat,source,azimuth_deg,fov_deg',
  'ngam-ba-long,Ngầm Ba Lòng,106.92,16.68,frigate,90,70',
  'cau-dakrong,Cầu Đakrông,106.921,16.681,frigate,225,80',
].join('\n');

interface Wall {
  readonly id: string;
  readonly version: number;
  readonly state: { readonly mode: string; readonly hand: { readonly index: number } };
}

const asker = (base: string, token: string) =>
  async function ask<T>(method: string, path: string, body?: object | string): Promise<T> {
    const isFile = typeof body === 'string';
    const answer = await fetch(`${base}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined
          ? {}
          : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
type Ask = ReturnType<typeof asker>;

async function hangUp(
  ask: Ask,
  context: BrowserContext,
  base: string,
  name: string,
): Promise<{ id: string; page: Page }> {
  const body = { name, scope: 'province', scenes: [] };
  const { screen, token } = await ask<{ screen: { id: string }; token: string }>(
    'POST',
    '/api/v1/screens',
    body,
  );
  await context.request.post(`${base}/api/v1/session/screen`, { data: { token }, timeout: 10_000 });
  return { id: screen.id, page: await context.newPage() };
}

const sceneOf = (page: Page) => new URL(page.url()).pathname.split('/')[2];
const bothShow = (pages: readonly Page[], scene: string, timeout = 30_000) =>
  expect.poll(() => pages.map(sceneOf), { timeout, intervals: [100] }).toEqual(pages.map(() => scene));
const card = (page: Page) => page.getByRole('complementary', { name: 'Việc nghiêm trọng đang lên tường' });

/** The ground at a pixel of the page, by the camera that the map's canvas tells (Web Mercator, pitch 0). */
const groundAt = (page: Page, x: number, y: number) =>
  page.evaluate(
    ([pageX, pageY]) => {
      const canvas = document.querySelector<HTMLElement>('.map-canvas');
      if (!canvas) throw new Error('no map');
      const [lon = 0, lat = 0, zoom = 0] = (canvas.dataset['camera'] ?? '').split(' ').map(Number);
      const box = canvas.getBoundingClientRect();
      const world = 512 * 2 ** zoom;
      const mercator = 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI);
      return {
        x: ((lon + 180) / 360) * world + (pageX ?? 0) - (box.left + box.width / 2),
        y: mercator * world + (pageY ?? 0) - (box.top + box.height / 2),
        zoom,
      };
    },
    [x, y],
  );

/** True once the map has taken its camera for the size that the scene gives it. */
const isSettled = (page: Page) =>
  page.locator('.map-canvas').evaluate((canvas) => {
    const [, , , width, height] = ((canvas as HTMLElement).dataset['camera'] ?? '').split(' ').map(Number);
    return width === canvas.clientWidth && height === canvas.clientHeight;
  });

const boxOf = (page: Page, part: string) =>
  page
    .locator(part)
    .first()
    .evaluate((element) => {
      const { left, right, top, bottom } = element.getBoundingClientRect();
      return { left, right, top, bottom };
    });

test('two screens are one wall: they turn, are pinned, are interrupted and go on as one', async ({
  browser,
}) => {
  // Two walls are drawn at once, and a server starts twice: on a busy machine that takes its time.
  test.setTimeout(300_000);
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const { base } = doors;
  const ask = asker(base, product.adminToken);
  const contexts = await Promise.all([1, 2, 3].map(() => browser.newContext({ viewport: SIZE })));
  const [first, second, desk] = contexts as [BrowserContext, BrowserContext, BrowserContext];
  try {
    const { id: jobId } = await ask<{ id: string }>(
      'POST',
      '/api/v1/cameras/import?dryRun=false&name=c.csv',
      CAMERAS,
    );
    await eventually(
      () => ask<{ state: string; result: { good: number } | null }>('GET', `/api/v1/jobs/${jobId}`),
      ({ state, result }) => state === 'done' && result?.good === 2,
    );
    const [left, right] = await Promise.all([
      hangUp(ask, first, base, 'Màn trái'),
      hangUp(ask, second, base, 'Màn phải'),
    ]);
    const pages = [left.page, right.page];
    const problems = pages.map(watchPage);
    const programme = ['overview', 'traffic'].map((scene) => ({
      scene,
      area: 'province',
      dwellSeconds: DWELL_SECONDS,
    }));
    const wall = await ask<Wall>('POST', '/api/v1/walls', {
      name: 'Tường thử',
      scope: 'province',
      programme,
      screens: [{ id: left.id }, { id: right.id }],
    });
    const stateNow = () => ask<Wall>('GET', `/api/v1/walls/${wall.id}`);

    await test.step('both turn with the programme, and nobody wrote anything for it', async () => {
      await Promise.all(pages.map((page) => page.goto(`${base}/wall/overview`)));
      await bothShow(pages, 'traffic', 45_000);
      expect((await stateNow()).version).toBe(1);
      await expect(left.page.getByRole('region', { name: 'Chương trình của tường' })).toContainText(
        'Đang luân phiên',
      );
    });

    await signIn(desk, doors.signIn);
    const remote = await desk.newPage();
    await remote.goto(`${base}/remote`);
    await test.step('an operator pins from the remote, sees that both follow, and takes it back', async () => {
      await expect(remote.getByText('2 màn hình đang theo')).toBeVisible();
      await remote.getByRole('button', { name: 'Y tế', exact: true }).click();
      await expect(remote.getByText('Đã ghim')).toBeVisible();
      await bothShow(pages, 'health');
      await expect(remote.getByText('2 màn hình đang theo')).toBeVisible();
      expect(await axeFaults(remote)).toEqual([]);
      await remote.setViewportSize({ width: 390, height: 844 });
      await expectNoSideways(remote);
      await remote.getByRole('button', { name: 'Hoàn tác lệnh vừa rồi' }).click();
      await expect.poll(async () => (await stateNow()).state.mode).toBe('rotating');
      await remote.getByRole('button', { name: 'Tạm dừng' }).click();
      await expect.poll(async () => (await stateNow()).state.mode).toBe('paused');
    });

    const paused = programme[(await stateNow()).state.hand.index]?.scene ?? '';
    await test.step('a flood that a camera sees turns both to it, with the cameras near', async () => {
      await bothShow(pages, paused);
      await expect(left.page.locator('.wall-grid')).toHaveAttribute('data-scene', paused);
      await expect.poll(() => isSettled(left.page)).toBe(true);
      const home = await groundAt(left.page, 600, 500);
      await publish(doors.mqtt, [
        frigateReview('1700000000.1-flood', {
          camera: 'ngam-ba-long',
          data: { detections: [], objects: ['car'], sub_labels: [], zones: ['ngap'], audio: [] },
        }),
      ]);
      for (const page of pages) {
        await expect(card(page)).toContainText('Ngầm Ba Lòng');
        await expect(card(page).getByRole('listitem').first()).toContainText('đang nhìn tới');
        await expect(card(page).getByRole('listitem')).toHaveCount(2);
        await expect.poll(async () => (await groundAt(page, 600, 500)).zoom).toBeGreaterThan(12);
      }
      expect(await axeFaults(left.page)).toEqual([]);
      await remote.getByRole('button', { name: 'Kết thúc' }).click();
      for (const page of pages) await expect(card(page)).toHaveCount(0);
      await bothShow(pages, paused);
      await expect
        .poll(async () => {
          const back = await groundAt(left.page, 600, 500);
          return Math.abs(back.x - home.x) + Math.abs(back.y - home.y);
        })
        .toBeLessThan(1);
    });

    await test.step('one picture over both: the ground and a panel go on behind the bezel', async () => {
      const place = (x: number) => ({ x, y: 0, ...SIZE });
      await ask('PATCH', `/api/v1/walls/${wall.id}`, {
        picture: { unit: 'px', width: 2 * SIZE.width + BEZEL, height: SIZE.height },
        screens: [
          { id: left.id, place: place(0) },
          { id: right.id, place: place(SIZE.width + BEZEL) },
        ],
      });
      await ask('POST', `/api/v1/walls/${wall.id}/commands`, {
        do: 'pin',
        scene: 'overview',
        area: 'province',
      });
      await bothShow(pages, 'overview');
      const seam = async () => {
        const [a, b] = await Promise.all([
          groundAt(left.page, SIZE.width + BEZEL, 400),
          groundAt(right.page, 0, 400),
        ]);
        return a.zoom === b.zoom ? Math.hypot(a.x - b.x, a.y - b.y) : Infinity;
      };
      await expect.poll(seam).toBeLessThan(1);
      const [mapLeft, mapRight] = await Promise.all(pages.map((page) => boxOf(page, '.wall-map')));
      expect(Math.abs((mapLeft?.right ?? 0) - (mapRight?.right ?? 0) - SIZE.width - BEZEL)).toBeLessThan(1);
      expect(mapRight?.left).toBeLessThan(0);
      // What touches no part of the window is not drawn there.
      await expect(left.page.locator('[data-panel="critical-list"]')).toHaveCount(0);
      await expect(right.page.locator('[data-panel="critical-list"]')).toBeVisible();
    });

    await test.step('a strip of the map a few pixels wide is cut from the same picture', async () => {
      const strip = 12;
      // So wide that a screen may begin where the map ends.
      const picture = { unit: 'px', width: 2.4 * SIZE.width, height: SIZE.height };
      const place = (x: number) => ({ x, y: 0, ...SIZE });
      const put = (x: number) =>
        ask('PATCH', `/api/v1/walls/${wall.id}`, {
          picture,
          screens: [
            { id: left.id, place: place(0) },
            { id: right.id, place: place(x) },
          ],
        });
      const edge = () => boxOf(left.page, '.wall-map').then((box) => Math.round(box.right));
      const before = await edge();
      await put(SIZE.width);
      await expect.poll(edge).toBeGreaterThan(before);
      const x = (await edge()) - strip;
      await put(x);
      await expect
        .poll(() => right.page.locator('.map-canvas').evaluate((canvas) => canvas.clientWidth))
        .toBeLessThanOrEqual(strip);
      await expect
        .poll(async () => {
          const [a, b] = await Promise.all([groundAt(left.page, x, 400), groundAt(right.page, 0, 400)]);
          return a.zoom === b.zoom ? Math.hypot(a.x - b.x, a.y - b.y) : Infinity;
        })
        .toBeLessThan(1);
    });

    await test.step('a scene that is taken away leaves the wall with another one and a clear sign', async () => {
      const text = [
        'id: lu-lut',
        'title: { vi: Lũ lụt, en: Flood }',
        'owner: { vi: Ban chỉ huy, en: Command }',
        'panels: [{ panel: critical-list, at: [1, 1], size: [48, 48] }]',
      ].join('\n');
      await ask('POST', '/api/v1/scenes', { text, note: '' });
      const pin = { do: 'pin', scene: 'lu-lut', area: 'province' };
      await ask('POST', `/api/v1/walls/${wall.id}/commands`, pin);
      await bothShow(pages, 'lu-lut');
      await ask('DELETE', '/api/v1/scenes/lu-lut?revision=1');
      for (const page of pages) {
        const sign = page.getByRole('status').filter({ hasText: 'Cảnh “lu-lut”' });
        await expect(sign).toContainText('không còn trong hệ thống');
        await expect(page.locator('.wall-grid')).toHaveAttribute('data-scene', 'overview');
      }
      expect(await axeFaults(left.page)).toEqual([]);
    });

    await test.step('a server killed in the middle keeps what was told it, and the screens follow again', async () => {
      await remote.close();
      const before = await stateNow();
      process.kill(product.pidOf('server/dist/main'), 'SIGKILL');
      await expect.poll(() => stateNow().catch(() => null), { timeout: 60_000 }).toEqual(before);
      await ask('POST', `/api/v1/walls/${wall.id}/commands`, {
        do: 'pin',
        scene: 'traffic',
        area: 'province',
      });
      await bothShow(pages, 'traffic', 30_000);
    });
    const own = problems
      .flat()
      .filter((problem) => !/ERR_CONNECTION|WebSocket|502|503|Failed to load/.test(problem));
    expect(own).toEqual([]);
  } finally {
    await Promise.all(contexts.map((context) => context.close()));
    await product.dispose();
  }
});
