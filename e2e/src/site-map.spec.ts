// A site brings a layer of its own: metres without a name are asked about, shown where they would lie, taken in, drawn, and
// undone; and a whole map in one file, which is drawn once it lies in its folder. The real product in a real browser.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { apiOf, type Api } from './api.ts';
import { axeFaults, expectNoSideways, signIn, SIZES, watchPage } from './browser.ts';
import { oneTileArchive } from './one-tile-archive.ts';
import { Product } from './product.ts';

/** Three places of Đông Hà in metres of VN-2000, central meridian 106°15′, zone of three degrees. */
const POINTS = [
  [590_400, 1_860_100],
  [591_200, 1_861_000],
  [589_700, 1_859_300],
];
const FILE = {
  name: 'cau.geojson',
  mimeType: 'application/geo+json',
  buffer: Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      features: POINTS.map((coordinates, at) => ({
        type: 'Feature',
        properties: { ten: `Cầu ${at + 1}` },
        geometry: { type: 'Point', coordinates },
      })),
    }),
  ),
};

interface MapAnswer {
  layers: { id: string; geojson: { features: { geometry: { coordinates: number[] } }[] } }[];
  attributions: string[];
}

const archives = mkdtempSync(path.join(os.tmpdir(), 'toan-canh-archives-'));
const product = new Product({ IOC_DEMO: '0', IOC_MAP_ARCHIVES_DIR: archives });
let api: Api;
let administrator: BrowserContext;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  const doors = await product.start();
  api = apiOf(doors.base, product.adminToken);
  administrator = await browser.newContext({ viewport: { width: 1920, height: 1080 }, baseURL: doors.base });
  await signIn(administrator, doors.signIn);
});

test.afterAll(async () => {
  await administrator?.close();
  await product.dispose();
  rmSync(archives, { recursive: true });
});

const map = () => api.get<MapAnswer>('/api/v1/map');

async function describeFile(page: Page): Promise<void> {
  await page.getByText('Một lớp bản đồ').click();
  await page.getByLabel('Tên lớp').fill('Cầu');
  await page.getByLabel('Nguồn dữ liệu').fill('© Sở Xây dựng');
  await page.getByLabel(/^Tệp GeoJSON/).setInputFiles(FILE);
}

test('a layer in metres is asked about, shown, taken in, and undone', async () => {
  const page = await administrator.newPage();
  const problems = watchPage(page);
  await page.goto('/admin/map');
  await describeFile(page);
  await page.getByRole('button', { name: 'Xem thử' }).click();
  await expect(page.getByText('Tọa độ không phải độ')).toBeVisible();
  await page.getByRole('button', { name: /106°15′.*100/ }).click();
  await expect(page.getByText('3 · 0 vùng, 0 đường, 3 điểm')).toBeVisible();
  await expect(page.getByRole('img', { name: /Hình vừa đọc/ })).toBeVisible();
  expect((await map()).layers.map(({ id }) => id)).not.toContain('cau');

  await page.getByRole('button', { name: 'Nạp vào bản đồ' }).click();
  await expect(page.getByText(/Đã nạp 3 đối tượng/)).toBeVisible();
  const layer = (await map()).layers.find(({ id }) => id === 'cau');
  const [lon = 0, lat = 0] = layer?.geojson.features[0]?.geometry.coordinates ?? [];
  expect(Math.hypot(lon - 107.1, lat - 16.82)).toBeLessThan(0.05);
  expect((await map()).attributions).toContain('© Sở Xây dựng');

  const wall = await administrator.newPage();
  await wall.goto('/wall/overview');
  const legend = wall.getByRole('list', { name: 'Chú giải' });
  await expect(legend.getByText('Cầu', { exact: true })).toBeVisible({ timeout: 30_000 });
  await wall.getByRole('button', { name: 'Lớp bản đồ' }).click();
  await wall.getByRole('checkbox', { name: 'Cầu', exact: true }).uncheck();
  await expect(legend.getByText('Cầu', { exact: true })).toHaveCount(0);
  await wall.close();

  for (const { width, height } of SIZES) {
    await page.setViewportSize({ width, height });
    await expectNoSideways(page);
  }
  expect(await axeFaults(page)).toEqual([]);
  await page.getByRole('button', { name: 'Hoàn tác: Cầu' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Hoàn tác' }).click();
  await expect(page.getByText(/đã hoàn tác/)).toBeVisible();
  expect((await map()).layers.map(({ id }) => id)).not.toContain('cau');
  expect(problems).toEqual([]);
  await page.close();
});

type Colour = readonly [red: number, green: number, blue: number];

/** The colour of the open sea off the coast, where nothing of ours lies. */
async function colourOfSea(page: Page): Promise<Colour> {
  const box = await page.locator('.map-canvas').boundingBox();
  if (!box) throw new Error('no map');
  const clip = { x: box.x + box.width * 0.85, y: box.y + box.height * 0.7, width: 8, height: 8 };
  const picture = (await page.screenshot({ clip })).toString('base64');
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.codePointAt(0) ?? 0);
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const context = new OffscreenCanvas(8, 8).getContext('2d');
    context?.drawImage(bitmap, 0, 0);
    const [red = 0, green = 0, blue = 0] = context?.getImageData(4, 4, 1, 1).data ?? [];
    return [red, green, blue] as const;
  }, picture);
}

const farthest = (a: Colour, b: Colour) => Math.max(...a.map((value, at) => Math.abs(value - (b[at] ?? 0))));

test('vector tiles in one file are drawn in the colours of the map once the file is there', async () => {
  const page = await administrator.newPage();
  const problems = watchPage(page);
  const look = async () => {
    await page.goto('/wall/overview');
    await page.locator('[data-map-ready="true"]').waitFor({ timeout: 30_000 });
  };
  await look();
  const bare: Colour = [7, 24, 40];
  await expect.poll(async () => farthest(await colourOfSea(page), bare)).toBeLessThan(8);
  writeFileSync(path.join(archives, 'nuoc.pmtiles'), oneTileArchive('thuy_he', '© Sở Nông nghiệp'));
  await look();
  // The sea with water of 45 % over it.
  const wet: Colour = [23, 67, 98];
  await expect.poll(async () => farthest(await colourOfSea(page), wet)).toBeLessThan(8);
  await expect(page.locator('.map-attribution')).toContainText('© Sở Nông nghiệp');
  await page.goto('/admin/map');
  await expect(page.getByText('nuoc.pmtiles')).toBeVisible();
  expect(problems).toEqual([]);
  await page.close();
});
