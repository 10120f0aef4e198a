import type { CheckFinding } from './checks.ts';
import { figureMarks } from './figure-marks.ts';

const right = (difference: number): CheckFinding => ({
  name: 'right',
  verdict: difference === 0 ? 'pass' : 'warn',
  difference,
  by: 'parts',
});
const alive = (isLate: boolean): CheckFinding => ({
  name: 'alive',
  verdict: isLate ? 'warn' : 'pass',
  ageMs: 1000,
  promiseMs: isLate ? 500 : null,
  staleSince: null,
});

test('one that is old among fresh ones is marked, and by what it is worse', () => {
  const marks = figureMarks([
    { key: 'a', findings: [right(0), alive(false)] },
    { key: 'b', findings: [right(0), alive(true)] },
    { key: 'c', findings: [right(3), alive(false)] },
  ]);
  expect([...marks]).toEqual([
    ['b', ['alive']],
    ['c', ['right']],
  ]);
});

test('what is wrong with all of them is said by the panel, not by each', () => {
  const marks = figureMarks([
    { key: 'a', findings: [right(0), alive(true)] },
    { key: 'b', findings: [right(2), alive(true)] },
  ]);
  expect([...marks]).toEqual([['b', ['right']]]);
});

test('where all is well nothing is marked', () => {
  expect(figureMarks([{ key: 'a', findings: [right(0), alive(false)] }]).size).toBe(0);
});
