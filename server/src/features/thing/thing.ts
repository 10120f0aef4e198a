import type { ItemRow, TicketRow } from '@ioc/contracts/stream/channels';
import { SEVERITIES } from '@ioc/contracts/words';
import type { Change, ThingChange } from '../../feed/change.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';

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

/** The things of a change, made and sorted once for all the streams that look at it. */
interface ThingsOfChange {
  readonly all: readonly Thing[];
  readonly byUnit: ReadonlyMap<string | null, readonly Thing[]>;
  /** What may have lain elsewhere before: an arrival never moves. */
  readonly movable: readonly Thing[];
}

const thingsOfChange = new WeakMap<object, ThingsOfChange>();

/**
 * What a stream of these units has to look at: what lies in them, and what may have left them. Of a flood of all units that
 * is little for each, and there are hundreds of streams.
 */
export function thingsOf(change: Extract<Change, { topic: 'item' }>, units: ScopeUnits): Iterable<Thing> {
  const known = thingsOfChange.get(change) ?? sorted(change.rows.map((row) => new Thing(row)));
  thingsOfChange.set(change, known);
  return units === null ? known.all : within(known, units);
}

function sorted(all: readonly Thing[]): ThingsOfChange {
  const byUnit = new Map<string | null, Thing[]>();
  for (const thing of all) {
    const there = byUnit.get(thing.unitId);
    if (there) there.push(thing);
    else byUnit.set(thing.unitId, [thing]);
  }
  return { all, byUnit, movable: all.filter(({ kind }) => kind !== 'event') };
}

function* within({ byUnit, movable }: ThingsOfChange, units: NonNullable<ScopeUnits>): Iterable<Thing> {
  for (const id of units.size < byUnit.size ? units : byUnit.keys())
    if (id !== null && units.has(id)) yield* byUnit.get(id) ?? [];
  for (const thing of movable) if (thing.unitId === null || !units.has(thing.unitId)) yield thing;
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
  observedAt: isoOf(change.firstObservedAt, observedAtMs),
  updatedAt: isoOf(change.observedAt, updatedAtMs),
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

/** As `toISOString`. The database says its instants in UTC to the microsecond, and to cut a text costs next to nothing. */
const isoOf = (text: string, atMs: number): string =>
  IN_UTC.test(text) ? `${text.slice(0, TO_MILLISECONDS)}Z` : new Date(atMs).toISOString();
const IN_UTC = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3,6}\+00:00$/;
const TO_MILLISECONDS = 23;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function instantOf(value: unknown): number | null {
  const atMs = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(atMs) ? null : atMs;
}
