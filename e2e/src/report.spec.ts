// A resident with a phone and no account: the report is on the wall within a second, and its state comes back. Then the
// same where the line breaks at every step: nothing is lost, and nothing is called sent that is not.
import { expect, test, type Page } from '@playwright/test';
import { apiOf, eventually, type EventItem } from './api.ts';
import { axeFaults, expectNoSideways, signInAsScreen, watchPage } from './browser.ts';
import { CutLine } from './cut-line.ts';
import { PHONE, Phone, send, writeReport } from './phone.ts';
import { Product } from './product.ts';

interface Tracked {
  readonly state: string;
  readonly photos: number;
}

test('a report from a phone is on the wall within a second, and its answer reaches the phone', async ({
  browser,
}) => {
  test.setTimeout(150_000);
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const office = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
  const street = await browser.newContext(PHONE);
  try {
    await signInAsScreen(office, doors.base, product.adminToken);
    const wall = await office.newPage();
    const heard = heardOf(wall, /"channel":"tickets".*field-report/s);
    await wall.goto(`${doors.base}/wall/overview`);
    const phone = await street.newPage();
    const problems = watchPage(phone);
    await phone.goto(`${doors.base}/report`);

    await writeReport(phone, 'Nước ngập ngang đầu gối trước cổng chợ', 1);
    // To its end: what the bar with the button covers can be scrolled from under it, which axe does not try.
    await phone.evaluate(() => scrollTo(0, document.body.scrollHeight));
    expect(await axeFaults(phone)).toEqual([]);
    await expectNoSideways(phone);
    const title = await phone.locator('.chosen .tile-name').innerText();
    // Each moment is taken where it is, in the pages: the test itself, and how it waits for a page to stand still, take longer.
    const shown = wall.evaluate(shownAt, title);
    const tapped = phone.evaluate(tappedAt);
    const left = phone.waitForRequest((request) => request.method() === 'PUT').then(() => Date.now());
    await send(phone);
    const [tapAt, leftAt, heardAt, wallAt] = await Promise.all([tapped, left, heard, shown]);
    console.log(
      `  report, thumb to wall: ${wallAt - tapAt} ms; left the phone after ${leftAt - tapAt}, heard by the wall ${heardAt - leftAt} later, drawn ${wallAt - heardAt} later`,
    );

    const code = phone.locator('.received output');
    await expect(code).toBeVisible({ timeout: 15_000 });
    await expect(phone.getByText('Máy chủ đã lưu 1/1')).toBeVisible({ timeout: 15_000 });
    const api = apiOf(doors.base, product.adminToken);
    const { items } = await api.get<{ items: EventItem[] }>('/api/v1/events?source=field-report');
    expect(items).toHaveLength(1);
    expect(JSON.stringify(items[0])).not.toContain('Nước ngập ngang đầu gối');

    await phone.goto(`${doors.base}/track/${(await code.innerText()).trim()}`);
    await expect(phone.getByText(/Đã tiếp nhận|Mới/i).first()).toBeVisible();
    expect(await axeFaults(phone)).toEqual([]);
    const move = (state: string) => moveTicket(doors.base, product.adminToken, items[0]?.id ?? '', state);
    await move('in-progress');
    // Taken out of the pocket again: the page asks at once.
    const look = () => phone.evaluate(() => void document.dispatchEvent(new Event('visibilitychange')));
    await look();
    await expect(phone.getByText(/Đang xử lý/i).first()).toBeVisible({ timeout: 25_000 });

    // The office answers in words.
    const saidAt = Date.now();
    await answer(doors.base, product.adminToken, items[0]?.id ?? '', 'Đội trực đang đến, mang theo máy bơm.');
    await look();
    await expect(phone.locator('.answers')).toContainText('mang theo máy bơm', { timeout: 15_000 });
    console.log(`  answer to phone: ${Date.now() - saidAt} ms`);

    // A neighbour stands before the same water and follows it with a code of their own.
    const neighbour = await street.newPage();
    await neighbour.goto(`${doors.base}/report`);
    await neighbour.locator('label.tile-choice').first().tap();
    await neighbour
      .getByRole('button', { name: /vị trí/i })
      .first()
      .tap();
    await neighbour.locator('.nearby').getByRole('button', { name: 'Theo dõi' }).tap();
    await neighbour.waitForURL('**/track/*');
    expect(neighbour.url()).not.toBe(phone.url());
    await expect(neighbour.getByText(/Đang xử lý/i).first()).toBeVisible();

    // Done, rated, and asked to be done again.
    await move('resolved');
    await look();
    await phone.locator('.stars .star').nth(3).tap();
    await phone.getByLabel('Lời nhận xét').fill('Nhanh, nhưng nước còn đọng.');
    await phone.getByRole('button', { name: 'Gửi đánh giá' }).tap();
    await expect(phone.getByRole('heading', { name: 'Đánh giá của bạn' })).toBeVisible();
    await phone.locator('summary', { hasText: 'Chưa xong?' }).tap();
    await phone.getByLabel('Điều gì chưa xong?').fill('Nước lại ngập sau cơn mưa chiều.');
    await phone.getByRole('button', { name: 'Yêu cầu xử lý lại' }).tap();
    await expect(phone.getByRole('heading', { name: 'Mở lại' })).toBeVisible();
    expect(problems).toEqual([]);
  } finally {
    await office.close();
    await street.close();
    await product.dispose();
  }
});

