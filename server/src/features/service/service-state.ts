// The newest statement per source, unit, procedure and level in the newest period, and from them one row per unit and
// one for the whole of the scope, where that is more than one unit.
import type { ServiceRow } from '@ioc/contracts/stream/channels';
import type { Change, ServiceChange } from '../../feed/change.ts';
import type { ChannelState } from '../../hub/channel.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import { indicatorsOf, sumCounts } from './indicators.ts';

/** The word of the wire, whatever the scope is. */
const WHOLE_KEY = 'province';

export class ServiceState implements ChannelState<ServiceRow> {
  version = 1;
  readonly incomplete = false;
  readonly #statements = new Map<string, ServiceChange>();
  #period: string;
  #rows: ReadonlyMap<string, ServiceRow> | null = null;

  /** `loaded`: in the order in which they were stored, at least the newest of each of the newest period. */
  constructor(
    private readonly units: ScopeUnits,
    loaded: readonly ServiceChange[],
  ) {
    this.#period = '';
    for (const statement of loaded) this.#take(statement);
  }

  apply(change: Change): void {
    if (change.topic === 'service') for (const statement of change.rows) this.#take(statement);
  }

  /** Time alone changes no figure. */
  advance(): void {}

  rows(): ReadonlyMap<string, ServiceRow> {
    this.#rows ??= this.#makeRows();
    return this.#rows;
  }

  /** Of all units of the scope together; null: nothing was stated. */
  whole(): ServiceRow | null {
    const rows = this.rows();
    return rows.get(WHOLE_KEY) ?? rows.values().next().value ?? null;
  }

  /** How many units have stated something in this period. */
  unitCount(): number {
    const here = [...this.#statements.values()].filter((statement) => this.#isHere(statement));
    return new Set(here.map(({ unitCode }) => unitCode)).size;
  }

  #take(statement: ServiceChange): void {
    const period = periodOf(statement);
    if (period < this.#period) return;
    // A newer period begins for everybody, also where this scope has not reported yet.
    if (period > this.#period) {
      this.#period = period;
      this.#statements.clear();
      this.#changed();
    }
    const key = [statement.source, statement.unitCode, statement.procedureCode, statement.level].join('\n');
    const known = this.#statements.get(key);
    if (known && Date.parse(known.asOf) > Date.parse(statement.asOf)) return;
    this.#statements.set(key, statement);
    this.#changed();
  }

  #makeRows(): Map<string, ServiceRow> {
    // All are held and chosen here: a statement may come again under another unit.
    const all = [...this.#statements.values()].filter((statement) => this.#isHere(statement));
    const byUnit = new Map<string, ServiceChange[]>();
    for (const statement of all) {
      if (statement.unitId === null) continue;
      const list = byUnit.get(statement.unitId);
      if (list) list.push(statement);
      else byUnit.set(statement.unitId, [statement]);
    }
    const rows = new Map([...byUnit].map(([unitId, list]) => [unitId, rowOf(unitId, unitId, list)]));
    // Statements of no unit we know count for the province all the same.
    const isMore = this.units === null ? all.length > 0 : byUnit.size > 1;
    if (isMore) rows.set(WHOLE_KEY, rowOf(WHOLE_KEY, null, all));
    return rows;
  }

  #isHere({ unitId }: ServiceChange): boolean {
    return this.units === null || (unitId !== null && this.units.has(unitId));
  }

  #changed(): void {
    this.#rows = null;
    this.version += 1;
  }
}

const periodOf = ({ periodEnd, periodStart }: ServiceChange): string => `${periodEnd} ${periodStart}`;

function rowOf(key: string, unitId: string | null, statements: readonly ServiceChange[]): ServiceRow {
  const figures = statements.map((statement) => statement.figures);
  const asOfs = statements.map((statement) => Date.parse(statement.asOf));
  const [first] = statements;
  return {
    key,
    unitId,
    counts: sumCounts(figures),
    indicators: indicatorsOf(figures),
    asOf: new Date(Math.max(...asOfs)).toISOString(),
    oldestAsOf: new Date(Math.min(...asOfs)).toISOString(),
    periodStart: first?.periodStart ?? '',
    periodEnd: first?.periodEnd ?? '',
    sumDifference: statements.reduce((sum, { sumDifference }) => sum + Math.abs(sumDifference ?? 0), 0),
  };
}
