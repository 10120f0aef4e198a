// A wall is changed by somebody at a desk, with keys alone: it is seen before it is saved, the open wall follows without a
// reload, and every step has a way back. A scene without a map: what a map costs is not what is tried here.
import { expect, test, type Page } from '@playwright/test';
import { axeFaults, expectNoSideways, signIn, signInAsScreen, watchPage } from './browser.ts';
import { Product } from './product.ts';

const columnOf = (wall: Page) =>
  wall
    .locator('.wall-part[data-part="critical-list"]')
    .evaluate((part) => Number(getComputedStyle(part).getPropertyValue('--column')));

/** The editor's handle of the list of what is critical. */
const partOf = (page: Page) => page.locator('.scene-board .scene-part[data-part="0"]');

async function save(page: Page, note: string, revision: number): Promise<void> {
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await page.getByLabel('Ghi chú cho người sau').fill(note);
  await page.getByRole('button', { name: 'Lưu và hiển thị' }).click();
  await expect(page.getByText(`Đã lưu bản ${revision}.`)).toBeVisible();
}

test('an administrator moves a panel by keys, and an open wall shows it once it is saved', async ({
  browser,
}) => {
  // Two pages of the product at once: a busy machine takes its time.
  test.setTimeout(150_000);
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const desk = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const hall = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  try {
    await signIn(desk, doors.signIn);
    await signInAsScreen(hall, doors.base, product.adminToken);
    const wall = await hall.newPage();
    await wall.goto(`${doors.base}/wall/cyber-security`);
    await wall.locator('.wall-part[data-part="critical-list"]').waitFor({ timeout: 30_000 });
    expect(await columnOf(wall)).toBe(1);
    await wall.evaluate(() => Object.assign(window, { sinceLoad: true }));
    const page = await desk.newPage();
    const problems = watchPage(page);

    await test.step('the list says whose scenes these are', async () => {
      await page.goto(`${doors.base}/admin/scenes`);
      await expect(page.getByRole('row', { name: /An toàn thông tin/ })).toContainText('Có sẵn');
      expect(await axeFaults(page)).toEqual([]);
      await page.getByRole('link', { name: 'Sửa An toàn thông tin' }).click();
    });

    await test.step('keys move a part, which says where it stands, and its neighbour gives way', async () => {
      await partOf(page).waitFor({ timeout: 30_000 });
      await partOf(page).focus();
      await page.keyboard.press('ArrowRight');
      await expect(page.locator('.scene-spoken')).toContainText('cột 2, hàng 1, rộng 24, cao 20');
      const text = page.getByLabel('Nội dung YAML của cảnh');
      await expect(text).toHaveValue(
        /^# Alerts of the network[\s\S]*at: \[2, 1\][\s\S]*at: \[26, 1\]\s+size: \[23, 26\]/,
      );
      const preview = page.frameLocator('.scene-screen iframe');
      await expect(preview.locator('.wall-part[data-part="critical-list"]')).toHaveAttribute(
        'style',
        /--column: 2;/,
      );
      await expectNoSideways(page);
      expect(await axeFaults(page)).toEqual([]);
    });

    await test.step('saved, it is on the wall, which was not loaded again', async () => {
      await save(page, 'nhường chỗ cho danh sách', 1);
      await expect.poll(() => columnOf(wall), { timeout: 15_000 }).toBe(2);
    });

    await test.step('undone and saved, the wall is as it was', async () => {
      await partOf(page).focus();
      await page.keyboard.press('Control+z');
      await save(page, 'trả lại', 2);
      await expect.poll(() => columnOf(wall), { timeout: 15_000 }).toBe(1);
    });

    await test.step('any revision comes back', async () => {
      await page.getByRole('button', { name: 'Các bản đã lưu' }).click();
      await page.getByRole('button', { name: 'Khôi phục bản này (1)' }).click();
      await expect(page.getByText('Đã khôi phục bản 1 thành bản 3.')).toBeVisible();
      await expect.poll(() => columnOf(wall), { timeout: 15_000 }).toBe(2);
      expect(await wall.evaluate(() => 'sinceLoad' in window)).toBe(true);
    });

    await test.step('tickets can be narrowed to what is reported, and the server agrees', async () => {
      await page.getByText('Loại phản ánh', { exact: false }).first().click();
      await page.getByRole('checkbox', { name: 'Phản ánh khám chữa bệnh' }).check();
      const text = page.getByLabel('Nội dung YAML của cảnh');
      await expect(text).toHaveValue(/view: \{ domains: \[cyber-security\], services: \[y-te\] \}/);
      await expect(page.getByText('Đúng cú pháp và lược đồ.')).toBeVisible();
      await page.getByRole('checkbox', { name: 'Phản ánh khám chữa bệnh' }).uncheck();
      await expect(text).not.toHaveValue(/services/);
    });

    await test.step('a text that is no scene says its line and cannot be saved', async () => {
      const text = page.getByLabel('Nội dung YAML của cảnh');
      await text.fill((await text.inputValue()).replace('critical-list', 'critical-lost'));
      await expect(page.locator('.scene-problems')).toContainText('Dòng 8');
      await expect(page.getByRole('button', { name: 'Lưu', exact: true })).toBeDisabled();
      await text.fill('id: [');
      await expect(page.locator('.scene-problems')).toContainText('Dòng 1');
      await expect(page.getByText('hình trên là bản đọc được gần nhất')).toBeVisible();
      expect(problems).toEqual([]);
    });
  } finally {
    await desk.close();
    await hall.close();
    await product.dispose();
  }
});
