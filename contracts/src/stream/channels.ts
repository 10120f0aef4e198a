// What a screen can listen to. A row carries absolute values under its `key`; frames merge by key (S2).
import type { Alert } from '../alert.ts';
import type { Recount } from '../recount.ts';
import type { ServiceCounts, ServiceIndicators } from '../service-figure.ts';
import type { SourceHealth } from '../source.ts';
import type { ShownByScreen, Wall } from '../wall.ts';
import type { Domain, Kind, Point, Severity } from '../words.ts';

export const CHANNELS = [
  'counts',
  'map',
  'latest',
  'critical',
  'alerts',
  'tickets',
  'service',
  'sources',
  'recount',
  'walls',
] as const;
export type Channel = (typeof CHANNELS)[number];

/**
 * counts: one row per figure. `key` is `now/<domain>/<severity>` (things of the last 24 h), `today/<domain>/<severity>`
 * (since midnight in Asia/Ho_Chi_Minh), `hour/<domain>/<bucket>` (24 buckets of an hour) or
 * `minute/<domain>/<bucket>` (60 buckets of a minute); a bucket is its start as RFC 3339 in UTC.
 */
export interface CountRow {
  readonly key: string;
  readonly total: number;
}

/** A thing on a screen; `key` is `<source>/<id>`. Rows of map, latest and critical. */
export interface ItemRow {
  readonly key: string;
  readonly source: string;
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly unitId: string | null;
  readonly assetId: string | null;
  readonly point: Point | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: string;
  readonly closed: boolean;
  /** When it began, and the newest word about it. */
  readonly observedAt: string;
  readonly updatedAt: string;
}

/** `key` is the id. Open alerts, worst first, and for an hour those that were closed. */
export interface AlertRow extends Alert {
  readonly key: string;
}

export interface TicketRow extends ItemRow {
  readonly agency: string | null;
  readonly serviceCode: string | null;
  readonly dueAt: string | null;
  readonly overdue: boolean;
}

/** Service figures of a unit, summed over procedures at their newest statement; `key` is the unit id, or `province`. */
export interface ServiceRow {
  readonly key: string;
  readonly unitId: string | null;
  readonly counts: ServiceCounts;
  readonly indicators: ServiceIndicators;
  /** Newest and oldest statement that went into the sum. */
  readonly asOf: string;
  readonly oldestAsOf: string;
  readonly periodStart: string;
  readonly periodEnd: string;
  /** Sum of |total - parts| over statements that give both. */
  readonly sumDifference: number;
}

/** `key` is the source id. */
export interface SourceRow extends SourceHealth {
  readonly key: string;
}

/** Whether the counters are what the rows say; one row, `key` is `counts`. The province's, whatever the scope. */
export interface RecountRow extends Recount {
  readonly key: string;
}

/** A wall and its director as they are; `key` is `wall/<id>`. */
export interface WallRow extends Wall {
  readonly key: string;
  readonly what: 'wall';
}

/** What a screen of a wall last said it shows; `key` is `screen/<id>`. Not told to screens. */
export interface WallScreenRow {
  readonly key: string;
  readonly what: 'screen';
  readonly wallId: string;
  readonly screenId: string;
  readonly name: string;
  readonly shown: ShownByScreen;
  readonly at: string;
}

export interface ChannelRows {
  counts: CountRow;
  map: ItemRow;
  latest: ItemRow;
  critical: ItemRow;
  alerts: AlertRow;
  tickets: TicketRow;
  service: ServiceRow;
  sources: SourceRow;
  recount: RecountRow;
  walls: WallRow | WallScreenRow;
}
