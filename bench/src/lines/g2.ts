// How long a wall shows an old picture before it says so: parts of a real page are stopped one after the other while
// events come, fifty times. From the first news that is not shown (a part on which nothing happens is not frozen), from
// the last word of a silent hub, to the banner, stamped in the page. Beside it: how often the page accused
// somebody while nothing was stopped, on a machine as busy as it was.
import { setTimeout as delay } from 'node:timers/promises';
import { openBenchDatabase } from '../harness/database.ts';
import { judgeAtMost } from '../harness/judge.ts';
import { launchBrowser, signInAsWall } from '../harness/wall-browser.ts';
import { registerDevices } from '../load/workload.ts';
import { Cameras } from './cameras.ts';
import { FrozenPage } from './frozen-page.ts';
import type { FreezeStamps, FrozenKind } from './frozen-page.ts';
import type { Line, LineContext } from './line.ts';
import { startProduct } from './product-process.ts';

const FREEZES = 50;
const LIMITS = { floor: 10_000, goal: 3_000 };
const VIEWPORT = { width: 1280, height: 720 };
/** In turns; a panel that paints every five seconds by design is told apart. */
const PARTS: readonly { readonly kind: FrozenKind; readonly panel?: string }[] = [
  { kind: 'map' },
  { kind: 'panel', panel: 'latest-list' },
  { kind: 'animation' },
  { kind: 'panel', panel: 'domain-severity' },
  { kind: 'hub' },
  { kind: 'panel', panel: 'source-health' },
];
/** Placed events: they are on the map and in every panel. */
const EVENTS_PER_SECOND = 10;
const LOAD_SECONDS = 20;
const WARM_UP_MS = 5_000;
/** So that freezes fall at all phases of the page's own clocks. */
const PHASE_STEP_MS = 370;
const PHASES = 8;

interface Freeze {
  readonly part: string;
  readonly afterMs: number | null;
  readonly healedMs: number;
  readonly stamps: FreezeStamps;
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
  const page = await FrozenPage.open(context, `${running.base}/wall/overview`);
  await delay(WARM_UP_MS);
  const freezes: Freeze[] = [];
  let falseAlarms = 0;
  let withoutNews = 0;
  for (let at = 0; at < Math.min(FREEZES, effort.samples); at += 1) {
    await delay(PHASE_STEP_MS * (at % PHASES));
    if (await page.complains()) falseAlarms += 1;
    const { kind, panel } = PARTS[at % PARTS.length] ?? { kind: 'map' };
    const stamps = await page.freeze(kind, panel);
    const healedMs = await page.heal();
    if (kind !== 'hub' && stamps.newsAtMs === null && stamps.bannerAtMs === null) {
      withoutNews += 1;
      say(`${panel ?? kind}: nothing came that could have been drawn`);
      continue;
    }
    const afterMs = unsaidMs(kind, stamps);
    freezes.push({ part: panel ?? kind, afterMs, healedMs, stamps });
    say(
      `${panel ?? kind}: banner after ${afterMs?.toFixed(0) ?? 'never'} ms, well after ${healedMs.toFixed(0)} ms`,
    );
  }
  load.going = false;
  await publishing;
  return { freezes, falseAlarms, withoutNews, engine: database.engine };
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

const longest = (freezes: readonly Freeze[]): number =>
  Math.max(...freezes.map(({ afterMs }) => afterMs ?? Number.POSITIVE_INFINITY));

function byPart(freezes: readonly Freeze[]): readonly string[] {
  const names = [...new Set(freezes.map(({ part }) => part))];
  return names.map((name) => {
    const own = freezes.filter(({ part }) => part === name);
    const healedMs = Math.max(...own.map((freeze) => freeze.healedMs));
    return `${name}: ${own.length} times, banner after ${longest(own).toFixed(0)} ms at most, well again ${healedMs.toFixed(0)} ms after it at most`;
  });
}

export const g2: Line = {
  id: 'g2',
  title: 'A part of the wall stops drawing → the banner that says so',
  run: async (context) => {
    const { freezes, falseAlarms, withoutNews, engine } = await measure(context);
    const within = freezes.filter(({ afterMs }) => afterMs !== null && afterMs <= LIMITS.goal).length;
    return {
      figures: [
        {
          metric: 'g2 freeze → banner, the slowest',
          figure: `${longest(freezes).toFixed(0)} ms; ${within} of ${freezes.length} within ${LIMITS.goal} ms`,
          denominator: '–',
          ratio: '–',
          floor: `${LIMITS.floor} ms`,
          goal: `${LIMITS.goal} ms, all`,
          verdict: judgeAtMost(longest(freezes), LIMITS),
        },
        {
          metric: 'g2 banners while nothing was stopped',
          figure: `${falseAlarms} of ${freezes.length} looks`,
          denominator: '–',
          ratio: '–',
          floor: '0',
          goal: '0',
          verdict: judgeAtMost(falseAlarms, { floor: 0, goal: 0 }),
        },
      ],
      notes: [
        engine,
        ...byPart(freezes),
        ...(withoutNews > 0
          ? [`${withoutNews} freezes are not counted: no news came in their time, so nothing was wrong.`]
          : []),
      ],
      soundness: [],
      raw: freezes,
    };
  },
};
