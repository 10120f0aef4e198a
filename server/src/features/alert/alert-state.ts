// Open alerts as screens show them, worst first, and for an hour those that were closed. Memory is bounded: beyond twice
// the cap the worst-placed half a cap is forgotten, and when so few are left that a forgotten one might be shown, the
// state says that it must be loaded again.
import type { AlertRow } from '@ioc/contracts/stream/channels';
import { SEVERITIES } from '@ioc/contracts/words';
import type { Change } from '../../feed/change.ts';
import type { ChannelState } from '../../hub/channel.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';

export const CLOSED_SHOWN_MS = 3_600_000;
export const ALERT_CAP = 500;
const KEPT = 2 * ALERT_CAP;

/** Open before closed; then by severity, then the newest alarm; `ORDER` of the repository says the same. */
export function compareAlerts(a: AlertRow, b: AlertRow): number {
  const openFirst = Number(a.state === 'closed') - Number(b.state === 'closed');
  const worstFirst = SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity);
  return (
    openFirst || worstFirst || Date.parse(b.lastAt) - Date.parse(a.lastAt) || Number(b.id) - Number(a.id)
  );
}

const goneAtMs = ({ closedAt }: AlertRow): number =>
  closedAt === null ? Infinity : Date.parse(closedAt) + CLOSED_SHOWN_MS;

export class AlertState implements ChannelState<AlertRow> {
  version = 1;
  readonly #kept = new Map<string, AlertRow>();
  #floor: AlertRow | null = null;
  #atMs: number;
  #nextMoveMs = Infinity;
  #rows: ReadonlyMap<string, AlertRow> | null = null;

  constructor(
    private readonly units: ScopeUnits,
    loaded: readonly AlertRow[],
    atMs: number,
  ) {
    this.#atMs = atMs;
    for (const row of loaded) this.#take(row);
    this.#forget();
  }

  get incomplete(): boolean {
    return this.#floor !== null && this.#kept.size < ALERT_CAP;
  }

  apply(change: Change): void {
    if (change.topic !== 'alert') return;
    for (const row of change.rows) this.#take(row);
    this.#forget();
  }

  advance(atMs: number): void {
    this.#atMs = Math.max(this.#atMs, atMs);
    if (this.#atMs < this.#nextMoveMs) return;
    this.#nextMoveMs = Infinity;
    for (const row of this.#kept.values()) {
      if (goneAtMs(row) <= this.#atMs) this.#kept.delete(row.key);
      else this.#nextMoveMs = Math.min(this.#nextMoveMs, goneAtMs(row));
    }
    this.#changed();
  }

  rows(): ReadonlyMap<string, AlertRow> {
    this.#rows ??= new Map(
      [...this.#kept.values()]
        .sort(compareAlerts)
        .slice(0, ALERT_CAP)
        .map((row) => [row.key, row]),
    );
    return this.#rows;
  }

  #take(row: AlertRow): void {
    const isHere = this.units === null || (row.unitId !== null && this.units.has(row.unitId));
    const isAboveFloor = this.#floor === null || compareAlerts(row, this.#floor) < 0;
    if (isHere && isAboveFloor && goneAtMs(row) > this.#atMs) {
      this.#kept.set(row.key, row);
      this.#nextMoveMs = Math.min(this.#nextMoveMs, goneAtMs(row));
    } else if (!this.#kept.delete(row.key)) return;
    this.#changed();
  }

  #forget(): void {
    if (this.#kept.size <= KEPT) return;
    const forgotten = [...this.#kept.values()].sort(compareAlerts).slice(Math.ceil(1.5 * ALERT_CAP));
    this.#floor = forgotten[0] ?? this.#floor;
    for (const { key } of forgotten) this.#kept.delete(key);
  }

  #changed(): void {
    this.#rows = null;
    this.version += 1;
  }
}
