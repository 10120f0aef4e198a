import type { ItemRow, TicketRow } from '@ioc/contracts/stream/channels';
import { SEVERITIES } from '@ioc/contracts/words';
import type { Change, ThingChange } from '../../feed/change.ts';

/**
 * A thing as the channels hold it: what decides its place and its end, and the row that screens get, made when the first
 * of them is to be shown it. Most of what arrives in a flood is never shown to anybody.
 */
export class Thing {
  readonly key: string;
  readonly kind: ThingChange['kind'];
  readonly unitId: string | null;
  readonly domain: ThingChange['domain'];
  readonly severity: ThingChange['severity'];
  readonly severityRank: number;
  readonly hasPoint: boolean;
  /** An arrival that never changes is never closed either; it only grows old. */
  readonly closed: boolean;
  readonly observedAtMs: number;
  readonly updatedAtMs: number;
  readonly agency: string | null;
  readonly serviceCode: string | null;
  readonly dueAtMs: number | null;
  /** A ticket whose clock stands still: it does not grow overdue. */
  readonly isPaused: boolean;
  readonly #change: ThingChange;
  #row: ItemRow | null = null;

  constructor(change: ThingChange) {
    const { ticket } = change;
    this.#change = change;
    this.key = `${change.source}/${change.id}`;
    this.kind = change.kind;
    this.unitId = change.unitId;
    this.domain = change.domain;
    this.severity = change.severity;
    this.severityRank = SEVERITIES.indexOf(change.severity);
    this.hasPoint = change.lon !== null && change.lat !== null;
    this.closed = change.kind !== 'event' && change.closed;
    this.observedAtMs = Date.parse(change.firstObservedAt);
    this.updatedAtMs =
      change.observedAt === change.firstObservedAt ? this.observedAtMs : Date.parse(change.observedAt);
    this.agency = textOf(ticket?.['agency']);
    this.serviceCode = textOf(ticket?.['serviceCode']);
    this.dueAtMs = instantOf(ticket?.['dueAt']);
    this.isPaused = change.kind === 'ticket' && change.state === 'paused';
  }

  /** The same object for all streams that show it. */
  get row(): ItemRow {
    this.#row ??= itemRow(this, this.#change);
    return this.#row;
  }
}

const thingsOfChange = new WeakMap<object, readonly Thing[]>();

/** The things of a change, made once for all the streams that look at it. */
export function thingsOf(change: Extract<Change, { topic: 'item' }>): readonly Thing[] {
  const known = thingsOfChange.get(change);
  if (known) return known;
  const things = change.rows.map((row) => new Thing(row));
  thingsOfChange.set(change, things);
  return things;
}

const itemRow = ({ key, observedAtMs, updatedAtMs }: Thing, change: ThingChange): ItemRow => ({
  key,
  source: change.source,
  id: change.id,
  kind: change.kind,
  type: change.type,
  domain: change.domain,
  severity: change.severity,
  unitId: change.unitId,
  assetId: change.assetId,
  point: change.lon === null || change.lat === null ? null : [change.lon, change.lat],
  title: change.title,
  titleEn: change.titleEn,
  state: change.state,
  closed: change.closed,
  observedAt: new Date(observedAtMs).toISOString(),
  updatedAt: new Date(updatedAtMs).toISOString(),
});

export const ticketRow = (thing: Thing, atMs: number): TicketRow => ({
  ...thing.row,
  agency: thing.agency,
  serviceCode: thing.serviceCode,
  // In a pause no due time runs: what is shown as due must be one that passes.
  dueAt: thing.dueAtMs === null || thing.isPaused ? null : new Date(thing.dueAtMs).toISOString(),
  overdue: isOverdue(thing, atMs),
});

export const isOverdue = (thing: Thing, atMs: number): boolean =>
  !thing.closed && !thing.isPaused && thing.dueAtMs !== null && thing.dueAtMs < atMs;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function instantOf(value: unknown): number | null {
  const atMs = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(atMs) ? null : atMs;
}
