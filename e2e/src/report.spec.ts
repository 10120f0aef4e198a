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
  const [street, passerby] = [await browser.newContext(PHONE), await browser.newContext(PHONE)];
  try {
    await signInAsScreen(office, doors.base, product.adminToken);
    const wall = await office.newPage();
    await wall.addInitScript(keepFrames);
    await wall.goto(`${doors.base}/wall/overview`);
    const phone = await street.newPage();
    const problems = watchPage(phone);
    await phone.goto(`${doors.base}/report`);

    await writeReport(phone, 'Nước ngập ngang đầu gối trước cổng chợ', 1);
    // To its end: what the bar with the button covers can be scrolled from under it, which axe does not try.
    await phone.evaluate(() => scrollTo(0, document.body.scrollHeight));
    expect(await axeFaults(phone)).toEqual([]);
    await expectNoSideways(phone);
    const api = apiOf(doors.base, product.adminToken);
    const reports = async () =>
      (await api.get<{ items: EventItem[] }>('/api/v1/events?source=field-report')).items;
    const sent = await sendWatched(phone, wall);

    const code = phone.locator('.received output');
    await expect(code).toBeVisible({ timeout: 15_000 });
    await expect(phone.getByText('Máy chủ đã lưu 1/1')).toBeVisible({ timeout: 15_000 });
    const items = await reports();
    expect(items).toHaveLength(1);
    const ways = [tellWay(sent, items[0])];
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

    // The first came to a wall that was just being opened; one alone tells of the machine as much as of the product.
    for (const tile of [2, 3, 4, 5]) {
      const page = await passerby.newPage();
      await page.goto(`${doors.base}/report`);
      await writeReport(page, 'Thêm một việc nữa', 0, tile);
      const moments = await sendWatched(page, wall);
      await expect(page.locator('.received output')).toBeVisible({ timeout: 15_000 });
      await page.close();
      ways.push(tellWay(moments, (await reports())[0]));
    }
    expect(ways.toSorted((a, b) => a - b)[2]).toBeLessThan(1_000);
    expect(problems).toEqual([]);
  } finally {
    await office.close();
    await street.close();
    await passerby.close();
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

/** When a report was where, ms. */
interface Moments {
  readonly tapAt: number;
  readonly leftAt: number;
  readonly heardAt: number;
  readonly drawnAt: number;
}

/**
 * Each moment is taken where it is, in the pages: the test itself, and how it waits for a page to stand still, take longer. Drawn
 * means that the wall's page has put it on the glass, on this machine without a graphics card.
 */
async function sendWatched(phone: Page, wall: Page): Promise<Moments> {
  const title = await phone.locator('.chosen .tile-name').innerText();
  await expect(wall.locator('body')).not.toContainText(title);
  const drawn = wall.evaluate(shownAt, title);
  const tapped = phone.evaluate(tappedAt);
  const left = phone.waitForRequest((request) => request.method() === 'PUT').then(() => Date.now());
  await send(phone);
  const [tapAt, leftAt, drawnAt] = await Promise.all([tapped, left, drawn]);
  return { tapAt, leftAt, heardAt: await wall.evaluate(heardAtOf, title), drawnAt };
}

/** Says where the time went; answers all of it, ms. */
function tellWay({ tapAt, leftAt, heardAt, drawnAt }: Moments, item: EventItem | undefined): number {
  const storedAt = Date.parse(item?.storedAt ?? '');
  const parts = [
    `left the phone after ${leftAt - tapAt}`,
    `stored ${storedAt - leftAt} later`,
    `heard by the wall ${heardAt - storedAt} later`,
    `drawn ${drawnAt - heardAt} later`,
  ];
  console.log(`  report, thumb to wall: ${drawnAt - tapAt} ms; ${parts.join(', ')}`);
  return drawnAt - tapAt;
}

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

/** Keeps what the page is told of tickets over its socket, and when. Runs in the page, before its own scripts. */
const keepFrames = (): void => {
  const frames: [number, string][] = [];
  class Heard extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', ({ data }) => {
        if (String(data).includes('"channel":"tickets"')) frames.push([Date.now(), String(data)]);
      });
    }
  }
  Object.assign(globalThis, { WebSocket: Heard, framesOfTickets: frames });
};

/** When the first frame with these words in it came. Runs in the page. */
const heardAtOf = (words: string): number => {
  const frames = Reflect.get(globalThis, 'framesOfTickets') as [number, string][];
  return frames.find(([, frame]) => frame.includes(words))?.[0] ?? Number.NaN;
};
