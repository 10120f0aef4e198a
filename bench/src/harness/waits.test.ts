import { Waits } from './waits.ts';

it('reads percentiles from all waits together', async () => {
  const parts = [new Waits(), new Waits()];
  let now = 0;
  const clock = jest.spyOn(performance, 'now').mockImplementation(() => now);
  for (let ms = 1; ms <= 100; ms += 1) {
    await parts[ms % 2]?.measure(() => {
      now += ms;
      return Promise.resolve();
    });
  }
  clock.mockRestore();
  const all = Waits.merged(parts);
  expect([all.samples, all.percentile(50), all.p95Ms, all.percentile(100)]).toEqual([100, 50, 95, 100]);
});
