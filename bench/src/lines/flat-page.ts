// A wall that lives weeks in minutes: the server's frames are fed to the real page as fast as it takes them. In the page the
// messages of the socket that come are kept by stream, and said again with places that go on from the last one, so that
// store, panels and map do what they do with news. What the page holds is asked of the browser after forced collections.
import type { Browser, BrowserContext, CDPSession, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

interface Feeder {
  /** Says one update to every stream it knows, `times` times, a frame of the screen after each. */
  feed(times: number): Promise<number>;
  /** Closes the socket under the page. */
  cut(): void;
}

interface Fates {
  loseContexts(): void;
  hide(hidden: boolean): void;
}
type Fed = typeof globalThis & { readonly benchFeeder: Feeder; readonly benchFates: Fates };

/** Runs in the page before its own scripts. */
const installFates = (): void => {
  let hidden = false;
  Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden });
  Object.defineProperty(document, 'visibilityState', {
    configurable: true,
    get: () => (hidden ? 'hidden' : 'visible'),
  });
  const benchFates: Fates = {
    loseContexts: () => {
      for (const canvas of document.querySelectorAll('canvas'))
        canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context')?.loseContext();
    },
    hide: (isHidden) => {
      hidden = isHidden;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  };
  Object.assign(globalThis, { benchFates });
};

/** Runs in the page before its own scripts. */
const installFeeder = (): void => {
  interface Message {
    channel: string;
    view?: string;
    from: number;
    to: number;
    at: string;
    rows: unknown[];
    gone: string[];
    part?: unknown;
  }
  const FRAME = '42["frame",';
  const newest = new Map<string, Message>();
  let socket: WebSocket | null = null;
  let replayed = false;
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      newest.clear();
      this.addEventListener('open', ({ target }) => (socket = target as WebSocket));
      this.addEventListener('message', ({ data }) => {
        if (replayed || typeof data !== 'string' || !data.startsWith(FRAME)) return;
        const message = (JSON.parse(data.slice(2)) as [string, Message])[1];
        if ('part' in message) return;
        const key = `${message.channel} ${message.view ?? ''}`;
        const rows = message.rows.length > 0 ? message.rows : (newest.get(key)?.rows ?? []);
        newest.set(key, { ...message, rows: rows.slice(0, 20) });
      });
    }
  };
  const say = (message: Message): void => {
    replayed = true;
    // Of the same place and a later clock, which is news to every part of the page.
    const at = new Date(Date.parse(message.at) + 1).toISOString();
    const again = { ...message, from: message.to, gone: [], at };
    newest.set(`${message.channel} ${message.view ?? ''}`, again);
    const data = `${FRAME}${JSON.stringify(again)}]`;
    socket?.dispatchEvent(new MessageEvent('message', { data }));
    replayed = false;
  };
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const benchFeeder: Feeder = {
    feed: async (times) => {
      let applied = 0;
      for (let turn = 0; turn < times; turn += 1) {
        if (socket?.readyState === WebSocket.OPEN)
          for (const message of newest.values()) {
            say(message);
            applied += 1;
          }
        await nextFrame();
      }
      return applied;
    },
    cut: () => socket?.close(),
  };
  Object.assign(globalThis, { benchFeeder });
};

export interface Held {
  readonly heapBytes: number;
  readonly nodes: number;
  readonly listeners: number;
  /** Of the page's process, resident. */
  readonly processBytes: number;
}

const READY_LIMIT_MS = 180_000;
const SETTLE_MS = 2_000;
const COLLECTIONS = 3;

export class FlatPage {
  readonly #page: Page;
  readonly #session: CDPSession;
  readonly #browser: CDPSession;

  private constructor(page: Page, session: CDPSession, browser: CDPSession) {
    this.#page = page;
    this.#session = session;
    this.#browser = browser;
  }

  static async open(browser: Browser, context: BrowserContext, url: string): Promise<FlatPage> {
    const page = await context.newPage();
    await page.addInitScript(installFates);
    await page.addInitScript(installFeeder);
    await page.goto(url);
    await page.locator('[data-map-drawn="true"]').waitFor({ timeout: READY_LIMIT_MS });
    const session = await context.newCDPSession(page);
    await session.send('Performance.enable');
    return new FlatPage(page, session, await browser.newBrowserCDPSession());
  }

  /** How many updates the page's store took. */
  feed(turns: number): Promise<number> {
    return this.#page.evaluate((times) => (globalThis as Fed).benchFeeder.feed(times), turns);
  }

  async goTo(scene: string): Promise<void> {
    await this.#page.evaluate((id) => {
      history.pushState(null, '', `/wall/${id}`);
      dispatchEvent(new Event('scene-changed'));
    }, scene);
    await this.#page.locator(`[data-scene="${scene}"]`).waitFor();
  }

  /** Into the past by the slider, and back by the key. */
  async visitPast(): Promise<void> {
    const slider = this.#page.locator('.time-bar input[type="range"]').first();
    if ((await slider.count()) === 0) return;
    await slider.fill('1500');
    await this.#page.locator('.past-frame').waitFor();
    await delay(SETTLE_MS);
    await this.#page.keyboard.press('Escape');
    await this.#page.locator('.past-frame').waitFor({ state: 'detached' });
  }

  async loseContexts(): Promise<void> {
    await this.#page.evaluate(() => (globalThis as Fed).benchFates.loseContexts());
    await delay(SETTLE_MS);
    await this.#page.locator('[data-map-drawn="true"]').waitFor({ timeout: READY_LIMIT_MS });
  }

  async cut(): Promise<void> {
    await this.#page.evaluate(() => (globalThis as Fed).benchFeeder.cut());
    await delay(SETTLE_MS);
  }

  async hideFor(ms: number): Promise<void> {
    await this.#page.evaluate(() => (globalThis as Fed).benchFates.hide(true));
    await delay(ms);
    await this.#page.evaluate(() => (globalThis as Fed).benchFates.hide(false));
  }

  /** After forced collections; on the same scene each time, or nodes would be those of another one. */
  async held(): Promise<Held> {
    await delay(SETTLE_MS);
    for (let turn = 0; turn < COLLECTIONS; turn += 1) await this.#session.send('HeapProfiler.collectGarbage');
    const { metrics } = await this.#session.send('Performance.getMetrics');
    const of = (name: string) => metrics.find((metric) => metric.name === name)?.value ?? Number.NaN;
    return {
      heapBytes: of('JSHeapUsedSize'),
      nodes: of('Nodes'),
      listeners: of('JSEventListeners'),
      processBytes: await this.#processBytes(),
    };
  }

  async #processBytes(): Promise<number> {
    const { processInfo } = await this.#browser.send('SystemInfo.getProcessInfo');
    const renderers = processInfo.filter(({ type }) => type === 'renderer');
    return Math.max(...renderers.map(({ id }) => residentBytes(id)));
  }
}

function residentBytes(pid: number): number {
  const pages = readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1];
  return Number(pages) * 4096;
}
