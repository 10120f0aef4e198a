import { Lanes } from './lanes.ts';

const untilEnded = (ended: AbortSignal) =>
  new Promise<void>((resolve) => ended.addEventListener('abort', () => resolve(), { once: true }));

it('a newer request ends the older one of the same file and begins when that is over', async () => {
  const lanes = new Lanes();
  const told: string[] = [];
  const old = lanes.alone('a', async (ended) => {
    await untilEnded(ended);
    told.push('old is on disk');
    return 'old';
  });
  expect([lanes.has('a'), lanes.has('b')]).toEqual([true, false]);
  const next = lanes.alone('a', () => {
    told.push('new begins');
    return Promise.resolve('new');
  });
  expect(await Promise.all([old, next])).toEqual(['old', 'new']);
  expect(told).toEqual(['old is on disk', 'new begins']);
  expect(lanes.has('a')).toBe(false);
});

it('of several that wait one is alone at a time, and other files mind none of it', async () => {
  const lanes = new Lanes();
  let inside = 0;
  let most = 0;
  const work = async (ended: AbortSignal) => {
    inside += 1;
    most = Math.max(most, inside);
    if (!ended.aborted)
      await Promise.race([untilEnded(ended), new Promise((resolve) => setImmediate(resolve))]);
    inside -= 1;
  };
  const all = Array.from({ length: 6 }, () => lanes.alone('a', work));
  expect(await lanes.alone('b', () => Promise.resolve('b'))).toBe('b');
  await Promise.all(all);
  expect([most, inside, lanes.has('a')]).toEqual([1, 0, false]);
});

it('one that fails leaves the lane free', async () => {
  const lanes = new Lanes();
  await expect(lanes.alone('a', () => Promise.reject(new Error('full')))).rejects.toThrow('full');
  expect(await lanes.alone('a', () => Promise.resolve(1))).toBe(1);
});
