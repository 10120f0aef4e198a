// Part of `npm test`, after the build: fails when a page has become heavier than its floor allows and says what it weighs
// beside its goal. The pages are judged as a screen on the network of the centre gets them, by gzip over plain HTTP.
import path from 'node:path';
import { ROOT } from './harness/child.ts';
import { judgeAtMost } from './harness/judge.ts';
import { weighPage } from './harness/page-weight.ts';
import { BUDGETS } from './lines/i2.ts';

const HEAVIEST = 8;
const dist = path.join(ROOT, 'client/dist');
const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(0)} KB`;

for (const { page, withFonts, floor, goal, scriptFloor } of BUDGETS) {
  const weight = weighPage(dist, page, 'gzip', { withFonts });
  const verdict = judgeAtMost(weight.bytes, { floor, goal });
  console.log(
    `${page}: ${kilobytes(weight.bytes)}, of it scripts ${kilobytes(weight.scriptBytes)} ` +
      `(floor ${kilobytes(floor)}, goal ${kilobytes(goal)}): ${verdict}`,
  );
  if (verdict !== 'floor missed' && weight.scriptBytes <= scriptFloor) continue;
  console.log('  too heavy; heaviest first:');
  for (const { file, bytes } of weight.files.slice(0, HEAVIEST))
    console.log(`  ${kilobytes(bytes)}  ${file}`);
  process.exitCode = 1;
}
