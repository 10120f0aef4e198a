// Truthful health: ready means that a row handed in now would be committed. A failing commit says no at once; while
// nothing is written the database itself is asked.
import type { Metrics } from './metrics.ts';

export interface HealthState {
  readonly ready: boolean;
  readonly reason: string | null;
}

const PROBE_TIMEOUT_MS = 2_000;
/** An answer of the database counts for so long. */
const PROBE_GOOD_FOR_MS = 1_000;

export class Health {
  readonly #probe: () => Promise<void>;
  readonly #metrics: Metrics;
  #started = false;
  #commitFailing = false;
  readonly #doorProblems = new Map<string, string>();
  #probedOkAtMs = -Infinity;

  constructor(probe: () => Promise<void>, metrics: Metrics) {
    this.#probe = probe;
    this.#metrics = metrics;
  }

  started(): void {
    this.#started = true;
  }

  committed(): void {
    this.#commitFailing = false;
    this.#metrics.committing.set(1);
  }

  commitFailed(): void {
    this.#commitFailing = true;
    this.#metrics.committing.set(0);
  }

  /** Why a door cannot take in; null when it can again. */
  doorHeld(door: string, problem: string | null): void {
    if (problem === null) this.#doorProblems.delete(door);
    else this.#doorProblems.set(door, problem);
  }

  async state(): Promise<HealthState> {
    if (!this.#started) return { ready: false, reason: 'starting' };
    if (this.#commitFailing) return { ready: false, reason: 'the last commit failed' };
    for (const reason of this.#doorProblems.values()) return { ready: false, reason };
    const answers = await this.#databaseAnswers();
    return answers ? { ready: true, reason: null } : { ready: false, reason: 'the database does not answer' };
  }

  async #databaseAnswers(): Promise<boolean> {
    if (performance.now() - this.#probedOkAtMs < PROBE_GOOD_FOR_MS) return true;
    const timeout = new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), PROBE_TIMEOUT_MS).unref();
    });
    const answered = this.#probe().then(
      () => true,
      () => false,
    );
    const ok = await Promise.race([answered, timeout]);
    if (ok) this.#probedOkAtMs = performance.now();
    return ok;
  }
}
