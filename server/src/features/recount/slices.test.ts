import { SliceWidth } from './slice-width.ts';
import { Suspects, type Bucket } from './suspects.ts';

const MINUTE_MS = 60_000;

it('a slice becomes narrower when it takes long, and wider when it takes nothing, within bounds', () => {
  const width = new SliceWidth();
  for (let at = 0; at < 10; at += 1) width.learn(90);
  expect(width.ms).toBe(MINUTE_MS);
  for (let at = 0; at < 20; at += 1) width.learn(1);
  expect(width.ms).toBe(120 * MINUTE_MS);
  width.learn(30);
  expect(width.ms).toBe(120 * MINUTE_MS);
});

describe('a sum that differs', () => {
  const look = (suspects: Suspects, found: readonly Bucket[], nowMs: number) =>
    suspects.take({ level: 'hour', found, fromMs: 0, toMs: 100, nowMs, patienceMs: 90 });
  const bucket: Bucket = { level: 'hour', startMs: 50 };

  it('is wrong when it still differs after its time', () => {
    const suspects = new Suspects();
    expect(look(suspects, [bucket], 0)).toEqual([]);
    expect(look(suspects, [bucket], 89)).toEqual([]);
    expect(look(suspects, [bucket], 90)).toEqual([bucket]);
    expect(suspects.has(0, 100)).toBe(true);
  });

  it('is cleared by a look that finds it right, and only by one of its level and place', () => {
    const suspects = new Suspects();
    look(suspects, [bucket], 0);
    suspects.take({ level: 'minute', found: [], fromMs: 0, toMs: 100, nowMs: 10, patienceMs: 90 });
    suspects.take({ level: 'hour', found: [], fromMs: 60, toMs: 100, nowMs: 10, patienceMs: 90 });
    expect(look(suspects, [bucket], 95)).toEqual([bucket]);
    look(suspects, [], 96);
    expect(suspects.has(0, 100)).toBe(false);
    expect(look(suspects, [bucket], 97)).toEqual([]);
  });
});
