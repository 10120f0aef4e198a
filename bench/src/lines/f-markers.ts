// How the map's cost grows with its marks: milliseconds of the page's main thread for one look at new rows (parting,
// gathering, arrays, upload, two frames), 1,000 to 25,000 marks, as N^k. A real browser draws the product's own map, built as
// the product is; what the graphics process does is not the main thread's, and on this method's machines it is emulated.
import { rangeOf } from '../harness/ratio.ts';
import type { Range } from '../harness/ratio.ts';
import { growthExponent } from '../harness/growth.ts';
import { judgeAtMost } from '../harness/judge.ts';
import type { Figure, Line } from './line.ts';
import { MarkersPage } from './markers-page.ts';
import type { Distance } from './markers-page.ts';

const COUNTS = [1_000, 2_500, 5_000, 10_000, 25_000];
const JUDGED = 10_000;
const GROWTH = { floor: 1.1, goal: 1.05 };
/** A frame of a screen at 60 Hz. */
const FRAME_MS = 16;
const UPDATES = 8;

interface Step {
  readonly count: number;
  readonly mainThreadMs: number;
}

const describeStep = ({ count, mainThreadMs }: Step): string =>
  `${mainThreadMs.toFixed(1)} ms at ${count.toLocaleString('en')}`;

const describeRange = ({ median, min, max }: Range, digits: number): string =>
  `${median.toFixed(digits)} (${min.toFixed(digits)}–${max.toFixed(digits)})`;

const atJudged = (steps: readonly Step[]): number =>
  steps.find(({ count }) => count === JUDGED)?.mainThreadMs ?? Number.NaN;

const exponentOf = (steps: readonly Step[]): number =>
  growthExponent(steps.map(({ count, mainThreadMs }) => ({ n: count, cost: mainThreadMs })));

function figuresOf(distance: Distance, rounds: readonly (readonly Step[])[]): readonly Figure[] {
  const growth = rangeOf(rounds.map(exponentOf));
  const frame = rangeOf(rounds.map(atJudged));
  return [
    {
      metric: `f main-thread ms against marks, ${distance}`,
      figure: `k = ${growth.median.toFixed(2)}`,
      denominator: 'k = 1: each mark costs the same among any number',
      ratio: describeRange(growth, 2),
      floor: String(GROWTH.floor),
      goal: String(GROWTH.goal),
      verdict: judgeAtMost(growth.median, GROWTH),
    },
    {
      metric: `f main-thread ms of a look at 10,000 marks, ${distance}`,
      figure: `${frame.median.toFixed(1)} ms`,
      denominator: `${FRAME_MS} ms: a frame at 60 Hz`,
      ratio: describeRange(frame, 1),
      floor: `${FRAME_MS} ms`,
      goal: `${FRAME_MS} ms`,
      verdict: judgeAtMost(frame.median, { floor: FRAME_MS, goal: FRAME_MS }),
    },
  ];
}

export const fMarkers: Line = {
  id: 'f-markers',
  title: 'Growth of the main thread of the wall with the marks on its map',
  run: async ({ resources, folder, effort, say }) => {
    say('building the page of the map');
    const page = await MarkersPage.open(resources, folder);
    const rounds: Record<Distance, Step[][]> = { far: [], near: [] };
    for (let round = 0; round < effort.rounds; round += 1) {
      for (const distance of ['far', 'near'] as const) {
        await page.look(distance);
        const steps: Step[] = [];
        // Up, then down, so that a drift of the machine is no slope.
        for (const count of round % 2 ? COUNTS.toReversed() : COUNTS)
          steps.push({ count, mainThreadMs: await page.mainThreadMs(count, UPDATES) });
        rounds[distance].push(steps);
        say(`round ${round + 1}, ${distance}: ${steps.map(describeStep).join(', ')}`);
      }
    }
    return {
      figures: [...figuresOf('far', rounds.far), ...figuresOf('near', rounds.near)],
      notes: [
        'Far: the province, near marks gathered. Near: a town, no mark gathered, all of them sent to the graphics card.',
        `Each figure is the mean of ${UPDATES} looks, less the same frames without news.`,
        `Far, first round: ${(rounds.far[0] ?? []).map(describeStep).join(', ')}.`,
        `Near, first round: ${(rounds.near[0] ?? []).map(describeStep).join(', ')}.`,
      ],
      soundness: [],
      raw: rounds,
    };
  },
};
