// A resident with a phone and no account: the report is on the wall within a second, and its state comes back.
import { expect, test } from '@playwright/test';
import { apiOf, type EventItem } from './api.ts';
import { signInAsScreen, watchPage } from './browser.ts';
import { Product } from './product.ts';

const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC',
  'base64',
);

test('a report from a phone is on the wall within a second, and its answer reaches the phone', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const office = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const street = await browser.newContext({
    viewport: { width: 390, height: 844 },
    isMobile: true,
    hasTouch: true,
    geolocation: { longitude: 107.1, latitude: 16.816, accuracy: 12 },
    permissions: ['geolocation'],
  });
  try {
    await signInAsScreen(office, doors.base, product.adminToken);
    const wall = await office.newPage();
    await wall.goto(`${doors.base}/wall/overview`);
    const phone = await street.newPage();
    const problems = watchPage(phone);
    await phone.goto(`${doors.base}/report`);

    await phone.locator('label.tile-choice').first().tap();
    await phone
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PHOTO });
    await phone
      .getByRole('button', { name: /vị trí/i })
      .first()
      .click();
    await phone.locator('textarea').fill('Nước ngập ngang đầu gối trước cổng chợ');
    await phone.getByRole('button', { name: /Gửi/i }).click();
    const sentAt = Date.now();
    const code = phone.locator('.received output');
    await expect(code).toBeVisible({ timeout: 15_000 });

    const api = apiOf(doors.base, product.adminToken);
    const { items } = await api.get<{ items: EventItem[] }>('/api/v1/events?source=field-report');
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items[0])).not.toContain('Nước ngập ngang đầu gối');
    await expect(wall.getByText(items[0]?.title ?? '').first()).toBeVisible({ timeout: 5_000 });
    test.info().annotations.push({ type: 'report to wall', description: `${Date.now() - sentAt} ms` });

    await phone.goto(`${doors.base}/track/${(await code.innerText()).trim()}`);
    await expect(phone.getByText(/Đã tiếp nhận|Mới/i).first()).toBeVisible();
    const moved = await fetch(`${doors.base}/api/v1/tickets/field-report/${items[0]?.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${product.adminToken}`, 'content-type': 'application/json' },
      body: JSON.stringify({ state: 'in-progress' }),
    });
    expect(moved.status).toBe(200);
    // Taken out of the pocket again: the page asks at once.
    await phone.evaluate(() => document.dispatchEvent(new Event('visibilitychange')));
    await expect(phone.getByText(/Đang xử lý/i).first()).toBeVisible({ timeout: 25_000 });
    expect(problems).toEqual([]);
  } finally {
    await office.close();
    await street.close();
    await product.dispose();
  }
});
