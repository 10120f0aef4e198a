// Whether a wall holds more after weeks than after a minute: updates as fast as the page takes them, each applied to the
// store and drawn by the frame of the screen it falls into, and in between what befalls a wall: all its scenes, a visit to
// the past, a cut line, a hidden tab, and now and then a lost WebGL context. After each round of these the page is back on
// its first scene, everything is collected, and what is left is written down. At 4 updates a second 345,600 are a day.
import { openBenchDatabase } from '../harness/database.ts';
import { judgeAtMost } from '../harness/judge.ts';
import { medianSlope } from '../harness/slope.ts';
import { launchBrowser, signInAsWall } from '../harness/wall-browser.ts';
import { registerDevices } from '../load/workload.ts';
import { FULL } from '../arguments.ts';
import { Cameras } from './cameras.ts';
import { FlatPage } from './flat-page.ts';
import type { Held } from './flat-page.ts';
import type { Line, LineContext } from './line.ts';
import { startProduct } from './product-process.ts';

/** Without another word; by `--samples`: 259200, 1036800 (72 hours at 4 Hz). */
const UPDATES = 36_000;
const UPDATES_PER_DAY = 345_600;
const ROUNDS = 12;
/** Of a run too short to speak of days: whether all of it works, and whether anything grows by leaps. */
const SHORT_ROUNDS = 6;
/** Caches fill, code is compiled: not counted. */
const WARM_UP_ROUNDS = 3;
/** With every round a day would have more than a hundred, and would be a measure of what a driver's crash costs. */
const LOST_CONTEXT_EVERY_ROUNDS = 4;
const FRAMES_A_SCENE = 10;
const HIDDEN_MS = 2_000;
const EVENTS = 200;
const EVENTS_PER_SECOND = 20;
const HOME = 'overview';
const VIEWPORT = { width: 1280, height: 720 };
const LIMITS = { floor: 5, goal: 1 };
const MB = 1e6;

interface Reading extends Held {
  readonly updates: number;
}

interface Scenes {
  readonly items: readonly { readonly id: string }[];
}

async function scenesOf(base: string, token: string): Promise<readonly string[]> {
  const answer = await fetch(`${base}/api/v1/scenes`, { headers: { authorization: `Bearer ${token}` } });
  return ((await answer.json()) as Scenes).items.map(({ id }) => id);
}

async function befall(page: FlatPage, scenes: readonly string[], round: number): Promise<number> {
  let updates = 0;
  for (const scene of scenes) {
    await page.goTo(scene);
    updates += await page.feed(FRAMES_A_SCENE);
  }
  await page.goTo(HOME);
  await page.visitPast();
  await page.cut();
  await page.hideFor(HIDDEN_MS);
  if (round % LOST_CONTEXT_EVERY_ROUNDS === 0) await page.loseContexts();
  return updates;
}

async function measure(context: LineContext): Promise<readonly Reading[]> {
  const { resources, folder, effort, say } = context;
  const wanted = effort.samples === FULL.samples ? UPDATES : effort.samples;
  const rounds = wanted < UPDATES ? SHORT_ROUNDS : ROUNDS;
  say('opening the database');
  const database = await openBenchDatabase(resources, `${folder}/g1`, { housekeeping: true });
  await database.client.query(registerDevices('cam'));
  const running = await startProduct(context, database.url);
  const cameras = await Cameras.connect(context, 'events', running.mqttPort);
  await cameras.run({ count: EVENTS, ratePerSecond: EVENTS_PER_SECOND });
  const browser = await launchBrowser(resources);
  const wall = await signInAsWall(browser, running.screen, VIEWPORT);
  const page = await FlatPage.open(browser, wall, `${running.base}/wall/${HOME}`);
  const scenes = await scenesOf(running.base, running.adminToken);
  const readings: Reading[] = [];
  let updates = 0;
  for (let round = 0; round < rounds; round += 1) {
    updates += await befall(page, scenes, round);
    while (updates < (wanted * (round + 1)) / rounds) {
      // Something new for each stream to say again.
      await cameras.run({ count: EVENTS_PER_SECOND, ratePerSecond: EVENTS_PER_SECOND });
      updates += await page.feed(EVENTS);
    }
    const held = await page.held();
    readings.push({ ...held, updates });
    say(
      `${updates} updates: heap ${(held.heapBytes / MB).toFixed(1)} MB, ${held.nodes} nodes, ` +
        `${held.listeners} listeners, process ${(held.processBytes / MB).toFixed(0)} MB`,
    );
  }
  return readings;
}

const perDay = (readings: readonly Reading[], of: (held: Held) => number): number =>
  medianSlope(readings.map((reading) => ({ x: reading.updates, y: of(reading) }))) * UPDATES_PER_DAY;

/** Between the beginning and the end, whatever it was in between: panels come and go with what they show. */
const grown = (readings: readonly Reading[], of: (held: Held) => number): number => {
  const half = readings.length >> 1;
  const least = (some: readonly Reading[]) => Math.min(...some.map(of));
  return Math.max(0, least(readings.slice(half)) - least(readings.slice(0, half)));
};

const grownHeap = (readings: readonly Reading[]): number =>
  grown(readings, ({ heapBytes }) => heapBytes) / MB;

export const g1: Line = {
  id: 'g1',
  title: 'Flatness of a wall over updates, scenes, the past, cut lines, a hidden tab and lost WebGL contexts',
  run: async (context) => {
    const readings = await measure(context);
    const counted = readings.slice(WARM_UP_ROUNDS);
    const heap = perDay(counted, ({ heapBytes }) => heapBytes) / MB;
    const nodes = grown(counted, (held) => held.nodes);
    const listeners = grown(counted, (held) => held.listeners);
    const updates = readings.at(-1)?.updates ?? 0;
    const isJudged = updates >= UPDATES;
    const resident = perDay(counted, ({ processBytes }) => processBytes) / MB;
    return {
      figures: [
        {
          metric: 'g1 JS heap per 24 h at 4 updates a second',
          figure: isJudged
            ? `${heap.toFixed(2)} MB`
            : `${grownHeap(counted).toFixed(2)} MB in ${updates} updates`,
          denominator: 'Grafana hung near 518,000 refreshes (published)',
          ratio: '–',
          floor: `${LIMITS.floor} MB`,
          goal: `${LIMITS.goal} MB`,
          verdict: isJudged ? judgeAtMost(heap, LIMITS) : 'not judged: too few updates to speak of a day',
        },
        {
          metric: 'g1 DOM nodes and listeners, growth of the least held',
          figure: `${nodes} nodes, ${listeners} listeners`,
          denominator: '–',
          ratio: '–',
          floor: '0',
          goal: '0',
          verdict: judgeAtMost(nodes + listeners, { floor: 0, goal: 0 }),
        },
      ],
      notes: [
        `${updates} updates; the process of the page: ${resident.toFixed(0)} MB per 24 h.`,
        ...readings.map(
          ({ updates, heapBytes, nodes: held, listeners: heard, processBytes }) =>
            `${updates}: heap ${(heapBytes / MB).toFixed(1)} MB, ${held} nodes, ${heard} listeners, process ${(processBytes / MB).toFixed(0)} MB`,
        ),
      ],
      soundness: [],
      raw: readings,
    };
  },
};
