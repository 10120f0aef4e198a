// How long a wall shows an old picture before it says so: parts of a real page are stopped one after the other while
// events come, fifty times. From the first news that is not shown (a part on which nothing happens is not frozen), from
// the last word of a silent hub, to the banner, stamped in the page. Beside it: how often the page accused
// somebody while nothing was stopped, on a machine as busy as it was, and whether each part came back by itself.
import { setTimeout as delay } from 'node:timers/promises';
import { openBenchDatabase } from '../harness/database.ts';
import { judgeAtMost } from '../harness/judge.ts';
import { launchBrowser, signInAsWall } from '../harness/wall-browser.ts';
import { registerDevices } from '../load/workload.ts';
import { Cameras } from './cameras.ts';
import { FrozenPage } from './frozen-page.ts';
import type { FreezeStamps, FrozenKind, Stop } from './frozen-page.ts';
import type { Line, LineContext } from './line.ts';
import { startProduct } from './product-process.ts';

const FREEZES = 50;
const LIMITS = { floor: 10_000, goal: 3_000 };
const VIEWPORT = { width: 1280, height: 720 };
interface Part {
  readonly kind: FrozenKind;
  readonly panel?: string;
  /** What it lives by; none: any news. */
  readonly channels?: readonly string[];
}

/** In turns. */
const PARTS: readonly Part[] = [
  { kind: 'map', channels: ['map'] },
  { kind: 'panel', panel: 'latest-list', channels: ['latest'] },
  { kind: 'animation' },
  { kind: 'panel', panel: 'domain-severity', channels: ['counts'] },
  { kind: 'hub' },
  { kind: 'panel', panel: 'source-health', channels: ['sources', 'recount'] },
];
/** Placed events: they are on the map and in every panel. */
const EVENTS_PER_SECOND = 10;
const LOAD_SECONDS = 20;
const WARM_UP_MS = 5_000;
/** So that freezes fall at all phases of the page's own clocks. */
const PHASE_STEP_MS = 370;
const PHASES = 8;
/** A stop in whose time no news came is made again, so often at most. */
const MOST_TRIES = 2;

interface Freeze {
  readonly part: string;
  /** Null: it was never said. */
  readonly afterMs: number | null;
  /** Or what the page said for ever. */
  readonly healed: number | string;
  readonly stamps: Stop;
}

interface Outcome {
  readonly freezes: readonly Freeze[];
  readonly alarms: readonly string[];
  readonly withoutNews: number;
}

async function measure({ resources, folder, effort, say }: LineContext) {
  say('opening the database');
  const database = await openBenchDatabase(resources, `${folder}/g2`, { housekeeping: true });
  await database.client.query(registerDevices('cam'));
  const running = await startProduct({ resources, folder, effort, say }, database.url);
  const events = await Cameras.connect({ resources, folder }, 'events', running.mqttPort);
  const load = { going: true };
  const publishing = keepPublishing(load, events);
  // Where the page fails first, its failure is told and not that of the cameras which end with it.
  publishing.catch(() => undefined);
  const browser = await launchBrowser(resources);
  const context = await signInAsWall(browser, running.screen, VIEWPORT);
  const open = async () => {
    const page = await FrozenPage.open(context, `${running.base}/wall/overview`);
    await delay(WARM_UP_MS);
    await page.rest();
    return page;
  };
  const outcome = await freezeInTurns(open, Math.min(FREEZES, effort.samples), say);
  load.going = false;
  await publishing;
  return { ...outcome, engine: database.engine };
}

async function freezeInTurns(
  open: () => Promise<FrozenPage>,
  wanted: number,
  say: LineContext['say'],
): Promise<Outcome> {
  let page = await open();
  const freezes: Freeze[] = [];
  const alarms: string[] = [];
  let withoutNews = 0;
  for (let at = 0; freezes.length < wanted && at < wanted * MOST_TRIES; at += 1) {
    await delay(PHASE_STEP_MS * (at % PHASES));
    const { kind, panel, channels = [] } = PARTS[at % PARTS.length] ?? { kind: 'map' };
    const part = panel ?? kind;
    const stamps = await page.freeze(kind, panel, channels);
    const healed = await page.heal();
    if (kind !== 'hub' && stamps.newsAtMs === null && stamps.bannerAtMs === null) {
      withoutNews += 1;
      say(`${part}: nothing came that could have been drawn`);
    } else {
      freezes.push({ part, afterMs: unsaidMs(kind, stamps), healed, stamps });
      say(describe(freezes.at(-1)));
    }
    if (typeof healed === 'number') await page.rest();
    else {
      alarms.push(...(await page.alarms()));
      await page.close();
      page = await open();
    }
  }
  alarms.push(...(await page.alarms()));
  return { freezes, alarms, withoutNews };
}

