// What a resident's phone fetches before a report can be written, or the public page be read: the document, what it imports
// at once, its styles. It writes with the phone's own font until then. From the build that is shipped.
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { ROOT } from '../harness/child.ts';
import { judgeAtMost, type Target } from '../harness/judge.ts';
import { weighPage } from '../harness/page-weight.ts';
import type { Figure, Line } from './line.ts';

const PAGES = ['report.html', 'open.html'];
const RULE_OF_THUMB_BYTES = 300_000;
const ALL: Target = { floor: 110_000, goal: 75_000 };
const SCRIPTS: Target = { floor: 90_000, goal: 60_000 };
const BUILD_LIMIT_MS = 300_000;

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} KB`;

const figure = (metric: string, bytes: number, target: Target): Figure => ({
  metric,
  figure: kilobytes(bytes),
  denominator: `${kilobytes(RULE_OF_THUMB_BYTES)} (rule of thumb)`,
  ratio: (bytes / RULE_OF_THUMB_BYTES).toFixed(2),
  floor: kilobytes(target.floor),
  goal: kilobytes(target.goal),
  verdict: judgeAtMost(bytes, target),
});

export const i1: Line = {
  id: 'i1',
  title: 'Compressed bytes of a resident’s pages until they can be used',
  run: ({ say }) => {
    say('building the product');
    execFileSync(process.execPath, ['tools/build.mjs'], { cwd: ROOT, timeout: BUILD_LIMIT_MS });
    const dist = path.join(ROOT, 'client/dist');
    const measured = PAGES.map((page) => ({
      page,
      weight: weighPage(dist, page, 'gzip', { withFonts: false, untilInteractive: true }),
    }));
    return Promise.resolve({
      figures: measured.flatMap(({ page, weight }) => [
        figure(`i1 ${page}, compressed, until it can be used`, weight.bytes, ALL),
        figure(`i1 ${page}, of it scripts`, weight.scriptBytes, SCRIPTS),
      ]),
      notes: measured.map(({ weight }) =>
        weight.files.map(({ file, bytes }) => `${file} ${kilobytes(bytes)}`).join(', '),
      ),
      soundness: [],
      raw: measured,
    });
  },
};
