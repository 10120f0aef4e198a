// The proof that a harness omits nothing: the measured process is frozen for a second in the middle of a run. Arrivals
// go on, so about a second must show in the p99. A harness that waits for answers before it sends would show a few ms.
// The same light load runs once without freezing, or a machine that is slow by itself would pass for honest.
import { setTimeout as delay } from 'node:timers/promises';

export const STALL_MS = 1_000;
const LEAST_MS = 0.8 * STALL_MS;
const CALM_MS = 0.5 * STALL_MS;

export interface StallProbe {
  /** Of the run with the freeze. */
  readonly p99Ms: number;
  /** Of the same load without it. */
  readonly calmP99Ms: number;
  /** Unclear: the machine was so busy that a second more or less does not show. */
  readonly finding: 'honest' | 'omits' | 'unclear';
}

export async function freeze(pid: number, ms = STALL_MS): Promise<void> {
  process.kill(pid, 'SIGSTOP');
  try {
    await delay(ms);
  } finally {
    process.kill(pid, 'SIGCONT');
  }
}

export function stallProbe(calmP99Ms: number, p99Ms: number): StallProbe {
  const calm = calmP99Ms < CALM_MS;
  if (p99Ms < LEAST_MS) return { calmP99Ms, p99Ms, finding: 'omits' };
  return { calmP99Ms, p99Ms, finding: calm ? 'honest' : 'unclear' };
}

export const describeStall = ({ p99Ms, calmP99Ms, finding }: StallProbe): string =>
  `${finding}: p99 ${calmP99Ms.toFixed(0)} ms in calm, ${p99Ms.toFixed(0)} ms with a freeze of ${STALL_MS} ms`;
