// The highest rate at which acknowledgements keep up: nothing left unacknowledged, p99 from the intended moment within
// the limit. Found by short runs, confirmed by a long one that steps down until it holds.
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
): Promise<Sustained> {
  const runAt = async (ratePerSecond: number, forSeconds: number) => {
    const count = Math.round(ratePerSecond * forSeconds);
    const { acked } = await cameras.run({ count, ratePerSecond });
    const latency = cameras.lastLatency();
    const ok = acked === count && latency.p99Ms <= ACK_P99_LIMIT_MS;
    say(`${ratePerSecond} a second: p99 ${latency.p99Ms.toFixed(0)} ms, ${ok ? 'holds' : 'does not hold'}`);
    return { ok, latency };
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
    const { ok, latency } = await runAt(rate, confirmedSeconds);
    if (ok) return { ratePerSecond: rate, latency, confirmedSeconds };
  }
  return { ratePerSecond: 0, latency: cameras.lastLatency(), confirmedSeconds };
}
