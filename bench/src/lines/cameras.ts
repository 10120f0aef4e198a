// The load generator's process as a line sees it, with the memory of what was published and never acknowledged.
import { Child } from '../harness/child.ts';
import { processCpu } from '../harness/cpu.ts';
import type { CpuSource } from '../harness/cpu.ts';
import { Latency } from '../harness/latency.ts';
import type { LatencySummary } from '../harness/latency.ts';
import type { ConnectCall, RunCall, RunResult } from '../load/mqtt-main.ts';
import { WORKLOADS } from '../load/workload.ts';
import type { Workload, WorkloadId } from '../load/workload.ts';
import type { LineContext } from './line.ts';
import type { PublishedWorkload } from './soundness.ts';

const CONNECT_LIMIT_MS = 60_000;
const ACK_LIMIT_MS = 60_000;

export type Load = Pick<RunCall, 'count' | 'ratePerSecond'>;

export interface Published {
  readonly acked: number;
  /** The intended moment of the first message. */
  readonly startAtMs: number;
  /** Intended moment to PUBACK. */
  readonly latency: Latency;
}

export class Cameras {
  readonly #child: Child;
  readonly #workload: Workload;
  readonly #unacked = new Set<number>();
  #count = 0;
  #latencies: Latency[] = [];

  private constructor(child: Child, workload: Workload) {
    this.#child = child;
    this.#workload = workload;
  }

  static async connect(
    { resources, folder }: Pick<LineContext, 'resources' | 'folder'>,
    id: WorkloadId,
    port: number,
  ): Promise<Cameras> {
    const child = Child.start({
      name: id,
      file: 'bench/src/load/mqtt-main.ts',
      logFile: `${folder}/cameras.log`,
      pinned: true,
    });
    resources.onClose(id, () => child.stop());
    await child.ask('connect', { port, workload: id } satisfies ConnectCall, CONNECT_LIMIT_MS);
    return new Cameras(child, WORKLOADS[id]);
  }

  get cpu(): CpuSource {
    return processCpu('cameras', this.#child.pid);
  }

  get published(): PublishedWorkload {
    return { workload: this.#workload, count: this.#count, unacked: this.#unacked };
  }

  /** Publishes by schedule and waits for the acknowledgements. */
  async run({ count, ratePerSecond }: Load): Promise<Published> {
    const firstIndex = this.#count;
    this.#count += count;
    const workload = this.#workload.id;
    const call: RunCall = { workload, firstIndex, count, ratePerSecond, ackLimitMs: ACK_LIMIT_MS };
    const limitMs = (count / ratePerSecond) * 1000 + 2 * ACK_LIMIT_MS;
    const { latency, unacked, startAtMs } = await this.#child.ask<RunResult>('run', call, limitMs);
    for (const index of unacked) this.#unacked.add(index);
    const decoded = Latency.decoded(latency);
    this.#latencies.push(decoded);
    return { acked: count - unacked.length, startAtMs, latency: decoded };
  }

  /** Intended moment to PUBACK, of all runs since the last call, without the warm-up. */
  latency(): LatencySummary {
    const [, ...measured] = this.#latencies;
    this.#latencies = [];
    return Latency.merged(measured).summary();
  }

  lastLatency(): LatencySummary {
    return Latency.merged(this.#latencies.slice(-1)).summary();
  }
}
