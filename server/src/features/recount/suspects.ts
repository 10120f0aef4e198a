// A sum that differs may only be late: what comes for past minutes is in every sum within a minute (F6). So a bucket is
// a suspect when it is first seen to differ, and wrong when it still differs after its time.
export interface Bucket {
  readonly level: 'minute' | 'hour' | 'unit-hour' | 'day';
  readonly startMs: number;
}

/** Buckets of one level that differ between two moments, as seen at `nowMs`. */
export interface Look {
  readonly level: Bucket['level'];
  readonly found: readonly Bucket[];
  readonly fromMs: number;
  readonly toMs: number;
  readonly nowMs: number;
  readonly patienceMs: number;
}

export class Suspects {
  readonly #held = new Map<string, { readonly bucket: Bucket; readonly sinceMs: number }>();

  /** Takes what a look found; answers what is wrong by now. */
  take(look: Look): Bucket[] {
    const { level, fromMs, toMs, nowMs, patienceMs } = look;
    const keys = new Set(look.found.map(keyOf));
    for (const [key, { bucket }] of this.#held) {
      const isSeen = bucket.level === level && bucket.startMs >= fromMs && bucket.startMs < toMs;
      if (isSeen && !keys.has(key)) this.#held.delete(key);
    }
    for (const bucket of look.found) {
      const key = keyOf(bucket);
      if (!this.#held.has(key)) this.#held.set(key, { bucket, sinceMs: nowMs });
    }
    return look.found.filter(
      (bucket) => nowMs - (this.#held.get(keyOf(bucket))?.sinceMs ?? nowMs) >= patienceMs,
    );
  }

  /** Suspected there, wrong or not. */
  has(fromMs: number, toMs: number): boolean {
    return [...this.#held.values()].some(({ bucket }) => bucket.startMs >= fromMs && bucket.startMs < toMs);
  }
}

const keyOf = ({ level, startMs }: Bucket): string => `${level} ${startMs}`;
