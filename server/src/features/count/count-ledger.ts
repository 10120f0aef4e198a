// Totals by minute of the last 24 hours, of one unit or of all. It never makes the figures anew: a change says by how
// much four of them move, and the clock, once a minute, by how much those move whose minutes come in or go out.
import type { CountChange } from '../../feed/change.ts';
import { CountWindow, keysOf, minuteOf } from './count-window.ts';

export type CountEntry = Omit<CountChange, 'unitId' | 'kind'>;
/** A figure moved by so much. */
export type Bump = (key: string, by: number) => void;

export class CountLedger {
  /** By minute; then by `domain/severity`. */
  readonly #minutes = new Map<number, Map<string, number>>();
  #window: CountWindow;

  constructor(atMs: number) {
    this.#window = new CountWindow(atMs);
  }

  add({ observedAt, domain, severity, delta }: CountEntry, bump: Bump): void {
    const minuteMs = minuteOf(Date.parse(observedAt));
    const figures = this.#window.figuresOf(minuteMs);
    if (figures === 0) return;
    const pair = `${domain}/${severity}`;
    const totals = this.#minutes.get(minuteMs) ?? new Map<string, number>();
    this.#minutes.set(minuteMs, totals);
    totals.set(pair, (totals.get(pair) ?? 0) + delta);
    for (const key of keysOf(figures, minuteMs, pair)) bump(key, delta);
  }

  advance(window: CountWindow, bump: Bump): void {
    const before = this.#window;
    this.#window = window;
    for (const [minuteMs, totals] of this.#minutes) {
      const [was, is] = [before.figuresOf(minuteMs), window.figuresOf(minuteMs)];
      if (was !== is) move(minuteMs, totals, { left: was & ~is, entered: is & ~was }, bump);
      if (is === 0) this.#minutes.delete(minuteMs);
    }
  }
}

function move(
  minuteMs: number,
  totals: ReadonlyMap<string, number>,
  { left, entered }: { readonly left: number; readonly entered: number },
  bump: Bump,
): void {
  for (const [pair, total] of totals) {
    for (const key of keysOf(left, minuteMs, pair)) bump(key, -total);
    for (const key of keysOf(entered, minuteMs, pair)) bump(key, total);
  }
}