test('the line breaks at every step, the page is killed and the browser restarted: nothing is lost', async () => {
  test.setTimeout(150_000);
  const product = new Product({ IOC_DEMO: '0' });
  const doors = await product.start();
  const line = await CutLine.to(doors.base);
  const phone = new Phone();
  const report = `${line.base}/report`;
  try {
    await phone.start();
    let page = await phone.open(report);
    await keepsItself(page);

    // Before the words have left: written, photographed and sent without a line, also after a restart of the browser.
    line.cut();
    await page.reload();
    await writeReport(page, 'Cây đổ chắn ngang đường', 2);
    await page.close();
    await phone.stop();
    await phone.start();
    page = await phone.open(report);
    await expect(page.locator('textarea').first()).toHaveValue('Cây đổ chắn ngang đường');
    await expect(page.locator('.photos img')).toHaveCount(2);
    await send(page);
    await expect(page.getByRole('heading', { name: 'Chưa gửi được, đang chờ' })).toBeVisible();
    const sent = page.url();

    // In the words, after them, in a piece of the first photo, a little further on, and in the second photo.
    for (const [step, bytes] of [600, 3_000, 60_000, 250_000, 500_000].entries()) {
      line.join();
      line.cutAfter(bytes);
      await tryNow(page);
      await eventually(() => Promise.resolve(line.isCut), Boolean);
      await expect(
        page.getByText('Không nối được với máy chủ').or(page.getByText('chưa xác nhận')),
      ).toBeVisible();
      await expect(page.getByText('Máy chủ đã lưu')).toHaveCount(0);
      if (step === 2) {
        await page.close();
        page = await phone.open(sent);
      }
      if (step === 3) {
        await phone.stop();
        await phone.start();
        page = await phone.open(sent);
      }
    }
    line.join();
    await tryNow(page);
    await expect(page.getByText('Máy chủ đã lưu 2/2')).toBeVisible({ timeout: 20_000 });
    const code = await page.locator('.received output').innerText();

    const api = apiOf(doors.base, product.adminToken);
    const { items } = await api.get<{ items: EventItem[] }>('/api/v1/events?source=field-report');
    expect(items).toHaveLength(1);
    expect(await api.get<Tracked>(`/api/v1/track/${code.trim()}`)).toMatchObject({ photos: 2 });

    await page.goto(`${line.base}/track`);
    await expect(page.locator('.mine li')).toHaveCount(1);
    await expect(page.locator('.mine .state')).toHaveText('Đã nhận');
    expect(await keptBytes(page)).toBe(0);

    // A full phone says that it keeps nothing, and sends all the same.
    await page.goto(report);
    await page.evaluate(fillUp);
    await writeReport(page, 'Đèn đường tắt cả dãy', 1);
    await expect(page.getByText('Máy hết chỗ hoặc không cho lưu')).toBeVisible();
    await send(page);
    await expect(page.getByText('Máy chủ đã lưu 1/1')).toBeVisible({ timeout: 20_000 });
    expect(phone.faults).toEqual([]);
  } finally {
    await phone.dispose();
    await line.close();
    await product.dispose();
  }
});

