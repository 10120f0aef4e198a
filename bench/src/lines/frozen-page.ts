// A wall whose parts can be stopped from outside, each the way it stops in life: the browser promises no more pictures, the
// map's loop alone ends, React never draws one panel again, nothing comes out of the socket any more. What came meanwhile
// comes after it: a line that lives loses nothing, and a hub that misses the answer to one ping for ever takes the reader for
// one that is slow. The product knows nothing of it. When the banner came is stamped in the page, where no way to the bench
// is added.
import type { BrowserContext, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { ROOT } from '../harness/child.ts';
import { filesOf } from '../harness/page-weight.ts';
import type { Manifest } from '../harness/page-weight.ts';

export type FrozenKind = 'map' | 'animation' | 'hub' | 'panel';

/** On the page's steady clock; null: not within the limit. */
export interface FreezeStamps {
  readonly frozenAtMs: number;
  /** The first news on the socket that could not be shown any more. */
  readonly newsAtMs: number | null;
  readonly bannerAtMs: number | null;
}

/** With how long the page as a whole stood still until it said so, or until it was not waited for any more. */
export interface Stop extends FreezeStamps {
  readonly standstillMs: number;
}

interface Freezer {
  /** `channels`: news of these is what cannot be shown; none: any is. */
  freeze(kind: FrozenKind, panel: string, channels: readonly string[]): void;
  thaw(): void;
  stamps(): FreezeStamps;
}

interface Alarms {
  /** While it is true nothing is stopped and all is well: whatever the page says then is a false alarm. */
  isResting: boolean;
  readonly said: readonly string[];
  /** The longest time since the stop in which the page's own clock did not tick: no page says anything meanwhile. */
  longestStandstillMs: number;
}
type Frozen = typeof globalThis & {
  readonly benchFreezer: Freezer;
  readonly benchAlarms: Alarms;
  readonly benchStopPanel: (panel: string) => void;
};

/** Runs in the page before its own scripts. */
const installPanelStopper = (): void => {
  interface Hook {
    queue?: object | null;
    next: Hook | null;
  }
  interface Fiber {
    return: Fiber | null;
    memoizedState: Hook | null;
    memoizedProps: object | null;
  }
  /** React goes on, and no change of this part's own state reaches it. */
  const stopPanel = (panel: string): void => {
    const element = document.querySelector(`[data-panel="${panel}"]`);
    const key = Object.keys(element ?? {}).find((name) => name.startsWith('__reactFiber$'));
    let fiber = (element as unknown as Record<string, Fiber> | null)?.[key ?? ''] ?? null;
    while (fiber && !('onDrawn' in (fiber.memoizedProps ?? {}))) fiber = fiber.return;
    if (!fiber) throw new Error(`no panel ${panel}`);
    for (let hook = fiber.memoizedState; hook; hook = hook.next) {
      if (hook.queue && 'pending' in hook.queue)
        Object.defineProperty(hook.queue, 'pending', { get: () => null, set: () => {} });
    }
  };
  Object.assign(globalThis, { benchStopPanel: stopPanel });
};

/** Runs in the page before its own scripts. */
const installAlarms = (): void => {
  const said: string[] = [];
  const benchAlarms: Alarms = { isResting: false, said, longestStandstillMs: 0 };
  let tickedAtMs = performance.now();
  setInterval(() => {
    const nowMs = performance.now();
    benchAlarms.longestStandstillMs = Math.max(benchAlarms.longestStandstillMs, nowMs - tickedAtMs);
    tickedAtMs = nowMs;
  }, 50);
  let before = '';
  new MutationObserver(() => {
    const text = document.querySelector<HTMLElement>('.banner')?.innerText ?? '';
    if (benchAlarms.isResting && before === '' && text !== '') said.push(text);
    before = text;
  }).observe(document, { subtree: true, childList: true });
  Object.assign(globalThis, { benchAlarms });
};

/** Runs in the page before its own scripts; `mapFiles` are the scripts that only the map uses. */
const installFreezer = (mapFiles: readonly string[]): void => {
  let stopped: FrozenKind | null = null;
  let frozenAtMs = 0;
  let newsAtMs: number | null = null;
  let bannerAtMs: number | null = null;
  let heard: readonly string[] = [];
  const late: { readonly socket: WebSocket; readonly data: unknown }[] = [];
  let promised = 1_000_000_000;
  const held = new Map<number, FrameRequestCallback>();
  const nextFrame = requestAnimationFrame.bind(window);
  const cancelFrame = cancelAnimationFrame.bind(window);
  const isOfMap = (stack = new Error('who asks').stack ?? ''): boolean =>
    mapFiles.some((file) => stack.includes(file));
  window.requestAnimationFrame = (callback) => {
    if (stopped !== 'animation' && !(stopped === 'map' && isOfMap())) return nextFrame(callback);
    // Kept and not thrown away: the map that the page builds in place of the one that stands must come to life after it.
    promised += 1;
    held.set(promised, callback);
    return promised;
  };
  window.cancelAnimationFrame = (promise) => {
    if (!held.delete(promise)) cancelFrame(promise);
  };
  globalThis.WebSocket = class extends WebSocket {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      this.addEventListener('message', (event) => {
        if (stopped === null) return;
        const [, channel] = /^42\["frame",\{"channel":"(\w+)"/.exec(String(event.data)) ?? [];
        if (channel !== undefined && (heard.length === 0 || heard.includes(channel)))
          newsAtMs ??= performance.now();
        if (stopped === 'hub') {
          event.stopImmediatePropagation();
          late.push({ socket: this, data: event.data });
        }
      });
    }
  };
  new MutationObserver(() => {
    if (stopped !== null && document.querySelector('.banner')) bannerAtMs ??= performance.now();
  }).observe(document, { subtree: true, childList: true });
  const benchFreezer: Freezer = {
    freeze: (kind, panel, channels) => {
      stopped = kind;
      heard = channels;
      bannerAtMs = null;
      newsAtMs = null;
      if (kind === 'panel') (globalThis as Frozen).benchStopPanel(panel);
      frozenAtMs = performance.now();
    },
    thaw: () => {
      stopped = null;
      for (const callback of held.values()) nextFrame(callback);
      held.clear();
      for (const { socket, data } of late.splice(0))
        if (socket.readyState === WebSocket.OPEN) socket.dispatchEvent(new MessageEvent('message', { data }));
    },
    stamps: () => ({ frozenAtMs, newsAtMs, bannerAtMs }),
  };
  Object.assign(globalThis, { benchFreezer });
};

function mapScripts(): readonly string[] {
  const file = path.join(ROOT, 'client/dist/.vite/manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as Manifest;
  const withoutMap = Object.fromEntries(
    Object.entries(manifest).map(([name, chunk]) => [name, { ...chunk, dynamicImports: [] }]),
  );
  const others = filesOf(withoutMap, 'wall.html', { withFonts: false });
  return [...filesOf(manifest, 'wall.html', { withFonts: false })].filter(
    (name) => name.endsWith('.js') && !others.has(name),
  );
}

/** Not until it is idle, which a map on a busy machine with news each second never is. */
const MAP_DRAWN = '[data-map-drawn="true"]';
const BANNER_LIMIT_MS = 12_000;
const OPEN_LIMIT_MS = 60_000;
const HEAL_LIMIT_MS = 120_000;

export class FrozenPage {
  readonly #page: Page;

  private constructor(page: Page) {
    this.#page = page;
  }

  static async open(context: BrowserContext, url: string): Promise<FrozenPage> {
    const page = await context.newPage();
    await page.addInitScript(installAlarms);
    await page.addInitScript(installPanelStopper);
    await page.addInitScript(installFreezer, mapScripts());
    await page.goto(url);
    const said: string[] = [];
    page.on('pageerror', ({ message }) => said.push(message));
    await page
      .locator(MAP_DRAWN)
      .waitFor({ timeout: OPEN_LIMIT_MS })
      .catch(async () => {
        const shown = await page.locator('body').innerText();
        throw new Error(`the map was not drawn: ${[...said, page.url(), shown].join('\n').slice(0, 2_000)}`);
      });
    return new FrozenPage(page);
  }

  /** Stops a part and waits until the page says so; it lives by news of `channels`, none: by any. */
  async freeze(kind: FrozenKind, panel = '', channels: readonly string[] = []): Promise<Stop> {
    await this.#page.evaluate(
      ([what, where, news]) => {
        const { benchAlarms, benchFreezer } = globalThis as Frozen;
        benchAlarms.isResting = false;
        benchAlarms.longestStandstillMs = 0;
        benchFreezer.freeze(what, where, news);
      },
      [kind, panel, channels] as const,
    );
    await this.#page
      .locator('.banner')
      .first()
      .waitFor({ state: 'attached', timeout: BANNER_LIMIT_MS })
      .catch(() => undefined);
    return this.#page.evaluate(() => {
      const { benchAlarms, benchFreezer } = globalThis as Frozen;
      return { ...benchFreezer.stamps(), standstillMs: benchAlarms.longestStandstillMs };
    });
  }

  /** Milliseconds until the page says by itself that all is well, with the map drawn; or what it still says. */
  async heal(): Promise<number | string> {
    const startedAtMs = performance.now();
    await this.#page.evaluate(() => (globalThis as Frozen).benchFreezer.thaw());
    const banners = this.#page.locator('.banner');
    try {
      await banners.first().waitFor({ state: 'detached', timeout: HEAL_LIMIT_MS });
      await this.#page.locator(MAP_DRAWN).waitFor({ timeout: HEAL_LIMIT_MS });
    } catch {
      return (await banners.allInnerTexts()).join(' | ') || 'the map is not drawn';
    }
    return performance.now() - startedAtMs;
  }

  /** All is well, and nothing is stopped until the next freeze: from here on the page must say nothing. */
  rest(): Promise<void> {
    return this.#page.evaluate(() => {
      (globalThis as Frozen).benchAlarms.isResting = true;
    });
  }

  /** What the page said of itself or the hub while nothing was stopped. */
  alarms(): Promise<readonly string[]> {
    return this.#page.evaluate(() => (globalThis as Frozen).benchAlarms.said);
  }

  close(): Promise<void> {
    return this.#page.close();
  }
}
