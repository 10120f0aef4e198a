// Latencies as HDR histograms: they can be merged without loss over rounds and processes. Percentiles are read from the
// merged one; an average of percentiles is the percentile of nothing.
import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64 } from 'hdr-histogram-js';
import type { Histogram } from 'hdr-histogram-js';

const HIGHEST_MICROS = 600_000_000;
/** Below so many samples the hundredth part is a handful of accidents. */
export const ENOUGH_FOR_P99 = 10_000;

export interface LatencySummary {
  readonly samples: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  readonly maxMs: number;
}

export class Latency {
  readonly #histogram: Histogram;

  constructor(
    histogram: Histogram = build({
      lowestDiscernibleValue: 1,
      highestTrackableValue: HIGHEST_MICROS,
      numberOfSignificantValueDigits: 3,
      useWebAssembly: false,
    }),
  ) {
    this.#histogram = histogram;
  }

  /** The histograms of several rounds or processes as one. */
  static merged(parts: readonly Latency[]): Latency {
    const sum = new Latency();
    for (const part of parts) sum.#histogram.add(part.#histogram);
    return sum;
  }

  /** What `encoded` wrote in another process. */
  static decoded(text: string): Latency {
    return Latency.merged([new Latency(decodeFromCompressedBase64(text, 64, false))]);
  }

  /** From the moment it was meant to happen to its completion; a clock that ran ahead counts as nothing waited. */
  record(fromMs: number, toMs: number): void {
    const micros = Math.round((toMs - fromMs) * 1000);
    this.#histogram.recordValue(Math.min(HIGHEST_MICROS, Math.max(1, micros)));
  }

  percentileMs(percentile: number): number {
    return this.#histogram.getValueAtPercentile(percentile) / 1000;
  }

  encoded(): string {
    return encodeIntoCompressedBase64(this.#histogram);
  }

  summary(): LatencySummary {
    return {
      samples: this.#histogram.totalCount,
      p50Ms: this.percentileMs(50),
      p99Ms: this.percentileMs(99),
      maxMs: this.percentileMs(100),
    };
  }
}
