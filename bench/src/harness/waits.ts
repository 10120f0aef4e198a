// Waits for answers, few enough to keep each: percentiles are read from all of them together, never averaged.
export class Waits {
  readonly #ms: number[] = [];

  static merged(parts: readonly Waits[]): Waits {
    const all = new Waits();
    for (const part of parts) all.#ms.push(...part.#ms);
    return all;
  }

  get samples(): number {
    return this.#ms.length;
  }

  async measure<T>(work: () => Promise<T>): Promise<T> {
    const fromMs = performance.now();
    const result = await work();
    this.#ms.push(performance.now() - fromMs);
    return result;
  }

  /** Nearest rank. */
  percentile(percent: number): number {
    const sorted = this.#ms.toSorted((a, b) => a - b);
    return sorted[Math.max(0, Math.ceil((percent / 100) * sorted.length) - 1)] ?? Number.NaN;
  }

  get p95Ms(): number {
    return this.percentile(95);
  }
}
