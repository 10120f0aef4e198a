// Sources are data: an administrator adds one while everything runs, a message that was bad is told again after its
// mapping was mended, and a data officer uploads a file. The real product in a real browser, nothing simulated.
import { expect, test, type BrowserContext, type Page } from '@playwright/test';
import { apiOf, eventually, type Api, type EventItem } from './api.ts';
import { axeFaults, expectNoSideways, makeFirstAdministrator, SIZES, watchPage } from './browser.ts';
import { frigateReview, publish } from './doors.ts';
import { Product, type Doors } from './product.ts';

interface Items<T> {
  items: T[];
}

const PASSWORD = 'thuyền về bến Cửa Tùng lúc chiều';
const SENT_EVERY_MS = 400;

const product = new Product({ IOC_DEMO: '0' });
let doors: Doors;
let api: Api;
let administrator: BrowserContext;

test.describe.configure({ mode: 'serial' });

test.beforeAll(async ({ browser }) => {
  test.setTimeout(120_000);
  doors = await product.start();
  api = apiOf(doors.base, product.adminToken);
  administrator = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const page = await administrator.newPage();
  await page.goto(doors.signIn);
  await page.getByRole('button', { name: 'Đăng nhập', exact: true }).click();
  await makeFirstAdministrator(page);
  await page.close();
});

test.afterAll(async () => {
  await administrator?.close();
  await product.dispose();
});

/** A review under another topic prefix. */
function review(prefix: string, id: string, change: object = {}): { topic: string; payload: string } {
  return { topic: `${prefix}/reviews`, payload: frigateReview(id, change).payload };
}

/** Publishes again and again while `work` goes on, as a real camera would. */
async function whileArriving(next: () => { topic: string; payload: string }, work: () => Promise<void>) {
  const over = new AbortController();
  const send = async () => {
    while (!over.signal.aborted) {
      await publish(doors.mqtt, [next()]);
      await new Promise((resolve) => setTimeout(resolve, SENT_EVERY_MS));
    }
  };
  const sending = send();
  try {
    await work();
  } finally {
    over.abort();
    await sending;
  }
}

const eventsOf = async (source: string) =>
  (await api.get<Items<EventItem>>(`/api/v1/events?source=${source}`)).items;

const add = async (page: Page, connector: string) => {
  await page.goto(`${doors.base}/admin/sources`);
  await page.getByRole('link', { name: 'Thêm nguồn' }).click();
  await page.getByRole('radio', { name: connector }).check();
};

const save = async (page: Page) => {
  await page.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(page.getByText(/^Đã lưu .+(?:\. Bộ thu làm theo|, đang tắt: )/)).toBeVisible();
};

test('an administrator adds a second Frigate, tests it while messages arrive, enables it, sees its event', async () => {
  const page = await administrator.newPage();
  const problems = watchPage(page);
  await add(page, 'Frigate NVR');
  await page.getByLabel('Tên tiếng Việt').fill('Camera cảng Cửa Việt');
  await page.getByLabel('Tên tiếng Anh').fill('Cameras of Cua Viet port');
  await page.getByLabel('Mã nguồn').fill('frigate-cang');
  await page.getByLabel(/Tiền tố chủ đề/).fill('cang');
  let sent = 0;
  await whileArriving(
    () => review('cang', `${(Date.now() - 60_000) / 1000}-thu${(sent += 1)}`),
    async () => {
      await page.getByRole('button', { name: 'Thử', exact: true }).click();
      await expect(page.getByText(/đang nghe … \d+\/10 bản tin/)).toBeVisible();
      await expect(page.getByText(/10 bản tin, đọc ra \d+ sự kiện/)).toBeVisible({ timeout: 60_000 });
    },
  );
  await expect(page.locator('.trial-sheet tbody tr').first()).toBeVisible();
  expect(await eventsOf('frigate-cang')).toEqual([]);
  await save(page);

  const row = page.getByRole('row', { name: /Camera cảng Cửa Việt/ });
  await row.getByRole('switch').click();
  await expect(page.getByText('Đã bật Camera cảng Cửa Việt.')).toBeVisible();
  await expect(row.getByRole('switch')).toHaveAttribute('aria-checked', 'true');
  await expect
    .poll(
      async () => {
        await publish(doors.mqtt, [review('cang', `${Date.now() / 1000}-that`)]);
        return (await eventsOf('frigate-cang')).length;
      },
      { timeout: 30_000 },
    )
    .toBeGreaterThan(0);
  await expect(row.getByText('Sống')).toBeVisible({ timeout: 20_000 });
  await page.goto(`${doors.base}/console#events`);
  await expect(page.locator('.rows tbody tr').first()).toBeVisible();
  expect(problems).toEqual([]);
  await page.close();
});

