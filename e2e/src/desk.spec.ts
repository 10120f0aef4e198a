// The desk of tickets as an operator meets it: a resident's report comes in, is taken, assigned, answered, paused, closed with
// a photo, merged and unmerged; by keyboard but for a list, a file and two clicks.
import { expect, test, type Page } from '@playwright/test';
import { apiOf, eventually } from './api.ts';
import { axeFaults, expectNoSideways, signIn, watchPage } from './browser.ts';
import { Product, type Doors } from './product.ts';

const PHOTO = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAIAAAACUFjqAAAAEklEQVR4nGP4z8CAB+GTG8HSALfKY52fTcuYAAAAAElFTkSuQmCC',
  'base64',
);
const POINT = { lat: '16.81612', long: '107.10034' };

interface Story {
  readonly state: string;
  readonly dueAt: string;
  readonly agency: string;
  readonly into: { readonly id: string } | null;
  readonly holder: { readonly name: string } | null;
  readonly notes: readonly { readonly audience: string; readonly kind: string; readonly body: string }[];
  readonly attachments: readonly { readonly stage: string; readonly released: boolean }[];
}

/** Through the public door, as any program of residents. */
async function report({ base }: Doors, description: string): Promise<string> {
  const answer = await fetch(`${base}/open311/v2/requests.json`, {
    method: 'POST',
    body: new URLSearchParams({ service_code: 'den-duong', ...POINT, description, phone: '0912345678' }),
  });
  expect([200, 201]).toContain(answer.status);
  const [created] = (await answer.json()) as { service_request_id: string }[];
  return created?.service_request_id ?? '';
}

const chosen = (page: Page) => page.locator('.ticket-row[data-selected="true"]');
const dialog = (page: Page) => page.getByRole('dialog');

test('an operator works a report from the street to its end, by keyboard but for a choice, a file and two clicks', async ({
  browser,
}) => {
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const api = apiOf(doors.base, product.adminToken);
  const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  try {
    await signIn(context, doors.signIn);
    const page = await context.newPage();
    const problems = watchPage(page);
    await page.goto(`${doors.base}/console/tickets`);
    await expect(page.getByText('Không có phiếu nào đang mở')).toBeVisible();
    const id = await report(doors, 'Đèn trước cổng chợ không sáng, gọi ông A 0912 345 678');
    const story = () => api.get<Story>(`/api/v1/tickets/open311/${id}`);
    const becomes = (accept: (one: Story) => boolean) => eventually(story, accept, 5_000);

    await test.step('it comes in by itself, its personal words covered', async () => {
      await expect(chosen(page)).toContainText('Mới', { timeout: 5_000 });
      await expect(page.locator('.ticket-personal')).toContainText('gọi ông ••• •••••••678');
    });

    await test.step('taken, assigned, answered', async () => {
      await page.keyboard.press('t');
      await expect(chosen(page)).toContainText('Đã tiếp nhận');
      await becomes(({ holder }) => holder !== null);
      await page.keyboard.press('a');
      const agencies = dialog(page).getByRole('combobox');
      await agencies.selectOption('Công ty Điện lực');
      await agencies.press('Enter');
      await becomes(({ state, agency }) => state === 'assigned' && agency === 'Công ty Điện lực');
      await expect(dialog(page)).toBeHidden();
      await page.keyboard.press('r');
      await page.keyboard.type('Chúng tôi sẽ đến trong hôm nay.');
      await page.keyboard.press('Control+Enter');
      await becomes(({ notes }) =>
        notes.some(({ audience, kind }) => audience === 'public' && kind === 'answer'),
      );
      await expect(page.locator('.ticket-story')).toContainText('Chúng tôi sẽ đến trong hôm nay.');
    });

    await test.step('paused and resumed', async () => {
      await expect(dialog(page)).toBeHidden();
      await page.keyboard.press('p');
      await page.keyboard.press('Enter');
      await expect(chosen(page).locator('.due')).toHaveAttribute('data-due', 'paused');
      // The stream may be faster than the answer that closes the dialog.
      await expect(dialog(page)).toBeHidden();
      await page.keyboard.press('p');
      await becomes(({ state }) => state === 'assigned');
    });

    await test.step('all is shown for a reason, and covered again', async () => {
      await expect(chosen(page)).toContainText('Đã giao xử lý');
      await page.keyboard.press('v');
      await page.keyboard.press('Enter');
      await expect(page.locator('.ticket-personal')).toContainText('ông A 0912 345 678');
      await page.getByRole('button', { name: 'Che lại' }).click();
      await expect(page.locator('.ticket-personal')).not.toContainText('ông A');
    });

    await test.step('what is told twice is merged, and that is taken back', async () => {
      const again = await report(doors, 'den truoc cong cho khong sang');
      await expect(page.locator('.ticket-row')).toHaveCount(2);
      await page.keyboard.press('d');
      await expect(dialog(page).locator('.ticket-likely label')).toHaveCount(1);
      await dialog(page).getByRole('button', { name: 'Gộp vào phiếu này' }).press('Enter');
      await becomes(({ state, into }) => state === 'duplicate' && into?.id === again);
      await expect(page.locator('.ticket-row')).toHaveCount(1);
      await page.getByRole('button', { name: 'Hoàn tác' }).press('Enter');
      await becomes(({ state, into }) => state === 'assigned' && into === null);
      await expect(page.locator('.ticket-row')).toHaveCount(2);
    });

    await test.step('closed with a photo of afterwards, and taken back', async () => {
      await page.locator(`[data-key="open311/${id}"] button`).click();
      await page.keyboard.press('c');
      await page.keyboard.type('Đèn đã sáng, cảm ơn ông/bà.');
      await dialog(page)
        .locator('input[type=file]')
        .last()
        .setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: PHOTO });
      await expect(dialog(page)).toContainText('Đã có 1 ảnh sau xử lý.');
      await dialog(page).getByLabel('Câu trả lời').press('Control+Enter');
      await becomes(({ state, attachments }) => state === 'resolved' && attachments[0]?.stage === 'after');
      await expect(dialog(page)).toBeHidden();
      await page.keyboard.press('u');
      await becomes(
        ({ state, notes }) => state === 'assigned' && !notes.some(({ body }) => body.startsWith('Đèn đã')),
      );
    });

    expect(await axeFaults(page)).toEqual([]);
    await page.setViewportSize({ width: 390, height: 844 });
    await expectNoSideways(page);
    expect(await axeFaults(page)).toEqual([]);
    expect(problems).toEqual([]);
  } finally {
    await context.close();
    await product.dispose();
  }
});
