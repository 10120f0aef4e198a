// A page that writes down when each critical row was painted. Inside the page: a MutationObserver sees the row's <time>
// enter the DOM, the next animation frame stamps it, so the stamp is taken after the frame that shows the text. A second
// stamp is taken when the instant first arrives on a WebSocket: what lies between the two is the page's own. The page's
// clock is compared with ours whenever the stamps are read.
import type { Page } from '@playwright/test';
import type { Resources } from '../harness/resources.ts';
import { launchBrowser } from '../harness/wall-browser.ts';

const VIEWPORT = { width: 1280, height: 720 };
/** Text is drawn by the processor itself: an emulated GPU takes three times as long for it, which no screen with a real one does. */
const FLAGS = ['--disable-gpu-rasterization'];
const PAGE_LIMIT_MS = 60_000;
const CLOCK_LOOKS = 20;

/** By instant of the row, as the page wrote it: epoch milliseconds on the clock of the page. */
interface Stamps {
  readonly arrived: Record<string, number>;
  readonly painted: Record<string, number>;
}

/** Runs in the page before its own scripts. `selector` finds the <time> elements of the critical rows. */
const observe = (selector: string): void => {
  const stamps: Stamps = { arrived: {}, painted: {} };
  const nowMs = (): number => performance.timeOrigin + performance.now();
  let waiting: string[] = [];
  const stampPaint = (): void => {
    for (const at of waiting) stamps.painted[at] = nowMs();
    waiting = [];
  };
  const collect = (): void => {
    const planned = waiting.length > 0;
    for (const element of document.querySelectorAll(selector)) {
      const at = element.getAttribute('datetime');
      if (at && !(at in stamps.painted) && !waiting.includes(at)) waiting.push(at);
    }
    if (!planned && waiting.length > 0) requestAnimationFrame(stampPaint);
  };
  const attributeFilter = ['datetime'];
  new MutationObserver(collect).observe(document, { subtree: true, childList: true, attributeFilter });
  const hear = ({ data }: MessageEvent): void => {
    if (typeof data !== 'string') return;
    for (const [, at = ''] of data.matchAll(/"(?:at|observedAt)":"([^"]{20,40})"/g))
      stamps.arrived[at] ??= nowMs();
  };
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', hear);
    }
  };
  Object.assign(globalThis, { benchStamps: stamps });
};

/** Instants of rows (ms) and when they arrived or were painted, on the clock of this process. */
export interface PageTimes {
  readonly arrived: ReadonlyMap<number, number>;
  readonly painted: ReadonlyMap<number, number>;
}

export class PaintedPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  /** A browser of its own, signed in as a wall. `timeSelector` finds the rows' <time> on every page. */
  static async open(resources: Resources, screen: string, timeSelector: string): Promise<PaintedPage> {
    const browser = await launchBrowser(resources, FLAGS);
    const context = await browser.newContext({
      viewport: VIEWPORT,
      locale: 'vi-VN',
      timezoneId: 'Asia/Ho_Chi_Minh',
    });
    const door = await context.newPage();
    door.setDefaultTimeout(PAGE_LIMIT_MS);
    await door.goto(screen);
    await door.waitForURL(/\/wall\//, { waitUntil: 'commit' });
    await door.close();
    const page = await context.newPage();
    page.setDefaultTimeout(PAGE_LIMIT_MS);
    await page.addInitScript(observe, timeSelector);
    return new PaintedPage(page);
  }

  async show(url: string): Promise<void> {
    await this.#page.goto(url);
  }

  /** Resolves when the first row stands in the list. */
  async listed(timeSelector: string): Promise<void> {
    await this.#page.locator(timeSelector).first().waitFor({ state: 'attached' });
  }

  /** Leaves the page, so that it takes no processor from the other arm. */
  async leave(): Promise<void> {
    await this.#page.goto('about:blank');
  }

  async times(): Promise<PageTimes> {
    const aheadMs = await this.#clockAheadMs();
    const { arrived, painted } = await this.#page.evaluate(
      () => (globalThis as unknown as { benchStamps: Stamps }).benchStamps,
    );
    const onOurClock = (stamps: Record<string, number>) =>
      new Map(Object.entries(stamps).map(([at, pageMs]) => [Date.parse(at), pageMs - aheadMs]));
    return { arrived: onOurClock(arrived), painted: onOurClock(painted) };
  }

  /** How far the page's clock is ahead of ours: of many looks the one with the shortest way. */
  async #clockAheadMs(): Promise<number> {
    const looks: { wayMs: number; aheadMs: number }[] = [];
    while (looks.length < CLOCK_LOOKS) {
      const askedMs = performance.timeOrigin + performance.now();
      const pageMs = await this.#page.evaluate(() => performance.timeOrigin + performance.now());
      const heardMs = performance.timeOrigin + performance.now();
      looks.push({ wayMs: heardMs - askedMs, aheadMs: pageMs - (askedMs + heardMs) / 2 });
    }
    return looks.toSorted((a, b) => a.wayMs - b.wayMs)[0]?.aheadMs ?? 0;
  }
}
