// The public figures as anybody meets them: found from the front page and from the portal, read on a phone and on a desk,
// taken home as files; and nothing in any of it of what residents wrote.
import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { axeFaults, expectNoSideways, watchPage } from './browser.ts';
import { PHONE } from './phone.ts';
import { Product, type Doors } from './product.ts';

const SECRETS = ['Nhà ông Hải bị mất trộm đèn', '0912345678', 'ngõ Trần Phú bí mật', '16.81612', '107.10034'];
const [DESCRIPTION, PHONE_NUMBER, ADDRESS, LAT, LONG] = SECRETS as [string, string, string, string, string];

async function report({ base }: Doors): Promise<string> {
  const answer = await fetch(`${base}/open311/v2/requests.json`, {
    method: 'POST',
    body: new URLSearchParams({
      service_code: 'den-duong',
      lat: LAT,
      long: LONG,
      description: DESCRIPTION,
      phone: PHONE_NUMBER,
      address_string: ADDRESS,
    }),
  });
  expect([200, 201]).toContain(answer.status);
  const [created] = (await answer.json()) as { service_request_id: string }[];
  return created?.service_request_id ?? '';
}

async function done({ base }: Doors, token: string, id: string): Promise<void> {
  const moved = await fetch(`${base}/api/v1/tickets/open311/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({ state: 'resolved' }),
  });
  expect(moved.status).toBe(200);
}

const figure = (page: Page, name: string) =>
  page.locator('.key-figures > div').filter({ has: page.getByText(name, { exact: true }) });

/** What is saved when a link of the page is followed. */
async function saved(page: Page, name: string): Promise<string> {
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name, exact: true }).click(),
  ]);
  return readFileSync(await download.path(), 'utf8');
}

const expectNothingPersonal = (text: string) => {
  for (const secret of SECRETS.slice(0, 3)) expect(text).not.toContain(secret);
};

test('the public figures are found, read and taken home, with nothing personal in them', async ({
  browser,
}) => {
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const desk = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const street = await browser.newContext(PHONE);
  try {
    const [first] = [await report(doors), await report(doors), await report(doors)];
    await done(doors, product.adminToken, first);

    await test.step('found from the front page and from the portal', async () => {
      const phone = await street.newPage();
      await phone.goto(`${doors.base}/report`);
      await phone.getByRole('link', { name: 'Số liệu công khai về phản ánh' }).tap();
      await expect(phone.getByRole('heading', { level: 1, name: 'Phản ánh của người dân' })).toBeVisible();
      await expect(figure(phone, 'Đã tiếp nhận')).toContainText('3');
      await expectNoSideways(phone);
      expect(await axeFaults(phone)).toEqual([]);
    });

    const page = await desk.newPage();
    const problems = watchPage(page);
    await page.goto(doors.base);
    await page.getByRole('link', { name: /Số liệu công khai/ }).click();

    await test.step('counts, the map, and times that say which hours they are', async () => {
      await expect(figure(page, 'Đã tiếp nhận').locator('.value')).toHaveText('3');
      await expect(figure(page, 'Đã giải quyết').locator('.value')).toHaveText('1');
      await expect(figure(page, 'Một nửa xong trong')).toContainText('1 phản ánh đã xong');
      await expect(page.getByText('kể cả ban đêm, ngày nghỉ và lễ, Tết').first()).toBeVisible();
      expect(await page.locator('.map path[data-unit]').count()).toBeGreaterThan(50);
      await expect(page.locator('.map path.shade-5')).toHaveCount(1);
      await page.locator('.map path.shade-5').click();
      await expect(page.locator('.chosen-unit strong')).not.toBeEmpty();
      expect(await axeFaults(page)).toEqual([]);
    });

    await test.step('CSV, GeoJSON and Open311, none with anything personal', async () => {
      const indicators = await saved(page, 'Số liệu của trang này');
      expect(indicators).toMatch(/^\uFEFF# .*hours as they pass/);
      expect(indicators).toMatch(/\r\nall,,,,[^,]+,3,1,/);
      const tickets = await saved(page, 'Từng phản ánh, 90 ngày');
      expect(tickets.match(/,open311,den-duong,/g)).toHaveLength(3);
      const map = await saved(page, 'Từng phản ánh trên bản đồ, 90 ngày');
      const { features } = JSON.parse(map) as { features: { geometry: { coordinates: number[] } }[] };
      expect(features.map(({ geometry }) => geometry.coordinates)).toEqual(
        Array.from({ length: 3 }, () => [107.1, 16.816]),
      );
      const open311 = await (await fetch(`${doors.base}/open311/v2/requests.json`)).text();
      expect(open311).toContain(first);
      for (const text of [indicators, tickets, map, open311, await page.content()])
        expectNothingPersonal(text);
      for (const text of [tickets, map]) expect(text).not.toContain(LAT);
    });

    await test.step('in English too, and in the dark', async () => {
      await page.getByRole('button', { name: 'English' }).click();
      await expect(page.getByRole('heading', { level: 1, name: 'What residents reported' })).toBeVisible();
      await page.emulateMedia({ colorScheme: 'dark' });
      await page.reload();
      await expect(figure(page, 'Received').locator('.value')).toHaveText('3');
      expect(await axeFaults(page)).toEqual([]);
    });
    expect(problems).toEqual([]);

    await test.step('a map that does not come is said to be missing, and the figures stand', async () => {
      const other = await desk.newPage();
      await other.route('**/api/v1/open/areas', (route) => route.abort());
      await other.goto(`${doors.base}/open?lang=vi`);
      await expect(other.getByText('Chưa tải được bản đồ; bảng kề bên có đủ số liệu.')).toBeVisible();
      await expect(figure(other, 'Đã tiếp nhận').locator('.value')).toHaveText('3');
    });
  } finally {
    await desk.close();
    await street.close();
    await product.dispose();
  }
});
