import type { ItemRow, TicketRow } from '@ioc/contracts/stream/channels';
import { SEVERITIES } from '@ioc/contracts/words';
import type { ThingChange } from '../../feed/change.ts';

/** A thing as the channels hold it: the row that screens get, and what decides its place and its end. */
export interface Thing {
  readonly key: string;
  readonly row: ItemRow;
  /** An arrival that never changes is never closed either; it only grows old. */
  readonly closed: boolean;
  readonly observedAtMs: number;
  readonly updatedAtMs: number;
  readonly severityRank: number;
  readonly agency: string | null;
  readonly serviceCode: string | null;
  readonly dueAtMs: number | null;
}

export function thingOf(change: ThingChange): Thing {
  const observedAtMs = Date.parse(change.firstObservedAt);
  const updatedAtMs = Date.parse(change.observedAt);
  const { ticket } = change;
  const key = `${change.source}/${change.id}`;
  return {
    key,
    row: itemRow(key, change, observedAtMs, updatedAtMs),
    closed: change.kind !== 'event' && change.closed,
    observedAtMs,
    updatedAtMs,
    severityRank: SEVERITIES.indexOf(change.severity),
    agency: textOf(ticket?.['agency']),
    serviceCode: textOf(ticket?.['serviceCode']),
    dueAtMs: instantOf(ticket?.['dueAt']),
  };
}

const itemRow = (key: string, change: ThingChange, observedAtMs: number, updatedAtMs: number): ItemRow => ({
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
  dueAt: thing.dueAtMs === null ? null : new Date(thing.dueAtMs).toISOString(),
  overdue: isOverdue(thing, atMs),
});

export const isOverdue = (thing: Thing, atMs: number): boolean =>
  !thing.closed && thing.dueAtMs !== null && thing.dueAtMs < atMs;

const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);

function instantOf(value: unknown): number | null {
  const atMs = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(atMs) ? null : atMs;
}
