// The load generator's process as a line sees it, with the memory of what was published and never acknowledged.
import { Child } from '../harness/child.ts';
import { Latency } from '../harness/latency.ts';
import type { LatencySummary } from '../harness/latency.ts';
import type { ConnectCall, RunCall, RunResult } from '../load/mqtt-main.ts';
import type { WorkloadId } from '../load/workload.ts';
import type { LineContext } from './line.ts';

const CONNECT_LIMIT_MS = 60_000;
const ACK_LIMIT_MS = 60_000;

/** The load generator and the memory of what it published. */
export class Cameras {
  published = 0;
  readonly unacked = new Set<number>();
  readonly #child: Child;
  readonly #workload: WorkloadId;
  #latencies: Latency[] = [];

  private constructor(child: Child, workload: WorkloadId) {
    this.#child = child;
    this.#workload = workload;
  }

  static async connect(
    { resources, folder }: LineContext,
    workload: WorkloadId,
    port: number,
  ): Promise<Cameras> {
    const child = Child.start({
      name: 'cameras',
      file: 'bench/src/load/mqtt-main.ts',
      logFile: `${folder}/cameras.log`,
      pinned: true,
    });
    resources.onClose('cameras', () => child.stop());
    await child.ask('connect', { port, workload } satisfies ConnectCall, CONNECT_LIMIT_MS);
    return new Cameras(child, workload);
  }

  /** Publishes by schedule and answers how many were acknowledged. */
  async run(load: Pick<RunCall, 'count' | 'ratePerSecond'>): Promise<number> {
    const firstIndex = this.published;
    const call: RunCall = { ...load, workload: this.#workload, firstIndex, ackLimitMs: ACK_LIMIT_MS };
    this.published += load.count;
    const limitMs = (load.count / load.ratePerSecond) * 1000 + 2 * ACK_LIMIT_MS;
    const { latency, unacked } = await this.#child.ask<RunResult>('run', call, limitMs);
    for (const index of unacked) this.unacked.add(index);
    this.#latencies.push(Latency.decoded(latency));
    return load.count - unacked.length;
  }

  /** Of all runs since the last call, without the warm-up. */
  latency(): LatencySummary {
    const [, ...measured] = this.#latencies;
    this.#latencies = [];
    return Latency.merged(measured).summary();
  }

  lastLatency(): LatencySummary {
    return Latency.merged(this.#latencies.slice(-1)).summary();
  }
}
