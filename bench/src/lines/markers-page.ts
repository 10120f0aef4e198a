// The product's map in a real browser, built as the product is, without a product behind it. The page makes the rows and
// shows them; how long its main thread worked is asked of the browser itself, not of the page's own clock.
import type { CDPSession, Page } from '@playwright/test';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { promisify } from 'node:util';
import { ROOT } from '../harness/child.ts';
import type { Resources } from '../harness/resources.ts';
import { launchBrowser } from '../harness/wall-browser.ts';

export type Distance = 'far' | 'near';

/** Small, because pixels are painted by no graphics card here and none of it is the main thread's. */
const VIEWPORT = { width: 640, height: 360 };
const BUILD_LIMIT_MS = 120_000;
const PAGE_LIMIT_MS = 60_000;
/** The bench has no place in a list of pages that the product ships. */
const PAGE = 'markers';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
};

/** What the page offers (client/src/map/markers-page.ts). */
interface MarkersBench {
  prepare(count: number, turns: number): Promise<void>;
  update(turn: number): Promise<void>;
  idle(): Promise<void>;
  look(from: Distance): Promise<void>;
}
type Bench = { readonly markersBench: MarkersBench };

async function build(folder: string): Promise<string> {
  const out = path.join(folder, 'markers');
  const vite = path.join(ROOT, 'node_modules/vite/bin/vite.js');
  await promisify(execFile)(
    process.execPath,
    [vite, 'build', 'client', '--outDir', out, '--logLevel', 'warn'],
    {
      cwd: ROOT,
      env: { ...process.env, IOC_CLIENT_PAGES: PAGE },
      timeout: BUILD_LIMIT_MS,
    },
  );
  return out;
}

async function serve(resources: Resources, folder: string): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const file = path.join(folder, path.normalize(pathname));
    readFile(file).then(
      (body) => response.setHeader('content-type', TYPES[path.extname(file)] ?? 'font/woff2').end(body),
      () => response.writeHead(404).end(),
    );
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  resources.onClose('page server', async () => {
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

export class MarkersPage {
  readonly #page: Page;
  readonly #browser: CDPSession;

  private constructor(page: Page, browser: CDPSession) {
    this.#page = page;
    this.#browser = browser;
  }

  static async open(resources: Resources, folder: string): Promise<MarkersPage> {
    const base = await serve(resources, await build(folder));
    const browser = await launchBrowser(resources);
    const page = await browser.newPage({ viewport: VIEWPORT });
    await page.goto(`${base}/${PAGE}.html`);
    await page.waitForFunction(() => 'markersBench' in globalThis, null, { timeout: PAGE_LIMIT_MS });
    const session = await page.context().newCDPSession(page);
    // The time the thread worked, not the time it waited for an emulated graphics card.
    await session.send('Performance.enable', { timeDomain: 'threadTicks' });
    return new MarkersPage(page, session);
  }

  look(distance: Distance): Promise<void> {
    return this.#page.evaluate((from) => (globalThis as unknown as Bench).markersBench.look(from), distance);
  }

  /** Of one look at `count` marks, the mean of `updates` of them, less the same frames without news. */
  async mainThreadMs(count: number, updates: number): Promise<number> {
    const turns = updates + 1;
    await this.#page.evaluate(
      ([marks, looks]) => (globalThis as unknown as Bench).markersBench.prepare(marks, looks),
      [count, turns] as const,
    );
    const busy = await this.#busyMs(async () => {
      await this.#page.evaluate(async (looks) => {
        const { markersBench } = globalThis as unknown as Bench;
        for (let turn = 1; turn < looks; turn += 1) await markersBench.update(turn);
      }, turns);
    });
    const idle = await this.#busyMs(async () => {
      await this.#page.evaluate(async (looks) => {
        const { markersBench } = globalThis as unknown as Bench;
        for (let turn = 1; turn < looks; turn += 1) await markersBench.idle();
      }, turns);
    });
    return Math.max(0.01, busy - idle) / updates;
  }

  async #busyMs(work: () => Promise<void>): Promise<number> {
    const before = await this.#taskSeconds();
    await work();
    return ((await this.#taskSeconds()) - before) * 1000;
  }

  async #taskSeconds(): Promise<number> {
    const { metrics } = await this.#browser.send('Performance.getMetrics');
    return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0;
  }
}
