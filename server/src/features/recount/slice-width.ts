// How many minutes are counted again at once: as many as take about half of what a read may take (E1).
const MINUTE_MS = 60_000;
const LIMIT_MS = 100;
const LONGEST_MS = 120 * MINUTE_MS;

export class SliceWidth {
  #ms = 10 * MINUTE_MS;

  get ms(): number {
    return this.#ms;
  }

  /** The last slice took so long. */
  learn(tookMs: number): void {
    if (tookMs > LIMIT_MS / 2) this.#ms = Math.max(MINUTE_MS, floorToMinute(this.#ms / 2));
    else if (tookMs < LIMIT_MS / 8) this.#ms = Math.min(LONGEST_MS, this.#ms * 2);
  }
}

const floorToMinute = (ms: number): number => Math.floor(ms / MINUTE_MS) * MINUTE_MS;
