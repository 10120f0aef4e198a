// The figures of one scope and view, by a ledger of their own: for a past moment, and for views.
import type { CountRow } from '@ioc/contracts/stream/channels';
import type { Change } from '../../feed/change.ts';
import type { ChannelState } from '../../hub/channel.ts';
import type { ViewFilter } from '../../hub/view-filter.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import { CountFigures } from './count-figures.ts';
import { CountLedger, type Bump, type CountEntry } from './count-ledger.ts';
import { CountWindow, minuteOf } from './count-window.ts';

export class CountState implements ChannelState<CountRow> {
  readonly incomplete = false;
  readonly #ledger: CountLedger;
  readonly #figures = new CountFigures();
  readonly #bump: Bump = (key, by) => this.#figures.bump(key, by);
  #minuteMs: number;

  constructor(
    private readonly units: ScopeUnits,
    private readonly includes: ViewFilter,
    loaded: readonly CountEntry[],
    atMs: number,
  ) {
    this.#minuteMs = minuteOf(atMs);
    this.#ledger = new CountLedger(atMs);
    for (const row of loaded) this.#ledger.add(row, this.#bump);
  }

  get version(): number {
    return this.#figures.version;
  }

  apply(change: Change): void {
    if (change.topic !== 'count') return;
    for (const row of change.rows) {
      const isHere = this.units === null || (row.unitId !== null && this.units.has(row.unitId));
      if (isHere && this.includes(row.domain, row.severity)) this.#ledger.add(row, this.#bump);
    }
  }

  advance(atMs: number): void {
    if (minuteOf(atMs) <= this.#minuteMs) return;
    this.#minuteMs = minuteOf(atMs);
    this.#ledger.advance(new CountWindow(atMs), this.#bump);
  }

  rows(): ReadonlyMap<string, CountRow> {
    return this.#figures.rows;
  }
}
