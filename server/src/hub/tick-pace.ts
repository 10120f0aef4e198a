// How long to wait from tick to tick: 250 ms when calm. When the event loop lags or a tick takes a good part of its
// time, longer: frames merge, so a longer tick costs less and says as much, only later. What is critical does not wait
// for a tick anyway (S5). Up quickly, down slowly, so that it does not swing.
const SHORTEST_MS = 250;
const LONGEST_MS = 2_000;
const UP = 1.5;
const DOWN = 0.9;
const LATE_MS = 100;
/** Of its own time that a tick may take. */
const BUSY_SHARE = 0.3;
const CALM_SHARE = 0.1;

export class TickPace {
  #everyMs = SHORTEST_MS;

  get everyMs(): number {
    return this.#everyMs;
  }

  /** `lateMs`: how much later than planned the tick began. */
  ticked(tookMs: number, lateMs: number): void {
    const share = tookMs / this.#everyMs;
    if (share > BUSY_SHARE || lateMs > LATE_MS) this.#everyMs = Math.min(LONGEST_MS, this.#everyMs * UP);
    else if (share < CALM_SHARE && lateMs < LATE_MS / 2)
      this.#everyMs = Math.max(SHORTEST_MS, this.#everyMs * DOWN);
  }
}