test('a message of an unknown prefix becomes a dead letter, is told again after the mapping is mended, and is stored once', async () => {
  const page = await administrator.newPage();
  const problems = watchPage(page);
  const id = `${Date.now() / 1000}-lac`;
  const before = (await eventsOf('frigate-cang')).length;
  await publish(doors.mqtt, [review('cang-moi', id)]);
  await eventually(
    () => api.get<Items<{ source: string; reason: string }>>('/api/v1/dead-letters?open=true'),
    ({ items }) => items.some(({ reason }) => reason === 'no-connector'),
  );
  await page.goto(`${doors.base}/console#deadLetters`);
  await page.getByRole('link', { name: /Chưa có nguồn nhận/ }).click();
  const letter = page.locator('.letter-row', { hasText: 'cang-moi/reviews' });
  await letter.getByRole('button').click();
  await expect(page.getByRole('region', { name: 'Nguyên văn' })).toContainText(`"id": "${id}"`);

  // As it stands no source can read it; the letter says so and stays.
  await page.getByRole('button', { name: 'Đọc lại bản tin này' }).click();
  await expect(page.getByText('Đã đọc lại 1 bản tin')).toBeVisible({ timeout: 20_000 });
  await expect(letter).toContainText('Đọc lại vẫn hỏng');

  await page.goto(`${doors.base}/admin/sources/frigate-cang`);
  await page.getByLabel(/Tiền tố chủ đề/).fill('cang-moi');
  await save(page);

  await page.goto(`${doors.base}/console#deadLetters`);
  await page.getByRole('link', { name: /Chưa có nguồn nhận/ }).click();
  // Ingest follows within seconds, so the first try may still meet the old mapping.
  await expect(async () => {
    await letter.getByRole('checkbox').check();
    await page.getByRole('button', { name: 'Đọc lại 1 đã chọn' }).click();
    await expect(page.getByText(/^Lưu được 1\./)).toBeVisible({ timeout: 8_000 });
  }).toPass({ timeout: 40_000 });
  await expect(letter).toHaveCount(0);
  await page.getByLabel('Hiện cả bản tin đã đọc lại được').check();
  await expect(letter).toContainText('Đã lưu lúc');
  await expect.poll(async () => (await eventsOf('frigate-cang')).length).toBe(before + 1);
  expect(problems).toEqual([]);
  await page.close();
});

test('two people cannot overwrite each other unknowingly', async () => {
  const [one, other] = [await administrator.newPage(), await administrator.newPage()];
  for (const page of [one, other]) {
    await page.goto(`${doors.base}/admin/sources/frigate-cang`);
    await expect(page.getByLabel('Tên tiếng Anh')).toHaveValue('Cameras of Cua Viet port');
  }
  await one.getByLabel('Tên tiếng Anh').fill('Port cameras');
  await save(one);
  await other.getByLabel('Tên tiếng Anh').fill('Cameras at the port');
  await other.getByRole('button', { name: 'Lưu', exact: true }).click();
  await expect(other.getByRole('alert')).toContainText('Người khác vừa sửa nguồn này');
  await other.getByRole('button', { name: 'Tải bản mới' }).click();
  await expect(other.getByLabel('Tên tiếng Anh')).toHaveValue('Port cameras');
  await one.close();
  await other.close();
});

/** Invites a data officer and gives a browser in which they are signed in. */
async function dataOfficer(page: Page): Promise<BrowserContext> {
  await page.goto(`${doors.base}/admin/people`);
  await page.getByRole('button', { name: 'Mời người dùng' }).click();
  await page.getByLabel('Họ và tên').fill('Lê Thị Hoa');
  await page.getByRole('textbox', { name: 'Tên đăng nhập' }).fill('hoa');
  await page.getByLabel('Vai trò', { exact: true }).selectOption('data-officer');
  await page.getByRole('combobox', { name: 'Khu vực' }).click();
  await page.getByRole('option', { name: 'Toàn tỉnh' }).click();
  await page.getByRole('button', { name: 'Tạo lời mời' }).click();
  const link = await page.getByLabel('Liên kết mời').inputValue();
  await page.getByRole('button', { name: 'Tôi đã cất giữ' }).click();
  const browser = page.context().browser();
  if (!browser) throw new Error('the browser is gone');
  const context = await browser.newContext({ viewport: { width: 1180, height: 820 } });
  const invited = await context.newPage();
  await invited.goto(link);
  await invited.getByLabel('Mật khẩu mới', { exact: true }).fill(PASSWORD);
  await invited.getByRole('button', { name: /Lưu mật khẩu/ }).click();
  await invited.waitForURL(`${doors.base}/`);
  await invited.close();
  return context;
}

