import { Latency } from './latency.ts';

function recorded(latenciesMs: readonly number[]): Latency {
  const latency = new Latency();
  for (const ms of latenciesMs) latency.record(1_000, 1_000 + ms);
  return latency;
}

const times = (count: number, ms: number): number[] => Array.from({ length: count }, () => ms);

it('reads the percentiles of the merged samples, not the mean of percentiles', () => {
  const quick = recorded(times(985, 10));
  const slow = recorded(times(15, 500));
  const merged = Latency.merged([quick, slow]).summary();
  expect(merged.samples).toBe(1_000);
  expect(merged.p50Ms).toBeCloseTo(10, 1);
  // The mean of the two p99 would be 255 ms.
  expect(merged.p99Ms).toBeGreaterThan(495);
});

it('comes through the encoding between processes unchanged', () => {
  const latency = recorded([1, 2, 3, 900]);
  expect(Latency.decoded(latency.encoded()).summary()).toEqual(latency.summary());
});

it('merges histograms that came from other processes', () => {
  const parts = [recorded(times(50, 5)), recorded(times(50, 50))].map((part) =>
    Latency.decoded(part.encoded()),
  );
  expect(Latency.merged(parts).summary()).toMatchObject({ samples: 100 });
});

it('counts a completion before its moment as no wait', () => {
  const latency = new Latency();
  latency.record(1_000, 990);
  expect(latency.summary().maxMs).toBeCloseTo(0.001, 6);
});

it('keeps a wait beyond its range as the longest it knows', () => {
  expect(recorded([3_600_000]).summary().maxMs).toBeGreaterThanOrEqual(600_000);
});
