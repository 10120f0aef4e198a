// What the change log says, in the shapes the database functions write (migrations 0004).
import type { Recount } from '@ioc/contracts/recount';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import type { Domain, Kind, Severity } from '@ioc/contracts/words';

/** A thing in its newest state; timestamps as PostgreSQL writes them into JSON. */
export interface ThingChange {
  readonly source: string;
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly unitId: string | null;
  readonly assetId: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: string;
  readonly closed: boolean;
  readonly firstObservedAt: string;
  readonly observedAt: string;
  readonly ticket: Readonly<Record<string, unknown>> | null;
}

/** Signed: so many more (or fewer) things in this minute. */
export interface CountChange {
  readonly observedAt: string;
  readonly domain: string;
  readonly severity: string;
  readonly unitId: string | null;
  readonly kind: string;
  readonly delta: number;
}

export interface ServiceChange {
  readonly source: string;
  readonly unitId: string | null;
  readonly unitCode: string;
  readonly procedureCode: string;
  readonly level: string;
  /** YYYY-MM-DD */
  readonly periodStart: string;
  readonly periodEnd: string;
  readonly asOf: string;
  readonly figures: Readonly<Record<string, number | undefined>>;
  readonly sumDifference: number | null;
}

export interface SourceChange {
  readonly id: string;
  readonly connector: string;
  readonly name: string;
  readonly nameEn: string;
  readonly enabled: boolean;
  readonly availability: 'up' | 'down' | 'unknown';
  readonly cadenceMs: number | null;
  readonly lastEventAt: string | null;
  readonly lastReceivedAt: string | null;
  readonly lagMs: number | null;
  readonly stored: number;
  readonly duplicates: number;
  readonly late: number;
  readonly deadLetters: number;
  readonly quarantined: number;
  readonly dropped: number;
  readonly lettersDropped: number;
}

/** Timestamps as PostgreSQL writes them into JSON. */
export type RecountChange = Recount;

export interface TopicRows {
  item: ThingChange;
  count: CountChange;
  service: ServiceChange;
  source: SourceChange;
  registry: { readonly what: string };
  /** Scenes of the wall that were saved. */
  scene: { readonly id: string };
  recount: RecountChange;
  alert: AlertRow;
}
export type Topic = keyof TopicRows;

/** One part of one write: rows of one topic. */
export type Change = {
  readonly [T in Topic]: {
    readonly seq: number;
    readonly storedAtMs: number;
    readonly topic: T;
    readonly rows: readonly TopicRows[T][];
    /** Earlier words of the same write about the same things: no state shows them. */
    readonly outdated?: readonly TopicRows[T][];
  };
}[Topic];

/** A place in the log: everything with seq ≤ this is known. */
export interface Position {
  readonly seq: number;
  /** RFC 3339 with six digits, or '-infinity' before the first write. */
  readonly storedAt: string;
}
