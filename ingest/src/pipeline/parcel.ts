import type { DeadLetterDraft } from '@ioc/contracts/dead-letter';
import type { Fact } from '@ioc/contracts/fact';
import type { TicketPersonal } from '../connector.ts';

/** Where a row came from, should the database refuse it. */
export interface Origin {
  readonly source: string;
  readonly connector: string;
  readonly address: string;
  readonly payload: Buffer;
  readonly receivedAt: string;
}

/** Something to append; an event is a fact that never changes. */
export interface Row {
  readonly kind: 'event' | 'fact' | 'figure' | 'value';
  /** As the database functions take it in a list. */
  readonly json: string;
  /** Of facts, from which columns are made as well; `data` as JSON. */
  readonly fact?: Fact;
  readonly data?: string;
  readonly origin: Origin;
  readonly personal: PersonalRow | null;
  /** Critical rows do not wait for company (S5), nor behind what waits from others (A4). */
  readonly urgent: boolean;
  /** The device, or the source where none is named: within a stream the order is kept. */
  readonly stream: string;
  /** Of what has a life, its id; null for what never changes. */
  readonly thing: string | null;
}

type FactWords = Omit<Row, 'json' | 'kind'> & { readonly fact: Fact; readonly data: string };

/** Most facts are written by columns: the JSON of one is made where somebody asks for it. */
export class FactRow implements Row {
  readonly kind: 'event' | 'fact';
  readonly fact: Fact;
  readonly data: string;
  readonly origin: Origin;
  readonly personal: PersonalRow | null;
  readonly urgent: boolean;
  readonly stream: string;
  readonly thing: string | null;

  constructor(kind: 'event' | 'fact', { fact, data, origin, personal, urgent, stream, thing }: FactWords) {
    this.kind = kind;
    this.fact = fact;
    this.data = data;
    this.origin = origin;
    this.personal = personal;
    this.urgent = urgent;
    this.stream = stream;
    this.thing = thing;
  }

  get json(): string {
    return JSON.stringify(this.fact);
  }
}

export interface PersonalRow extends TicketPersonal {
  readonly source: string;
  readonly id: string;
}

export interface SourceNote {
  readonly id: string;
  readonly availability?: 'up' | 'down';
  readonly dropped?: number;
  readonly heardAt?: string;
}

export interface UnknownAsset {
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly kind: string;
  readonly name: string;
}

export interface CursorDraft {
  readonly source: string;
  readonly name: string;
  readonly value: unknown;
}

/** What one delivery became. All of it is committed together, or (when a row is refused) the cursor last. */
export interface Parcel {
  readonly rows: readonly Row[];
  readonly letters: readonly DeadLetterDraft[];
  readonly notes: readonly SourceNote[];
  readonly assets: readonly UnknownAsset[];
  readonly cursors: readonly CursorDraft[];
}

/** What a parcel counts in a batch: one without rows is a write as well. */
export const rowsIn = ({ rows }: Parcel): number => Math.max(1, rows.length);

export function mergeParcels(parcels: readonly Parcel[]): Parcel {
  return {
    rows: parcels.flatMap((parcel) => parcel.rows),
    letters: parcels.flatMap((parcel) => parcel.letters),
    notes: mergeNotes(parcels.flatMap((parcel) => parcel.notes)),
    assets: [
      ...new Map(parcels.flatMap((parcel) => parcel.assets).map((asset) => [asset.id, asset])).values(),
    ],
    cursors: parcels.flatMap((parcel) => parcel.cursors),
  };
}

/** One note per source: drops are summed, the last word on availability stands. */
function mergeNotes(notes: readonly SourceNote[]): SourceNote[] {
  const bySource = new Map<string, SourceNote>();
  for (const note of notes) {
    const before = bySource.get(note.id);
    const dropped = (before?.dropped ?? 0) + (note.dropped ?? 0);
    bySource.set(note.id, { ...before, ...note, dropped });
  }
  return [...bySource.values()];
}