const CSV = [
  'Mã chỉ tiêu;Chỉ tiêu;Kỳ;Giá trị;Đơn vị tính;Tính đến;Nguồn',
  'dti;Chỉ số chuyển đổi số;2025;92,83;điểm;01/02/2026;Báo cáo năm',
  'thu-ngan-sach;Thu ngân sách;Quý III/2025;1.250;tỷ đồng;05/10/2025;Báo cáo quý',
  'hong;Chỉ tiêu hỏng;2025;nhiều;;01/02/2026;Báo cáo năm',
].join('\r\n');

test('a data officer uploads indicators after a preview, and the same file again stores nothing', async () => {
  const page = await administrator.newPage();
  await add(page, 'Chỉ tiêu, chỉ số (tệp CSV, XLSX)');
  await page.getByRole('radio', { name: /^Nạp tệp bằng tay/ }).check();
  await page.getByLabel(/Bật nguồn này/).check();
  const name = await page.getByLabel('Tên tiếng Việt').inputValue();
  await save(page);

  const officer = await dataOfficer(page);
  const desk = await officer.newPage();
  const problems = watchPage(desk);
  await desk.goto(`${doors.base}/console#uploads`);
  const upload = async () => {
    await desk.getByRole('radio', { name }).check();
    await desk
      .locator('input[type=file]')
      .setInputFiles({ name: 'chi-tieu.csv', mimeType: 'text/csv', buffer: Buffer.from(`\uFEFF${CSV}`) });
    await expect(desk.getByRole('heading', { name: /Xem trước chi-tieu.csv/ })).toBeVisible({
      timeout: 20_000,
    });
  };
  await expect(async () => {
    await desk.reload();
    await upload();
  }).toPass({ timeout: 60_000 });
  await expect(desk.locator('.upload-figures')).toContainText(/Đọc được\s*2/);
  await expect(desk.getByRole('region', { name: 'Dòng hỏng' }).getByRole('row')).toHaveCount(2);
  await desk.getByRole('button', { name: 'Lưu 2 dòng' }).click();
  await expect(desk.getByText('Lưu thêm 2 dòng.')).toBeVisible({ timeout: 20_000 });
  await desk.getByRole('button', { name: 'Nạp tệp khác' }).click();

  await upload();
  await expect(desk.getByText(/Mọi dòng đã có từ trước/)).toBeVisible();
  await desk.getByRole('button', { name: 'Lưu 2 dòng' }).click();
  await expect(desk.getByText('Không có gì mới: mọi dòng đã có từ trước.')).toBeVisible({ timeout: 20_000 });
  await expect(desk.locator('.upload-history li')).toHaveCount(2);
  expect(problems).toEqual([]);
  await officer.close();
  await page.close();
});

const PAGES: readonly (readonly [path: string, ready: string])[] = [
  ['/admin/sources', '.source-table'],
  ['/admin/sources?add', '.choice-card'],
  ['/admin/sources/frigate-cang', '.trial'],
  ['/console#deadLetters', '.letters-summary a'],
  ['/console#uploads', '.choice-card'],
];

for (const [path, ready] of PAGES) {
  test(`${path} stands at every size without error, overflow or a fault that axe can find`, async () => {
    const page = await administrator.newPage();
    const problems = watchPage(page);
    await page.goto(`${doors.base}${path}`);
    await expect(page.locator(ready).first()).toBeVisible();
    for (const size of SIZES) {
      await page.setViewportSize({ width: size.width, height: size.height });
      await expectNoSideways(page);
      if (size.laidOutApart) expect(await axeFaults(page), size.name).toEqual([]);
    }
    expect(problems).toEqual([]);
    await page.close();
  });
}

test('a source is deleted after a question, and what it stored stays', async () => {
  const page = await administrator.newPage();
  const before = (await eventsOf('frigate-cang')).length;
  await page.goto(`${doors.base}/admin/sources`);
  await page.getByRole('button', { name: 'Xóa: Camera cảng Cửa Việt' }).click();
  await expect(page.getByRole('dialog')).toContainText('vẫn còn nguyên');
  await page.getByRole('dialog').getByRole('button', { name: 'Xóa', exact: true }).click();
  await expect(page.getByText(/Đã xóa nguồn Camera cảng Cửa Việt/)).toBeVisible();
  await expect(page.getByRole('row', { name: /Camera cảng Cửa Việt/ })).toHaveCount(0);
  expect((await eventsOf('frigate-cang')).length).toBe(before);
  await page.close();
});
