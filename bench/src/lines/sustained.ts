// The highest rate at which acknowledgements keep up: nothing left unacknowledged, p99 from the intended moment within
// the limit. Found by short runs, confirmed by a long one that steps down until it holds.
import { cpuDuring } from '../harness/cpu.ts';
import type { CpuSource } from '../harness/cpu.ts';
import { highestRate } from '../harness/rate-search.ts';
import type { LatencySummary } from '../harness/latency.ts';
import type { Cameras } from './cameras.ts';
import type { Effort } from './line.ts';

export const ACK_P99_LIMIT_MS = 250;
const FROM_PER_SECOND = 250;
const MAX_PER_SECOND = 40_000;
const PRECISION = 1.12;
const STEP_DOWN = 0.88;
const CONFIRM_SECONDS = 60;
const FULL_SECONDS = 5;

export interface Sustained {
  readonly ratePerSecond: number;
  readonly latency: LatencySummary;
  readonly confirmedSeconds: number;
  /** What each process used in the run that confirmed the rate, by its name, µs of CPU for one message. */
  readonly cpuMicrosPerMessage: Readonly<Record<string, number>>;
}

/** Null when there is one. */
export const whyNoneSustained = ({ ratePerSecond, latency }: Sustained): string | null =>
  ratePerSecond > 0
    ? null
    : `no rate: even ${FROM_PER_SECOND} a second did not hold here (p99 ${latency.p99Ms.toFixed(0)} ms)`;

export async function sustained(
  cameras: Cameras,
  { seconds }: Pick<Effort, 'seconds'>,
  say: (text: string) => void,
  sources: readonly CpuSource[] = [],
): Promise<Sustained> {
  const runAt = async (ratePerSecond: number, forSeconds: number) => {
    const count = Math.round(ratePerSecond * forSeconds);
    const { result, cpuBy } = await cpuDuring(sources, () => cameras.run({ count, ratePerSecond }));
    const latency = cameras.lastLatency();
    const ok = result.acked === count && latency.p99Ms <= ACK_P99_LIMIT_MS;
    say(`${ratePerSecond} a second: p99 ${latency.p99Ms.toFixed(0)} ms, ${ok ? 'holds' : 'does not hold'}`);
    return { ok, latency, cpuMicrosPerMessage: perMessage(cpuBy, count) };
  };
  await runAt(FROM_PER_SECOND, 2);
  let rate = await highestRate({
    fromPerSecond: FROM_PER_SECOND,
    maxPerSecond: MAX_PER_SECOND,
    precision: PRECISION,
    holds: async (ratePerSecond) => (await runAt(ratePerSecond, seconds)).ok,
  });
  const confirmedSeconds = seconds >= FULL_SECONDS ? CONFIRM_SECONDS : 2 * seconds;
  for (; rate >= 1; rate = Math.floor(rate * STEP_DOWN)) {
    const { ok, ...run } = await runAt(rate, confirmedSeconds);
    if (ok) return { ratePerSecond: rate, confirmedSeconds, ...run };
  }
  return { ratePerSecond: 0, latency: cameras.lastLatency(), confirmedSeconds, cpuMicrosPerMessage: {} };
}

const perMessage = (cpuBy: Readonly<Record<string, number>>, count: number): Record<string, number> =>
  Object.fromEntries(Object.entries(cpuBy).map(([name, seconds]) => [name, (seconds * 1e6) / count]));
