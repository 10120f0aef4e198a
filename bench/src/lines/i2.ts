// What the wall weighs compressed, and the phone's page beside it, from the build that is shipped. `npm test` holds the
// same budgets (weight-check.ts), so that nobody finds out by a benchmark that a page has become heavy.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../harness/child.ts';
import { judgeAtMost } from '../harness/judge.ts';
import { weighPage } from '../harness/page-weight.ts';
import type { Figure, Line } from './line.ts';

interface Budget {
  readonly page: string;
  readonly withFonts: boolean;
  readonly floor: number;
  readonly goal: number;
  readonly scriptFloor: number;
}

export const BUDGETS: readonly Budget[] = [
  { page: 'wall.html', withFonts: true, floor: 1_300_000, goal: 1_000_000, scriptFloor: 1_300_000 },
  { page: 'report.html', withFonts: false, floor: 110_000, goal: 75_000, scriptFloor: 90_000 },
  { page: 'open.html', withFonts: false, floor: 110_000, goal: 75_000, scriptFloor: 90_000 },
];
const BUILD_LIMIT_MS = 300_000;
const HEAVIEST = 5;

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`;

function measure({ page, withFonts, floor, goal }: Budget) {
  const dist = path.join(ROOT, 'client/dist');
  const gzip = weighPage(dist, page, 'gzip', { withFonts });
  const brotli = weighPage(dist, page, 'br', { withFonts });
  const figure: Figure = {
    metric: `i2 ${page}, compressed`,
    figure: `${kilobytes(gzip.bytes)} gzip, ${kilobytes(brotli.bytes)} brotli`,
    denominator: '–',
    ratio: '–',
    floor: kilobytes(floor),
    goal: kilobytes(goal),
    verdict: judgeAtMost(gzip.bytes, { floor, goal }),
  };
  return { figure, gzip, brotli };
}

export const i2: Line = {
  id: 'i2',
  title: 'Compressed bytes of the wall and of the phone’s page, all lazy parts included',
  run: ({ say }) => {
    say('building the product');
    execFileSync(process.execPath, ['tools/build.mjs'], { cwd: ROOT, timeout: BUILD_LIMIT_MS });
    const measured = BUDGETS.map(measure);
    return Promise.resolve({
      figures: measured.map(({ figure }) => figure),
      notes: [
        'Judged by gzip, which a screen gets over plain HTTP; brotli is for TLS and this machine itself.',
        ...measured.map(({ gzip }) =>
          gzip.files
            .slice(0, HEAVIEST)
            .map(({ file, bytes }) => `${file} ${kilobytes(bytes)}`)
            .join(', '),
        ),
      ],
      soundness: [],
      raw: measured,
    });
  },
};
