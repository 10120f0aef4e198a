// An installation as somebody left it yesterday: started once by `npm start`, with the demonstration's data in it and a
// wall that is signed in, then ended in order. What starts it again is what a morning looks like.
import type { Browser, BrowserContext, Page } from '@playwright/test';
import { execFileSync } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import path from 'node:path';
import { readFileSync } from 'node:fs';
import { Program } from '../harness/program.ts';
import type { Resources } from '../harness/resources.ts';
import { steadyPort } from '../harness/steady-port.ts';
import { signInAsWall } from '../harness/wall-browser.ts';
import type { LineContext } from './line.ts';
import { screenAddress } from './product-process.ts';

const START_LIMIT_MS = 240_000;
const SHOWN_LIMIT_MS = 180_000;
const END_LIMIT_MS = 30_000;
const PRODUCT = 'standalone/dist/main.js';
const KNOCK_MS = 50;
const BACKFILL_HOURS = '2';
const VIEWPORT = { width: 1920, height: 1080 };
/** What is written down in the page, before its own scripts run. */
const SEEN = { panel: '.panel[data-state="live"]', marker: '[data-map-drawn="true"]' } as const;

/** When the page first showed it, ms since 1970 by the clock that is the bench's too; null: not yet. */
export interface FirstShown {
  readonly panel: number | null;
  readonly marker: number | null;
}

/** Stamps after the frame that shows it. A map that has drawn no point has drawn no marker. */
const watchFirst = ({ panel, marker }: typeof SEEN): void => {
  const shown: { panel: number | null; marker: number | null } = { panel: null, marker: null };
  const stamp = (what: keyof typeof shown) =>
    requestAnimationFrame(() => (shown[what] ??= performance.timeOrigin + performance.now()));
  new MutationObserver(() => {
    if (shown.panel === null && document.querySelector(panel)) stamp('panel');
    const points = document.querySelector('.map-counts')?.textContent ?? '';
    if (shown.marker === null && /[1-9]/.test(points) && document.querySelector(marker)) stamp('marker');
  }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
  Object.assign(globalThis, { benchFirstShown: shown });
};

export class WarmInstall {
  readonly #resources: Resources;
  readonly #folder: string;
  readonly #port: number;
  #program: Program | null = null;
  #screen = '';

  private constructor({ resources, folder }: LineContext, port: number) {
    this.#resources = resources;
    this.#folder = folder;
    this.#port = port;
  }

  static async make(context: LineContext): Promise<WarmInstall> {
    const install = new WarmInstall(context, await steadyPort());
    context.say('starting it the first time');
    install.#start();
    await install.#printed(/Stop: Ctrl-C/);
    const token = readFileSync(path.join(install.#folder, 'warm/admin-token'), 'utf8').trim();
    install.#screen = await screenAddress(install.base, token);
    return install;
  }

  get base(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  signIn(browser: Browser): Promise<BrowserContext> {
    return signInAsWall(browser, this.#screen, VIEWPORT);
  }

  /** Ends it; answers the moment at which `npm start` was called again. */
  async startAgain(): Promise<number> {
    if (this.#program) await endProduct(this.#program);
    const calledAtMs = Date.now();
    this.#start();
    return calledAtMs;
  }

  /** Ms since 1970 at which the doors of the web answered. */
  async answers(): Promise<number> {
    const endAtMs = Date.now() + START_LIMIT_MS;
    while (Date.now() < endAtMs) {
      const answer = await fetch(`${this.base}/wall/overview`).catch(() => null);
      if (answer?.ok) return Date.now();
      await delay(KNOCK_MS);
    }
    throw new Error('the product did not answer');
  }

  #start(): void {
    const program = Program.start({
      name: 'npm start',
      command: 'npm',
      args: ['start'],
      env: {
        IOC_DATA_DIR: path.join(this.#folder, 'warm'),
        IOC_DEMO: '1',
        IOC_DEMO_BACKFILL_HOURS: BACKFILL_HOURS,
        IOC_PORT: String(this.#port),
        IOC_HOOKS_PORT: '0',
        IOC_MQTT_PORT: '0',
        IOC_SYSLOG_PORT: '0',
        IOC_DB_PORT: '0',
      },
      logFile: path.join(this.#folder, 'warm.log'),
    });
    this.#program = program;
    this.#resources.onClose('warm installation', () => endProduct(program));
  }

  async #printed(pattern: RegExp): Promise<void> {
    await this.#program?.printed(pattern, START_LIMIT_MS);
  }
}

/**
 * As Ctrl-C does, which reaches the product by its terminal: npm passes no signal on. What npm started ends with it, and npm
 * with that.
 */
async function endProduct(program: Program): Promise<void> {
  const table = execFileSync('ps', ['-eo', 'pid=,ppid=,args='], { encoding: 'utf8' })
    .split('\n')
    .map((row) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(row))
    .map((row) => ({ pid: Number(row?.[1]), parent: Number(row?.[2]), args: row?.[3] ?? '' }));
  const family = new Set([program.pid]);
  for (let grown = true; grown;) {
    const born = table.filter(({ pid, parent }) => family.has(parent) && !family.has(pid));
    for (const { pid } of born) family.add(pid);
    grown = born.length > 0;
  }
  const product = table.find(({ pid, args }) => family.has(pid) && args.endsWith(PRODUCT));
  if (product) process.kill(product.pid, 'SIGINT');
  await program.ended(END_LIMIT_MS);
  await program.stop();
}

/** Opens the wall and waits until both a panel and a marker of the map have been shown. */
export async function openWall(context: BrowserContext, base: string): Promise<FirstShown> {
  const page = await context.newPage();
  await page.addInitScript(watchFirst, SEEN);
  await page.goto(`${base}/wall/overview`, { waitUntil: 'commit' });
  const first = await shownOn(page);
  await page.close();
  return first;
}

async function shownOn(page: Page): Promise<FirstShown> {
  const endAtMs = Date.now() + SHOWN_LIMIT_MS;
  for (;;) {
    const shown = await page
      .evaluate(() => (globalThis as unknown as { benchFirstShown?: FirstShown }).benchFirstShown)
      .catch(() => undefined);
    const { panel = null, marker = null } = shown ?? {};
    if ((panel !== null && marker !== null) || Date.now() > endAtMs) return { panel, marker };
    await delay(KNOCK_MS);
  }
}
