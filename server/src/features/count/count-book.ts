// The counts of all live scopes in one place. Every change is taken once: into the whole, and into its unit, from where
// it goes on to each scope the unit lies in. So a group is the sum of its units and the province the sum of all units
// and of what lies in none (model: scopes), by how they are made and not by a check; and 78 units that come back after
// a restart are read in one go. The units are read when the first unit or group is asked for: most walls never do.
import type { CountRow } from '@ioc/contracts/stream/channels';
import type { Change, CountChange } from '../../feed/change.ts';
import type { ChannelState } from '../../hub/channel.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import { CountFigures } from './count-figures.ts';
import { CountLedger, type CountEntry } from './count-ledger.ts';
import { CountWindow, minuteOf } from './count-window.ts';

interface Counted {
  readonly ledger: CountLedger;
  readonly figures: CountFigures;
}

export type UnitEntry = CountEntry & { readonly unitId: string };

export class CountBook {
  readonly #whole: Counted;
  /** Null until they are read. */
  #units: Map<string, Counted> | null = null;
  readonly #scopesOf = new Map<string, Set<CountFigures>>();
  readonly #open = new Map<CountFigures, ScopeUnits>();
  #atMs: number;

  constructor(loaded: readonly CountEntry[], atMs: number) {
    this.#atMs = atMs;
    this.#whole = { ledger: new CountLedger(atMs), figures: new CountFigures() };
    const { ledger, figures } = this.#whole;
    for (const row of loaded) ledger.add(row, (key, by) => figures.bump(key, by));
  }

  get isUsed(): boolean {
    return this.#open.size > 0;
  }

  get hasUnits(): boolean {
    return this.#units !== null;
  }

  /** As known where the whole is known; what it took since is in them too. */
  readUnits(loaded: readonly UnitEntry[], since: readonly Change[]): void {
    this.#units = new Map();
    for (const row of loaded) this.#addToUnit(row.unitId, row);
    for (const change of since) if (change.topic === 'count') change.rows.forEach((row) => this.#toUnit(row));
  }

  apply(change: Change): void {
    if (change.topic !== 'count') return;
    const { ledger, figures } = this.#whole;
    for (const row of change.rows) {
      ledger.add(row, (key, by) => figures.bump(key, by));
      this.#toUnit(row);
    }
  }

  advance(atMs: number): void {
    if (minuteOf(atMs) <= minuteOf(this.#atMs)) return;
    this.#atMs = atMs;
    const window = new CountWindow(atMs);
    const { ledger, figures } = this.#whole;
    ledger.advance(window, (key, by) => figures.bump(key, by));
    for (const [unitId, counted] of this.#units ?? []) {
      counted.ledger.advance(window, (key, by) => this.#bump(unitId, counted.figures, key, by));
    }
  }

  /** The state of a live scope; of units only once they are read. */
  scope(units: ScopeUnits): ChannelState<CountRow> {
    const figures = units === null ? this.#whole.figures : this.#sumOf(units);
    const key = units === null ? new CountFigures() : figures;
    this.#open.set(key, units);
    return {
      get version() {
        return figures.version;
      },
      incomplete: false,
      // The book took it before.
      apply: () => undefined,
      advance: (atMs) => this.advance(atMs),
      rows: () => figures.rows,
      release: () => this.#close(key),
    };
  }

  #sumOf(units: ReadonlySet<string>): CountFigures {
    const sum = new CountFigures();
    for (const unitId of units) {
      const counted = this.#units?.get(unitId);
      if (counted) sum.add(counted.figures);
      const scopes = this.#scopesOf.get(unitId) ?? new Set();
      this.#scopesOf.set(unitId, scopes.add(sum));
    }
    return sum;
  }

  #close(figures: CountFigures): void {
    for (const unitId of this.#open.get(figures) ?? []) {
      const scopes = this.#scopesOf.get(unitId);
      scopes?.delete(figures);
      if (scopes?.size === 0) this.#scopesOf.delete(unitId);
    }
    this.#open.delete(figures);
  }

  #toUnit(row: CountChange): void {
    if (this.#units && row.unitId !== null) this.#addToUnit(row.unitId, row);
  }

  #addToUnit(unitId: string, row: CountEntry): void {
    let counted = this.#units?.get(unitId);
    if (!counted) {
      counted = { ledger: new CountLedger(this.#atMs), figures: new CountFigures() };
      this.#units?.set(unitId, counted);
    }
    const { ledger, figures } = counted;
    ledger.add(row, (key, by) => this.#bump(unitId, figures, key, by));
  }

  #bump(unitId: string, figures: CountFigures, key: string, by: number): void {
    figures.bump(key, by);
    for (const scope of this.#scopesOf.get(unitId) ?? []) scope.bump(key, by);
  }
}
