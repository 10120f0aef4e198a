// Does the event loop turn? A process that stands cannot say so while it stands; but the first request it answers
// afterwards must not be told that all is well. So a beat ten times a second, and how late it came is remembered.
import { performance } from 'node:perf_hooks';

const BEAT_MS = 100;
const REMEMBERED_MS = 5_000;

export class LoopWatch {
  #timer: NodeJS.Timeout | undefined;
  #beatAtMs: number;
  #worst = { lateMs: 0, atMs: -Infinity };

  constructor(private readonly steadyMs: () => number = () => performance.now()) {
    this.#beatAtMs = steadyMs();
  }

  start(): void {
    this.#beatAtMs = this.steadyMs();
    this.#timer = setInterval(() => this.beat(), BEAT_MS).unref();
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  beat(): void {
    const lateMs = this.#lateMs();
    this.#beatAtMs = this.steadyMs();
    if (lateMs >= this.#worst.lateMs || this.#isForgotten()) this.#worst = { lateMs, atMs: this.#beatAtMs };
  }

  /** The longest of the last five seconds, the running one included. */
  standstillMs(): number {
    return Math.max(this.#lateMs(), this.#isForgotten() ? 0 : this.#worst.lateMs);
  }

  #lateMs(): number {
    return Math.max(0, this.steadyMs() - this.#beatAtMs - BEAT_MS);
  }

  #isForgotten(): boolean {
    return this.steadyMs() - this.#worst.atMs > REMEMBERED_MS;
  }
}