async function keepPublishing(load: { going: boolean }, events: Cameras): Promise<void> {
  while (load.going)
    await events.run({ count: EVENTS_PER_SECOND * LOAD_SECONDS, ratePerSecond: EVENTS_PER_SECOND });
}

/** What stands still is wrong from the first news on that it does not show; a hub that is silent, from its silence on. */
function unsaidMs(kind: FrozenKind, { frozenAtMs, newsAtMs, bannerAtMs }: FreezeStamps): number | null {
  if (bannerAtMs === null) return null;
  return bannerAtMs - (kind === 'hub' ? frozenAtMs : (newsAtMs ?? frozenAtMs));
}

const milliseconds = (ms: number | null): string =>
  ms === null || !Number.isFinite(ms) ? 'never' : `${ms.toFixed(0)} ms`;

function describe(freeze: Freeze | undefined): string {
  if (!freeze) return '';
  const { part, afterMs, healed } = freeze;
  const still = `the page stood still for ${milliseconds(freeze.stamps.standstillMs)} in it`;
  const end = typeof healed === 'number' ? `well after ${milliseconds(healed)}` : `still says: ${healed}`;
  return `${part}: banner after ${milliseconds(afterMs)}, ${still}, ${end}`;
}

const longest = (freezes: readonly Freeze[]): number =>
  Math.max(...freezes.map(({ afterMs }) => afterMs ?? Number.POSITIVE_INFINITY));

const ill = (freezes: readonly Freeze[]): readonly string[] =>
  freezes.flatMap(({ part, healed }) => (typeof healed === 'string' ? [`${part}: ${healed}`] : []));

function byPart(freezes: readonly Freeze[]): readonly string[] {
  const names = [...new Set(freezes.map(({ part }) => part))];
  return names.map((name) => {
    const own = freezes.filter(({ part }) => part === name);
    const healed = own.flatMap((freeze) => (typeof freeze.healed === 'number' ? [freeze.healed] : []));
    return `${name}: ${own.length} times, banner after ${milliseconds(longest(own))} at most, well again ${milliseconds(Math.max(...healed))} after it at most`;
  });
}

export const g2: Line = {
  id: 'g2',
  title: 'A part of the wall stops drawing → the banner that says so',
  run: async (context) => {
    const { freezes, alarms, withoutNews, engine } = await measure(context);
    const broken = ill(freezes);
    const within = freezes.filter(({ afterMs }) => afterMs !== null && afterMs <= LIMITS.goal).length;
    return {
      figures: [
        {
          metric: 'g2 freeze → banner, the slowest',
          figure: `${milliseconds(longest(freezes))}; ${within} of ${freezes.length} within ${LIMITS.goal} ms`,
          denominator: '–',
          ratio: '–',
          floor: `${LIMITS.floor} ms`,
          goal: `${LIMITS.goal} ms, all`,
          verdict: judgeAtMost(longest(freezes), LIMITS),
        },
        {
          metric: 'g2 banners while nothing was stopped',
          figure: `${alarms.length} beside ${freezes.length} stops`,
          denominator: '–',
          ratio: '–',
          floor: '0',
          goal: '0',
          verdict: judgeAtMost(alarms.length, { floor: 0, goal: 0 }),
        },
        {
          metric: 'g2 parts that did not come back by themselves',
          figure: `${broken.length} of ${freezes.length}`,
          denominator: '–',
          ratio: '–',
          floor: '0',
          goal: '0',
          verdict: judgeAtMost(broken.length, { floor: 0, goal: 0 }),
        },
      ],
      notes: [
        engine,
        ...byPart(freezes),
        ...freezes
          .filter(({ afterMs }) => afterMs === null || afterMs > LIMITS.goal)
          .map((late) => `Late: ${describe(late)}`),
        ...broken.map((what) => `Not well within two minutes, the page was opened anew: ${what}`),
        ...alarms.map((what) => `Said while nothing was stopped: ${what}`),
        ...(withoutNews > 0
          ? [`${withoutNews} freezes are not counted: no news came in their time, so nothing was wrong.`]
          : []),
      ],
      soundness: [],
      raw: freezes,
    };
  },
};
