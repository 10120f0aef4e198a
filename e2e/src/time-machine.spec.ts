// The wall rewound, as somebody in front of it does: two attacks hours apart come through the door, and the whole page
// goes to between them and back, with nothing of the present left on it.
import { expect, test, type Page } from '@playwright/test';
import { apiOf, eventually, type EventItem } from './api.ts';
import { axeFaults, expectNoSideways, signIn, watchPage } from './browser.ts';
import { eveLine, sendSyslog } from './doors.ts';
import { Product } from './product.ts';

const HOUR_MS = 3_600_000;
const at = (hoursAgo: number) => new Date(Date.now() - hoursAgo * HOUR_MS);
const attack = (name: string, hoursAgo: number) =>
  eveLine(`LOCAL TROJAN ${name}`, 1, at(hoursAgo)).replace('1234567890123456', String(Date.now() + hoursAgo));

const shown = (page: Page, name: string) =>
  page.locator('[data-panel="critical-list"]').getByText(name).first();
const slider = (page: Page) => page.getByRole('slider', { name: 'Thời điểm đang xem' });
const bandOf = (page: Page) => page.getByRole('region', { name: 'ĐANG XEM LẠI' });

/** The slider as a finger leaves it; 24 hours are on it. */
async function slideTo(page: Page, hoursAgo: number): Promise<void> {
  const position = Math.round(2_000 * (1 - hoursAgo / 24));
  await slider(page).fill(String(position));
}

test('one slider takes the whole wall into the past, and one key brings it back', async ({ browser }) => {
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const api = apiOf(doors.base, product.adminToken);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const things = async () =>
    (await api.get<{ items: EventItem[] }>('/api/v1/events?severity=critical')).items;
  try {
    await sendSyslog(doors.syslog, [attack('SANG', 6), attack('TRUA', 2)].join('\n'));
    await eventually(things, (items) => items.length === 2);
    await signIn(context, doors.signIn);
    const page = await context.newPage();
    const problems = watchPage(page);
    await page.goto(`${doors.base}/wall/overview`);
    // A wall that opens draws its map first, which takes a processor seconds without a card.
    await expect(shown(page, 'TRUA')).toBeVisible({ timeout: 30_000 });
    await expect(page.locator('.time-marks i')).toHaveCount(2);

    await test.step('as it happened: four hours ago there was one of the two, and all parts say so', async () => {
      await slideTo(page, 4);
      await expect(bandOf(page).getByRole('button', { name: 'Như đã xảy ra', pressed: true })).toBeVisible();
      await expect(shown(page, 'SANG')).toBeVisible();
      await expect(shown(page, 'TRUA')).toHaveCount(0);
      await expect(page.locator('[data-panel="key-figures"] .key-figure').first()).toContainText('1');
      const clock = await page.locator('[data-panel="clock"] time').textContent();
      expect(await bandOf(page).locator('time').textContent()).toContain(clock?.slice(0, 5) ?? 'no clock');
      await expect(page.locator('.past-frame')).toBeVisible();
      expect(await page.title()).toContain('ĐANG XEM LẠI');
      await expectNoSideways(page);
      expect(await axeFaults(page)).toEqual([]);
    });

    await test.step('it plays at 600 times, past the second one, and pauses', async () => {
      await slideTo(page, 2.2);
      await page.getByLabel('Tốc độ').selectOption('600');
      await page.getByRole('button', { name: 'Phát' }).click();
      await expect(shown(page, 'TRUA')).toBeVisible();
      await page.getByRole('button', { name: 'Tạm dừng' }).click();
      await expect(page.getByRole('button', { name: 'Phát' })).toBeVisible();
    });

    await test.step('a stretch is saved under a name, and whoever opens its link sees that moment', async () => {
      await slideTo(page, 4);
      await expect(shown(page, 'TRUA')).toHaveCount(0);
      await page.getByRole('button', { name: 'Lưu đoạn này' }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByLabel('Tên đoạn').fill('Giữa hai đợt');
      await dialog.getByLabel('Ghi chú').fill('Chỉ còn đợt sáng');
      await dialog.getByRole('button', { name: 'Lưu đoạn này' }).click();
      const link = await dialog.getByRole('textbox', { name: 'Liên kết' }).inputValue();
      expect(await axeFaults(page)).toEqual([]);
      const other = await context.newPage();
      await other.goto(link);
      await expect(bandOf(other)).toContainText('Giữa hai đợt Chỉ còn đợt sáng');
      await expect(shown(other, 'SANG')).toBeVisible();
      await expect(shown(other, 'TRUA')).toHaveCount(0);
      await other.keyboard.press('l');
      await expect(shown(other, 'TRUA')).toBeVisible();
      expect(new URL(other.url()).search).toBe('');
      await other.close();
      await page.keyboard.press('Escape');
      await expect(dialog).toHaveCount(0);
      await expect(bandOf(page)).toBeVisible();
    });

    await test.step('Esc is live again, at once and whole', async () => {
      await page.keyboard.press('Escape');
      await expect(bandOf(page)).toHaveCount(0);
      await expect(page.locator('.past-frame')).toHaveCount(0);
      await expect(shown(page, 'TRUA')).toBeVisible();
      expect(problems).toEqual([]);
    });
  } finally {
    await context.close();
    await product.dispose();
  }
});