/** What the desk does with it. */
async function moveTicket(base: string, adminToken: string, id: string, state: string): Promise<void> {
  const moved = await fetch(`${base}/api/v1/tickets/field-report/${id}`, {
    method: 'PATCH',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ state }),
    signal: AbortSignal.timeout(10_000),
  });
  expect(moved.status).toBe(200);
}

/** What the desk says to the resident. */
async function answer(base: string, adminToken: string, id: string, body: string): Promise<void> {
  const said = await fetch(`${base}/api/v1/tickets/field-report/${id}/notes`, {
    method: 'POST',
    headers: { authorization: `Bearer ${adminToken}`, 'content-type': 'application/json' },
    body: JSON.stringify({ audience: 'public', body }),
    signal: AbortSignal.timeout(10_000),
  });
  expect(said.status).toBe(200);
}

/** Resolves once the page can be opened without a line. */
async function keepsItself(page: Page): Promise<void> {
  const states = () =>
    page.evaluate(async () => {
      const all = await navigator.serviceWorker.getRegistrations();
      return all.map(({ active }) => active?.state ?? 'none');
    });
  await eventually(states, (all) => all.length === 2 && all.every((state) => state === 'activated'));
}

/** As the phone does when it finds a network, and the resident when they are impatient. */
const tryNow = (page: Page): Promise<void> => page.evaluate(() => void dispatchEvent(new Event('online')));

/** Nothing as large as a photo fits any more. Runs in the page. */
const fillUp = (): void => {
  type Put = (this: IDBObjectStore, value: unknown, key?: IDBValidKey) => IDBRequest<IDBValidKey>;
  const put = Reflect.get(IDBObjectStore.prototype, 'put') as Put;
  IDBObjectStore.prototype.put = function (value: unknown, key?: IDBValidKey) {
    if (this.name === 'files') throw new DOMException('planted by the test', 'QuotaExceededError');
    return put.call(this, value, key);
  };
};

/** Photos that still lie on the phone. */
const keptBytes = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((resolve, reject) => {
        const opening = indexedDB.open('ioc-outbox');
        opening.addEventListener('error', () => reject(new Error('no database')));
        opening.addEventListener('success', () => {
          const count = opening.result.transaction('files').objectStore('files').count();
          count.addEventListener('success', () => resolve(count.result));
        });
      }),
  );

/** When the thumb left the screen. Runs in the page. */
const tappedAt = (): Promise<number> =>
  new Promise((resolve) =>
    addEventListener('click', () => resolve(Date.now()), { once: true, capture: true }),
  );

/** When a frame with these words in it was drawn. Runs in the page. */
const shownAt = (words: string): Promise<number> =>
  new Promise((resolve) => {
    const look = () => {
      if (!document.body.textContent.includes(words)) return;
      seen.disconnect();
      requestAnimationFrame(() => setTimeout(() => resolve(Date.now()), 0));
    };
    const seen = new MutationObserver(look);
    seen.observe(document.body, { subtree: true, childList: true, characterData: true });
    look();
  });

/** When the first frame came that fits. */
const heardOf = (page: Page, fits: RegExp): Promise<number> =>
  new Promise((resolve) => {
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        if (fits.test(String(payload))) resolve(Date.now());
      }),
    );
  });
