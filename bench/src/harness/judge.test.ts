import { check } from '../checker/checker.ts';
import { judgeAtLeast, judgeAtMost, whyNoRate } from './judge.ts';
import { stallProbe } from './stall.ts';

const sound = check({ published: [], stored: [], counters: [] });
const unsound = check({ published: [{ word: 'a', stream: 's', acked: true }], stored: [], counters: [] });

it('puts a ratio beside floor and goal', () => {
  const target = { floor: 0.22, goal: 0.35 };
  expect([0.1, 0.22, 0.35].map((value) => judgeAtLeast(value, target))).toEqual([
    'floor missed',
    'floor held',
    'goal reached',
  ]);
});

it('puts a latency beside floor and goal, where less is better', () => {
  const target = { floor: 500, goal: 400 };
  expect([501, 500, 400].map((value) => judgeAtMost(value, target))).toEqual([
    'floor missed',
    'floor held',
    'goal reached',
  ]);
});

it('gives no rate to a run that lost a row', () => {
  expect(whyNoRate(sound)).toBeNull();
  expect(whyNoRate(unsound)).toContain('1 lost (a)');
});

it('gives no rate to a harness that does not see a frozen second', () => {
  expect(whyNoRate(sound, stallProbe(10, 12))).toContain('12 ms');
  expect(whyNoRate(sound, stallProbe(10, 970))).toBeNull();
});

it('does not take a machine that is slow by itself for an honest harness', () => {
  expect(stallProbe(1_500, 1_600).finding).toBe('unclear');
});
