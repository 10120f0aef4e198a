// Events as arrays, one for each column, in PostgreSQL's binary form. As JSON a batch is parsed twice, into jsonb and from it
// into columns, and every number and moment is written and read as text: a fifth of what an event cost. A function that
// takes columns reads them as they are. The other way, `json`, stays for batches that hold other things as well.
import type { Fact } from '@ioc/contracts/fact';
import type { Row } from '../pipeline/parcel.ts';

const OIDS = { text: 25, timestamptz: 1184, float8: 701, bool: 16, jsonb: 3802 } as const;
type Type = keyof typeof OIDS;

interface Column {
  readonly type: Type;
  readonly of: (fact: Fact, data: string) => string | number | boolean | null;
}

/** In the order of the parameters of `append_event_columns`. */
const COLUMNS: readonly Column[] = [
  { type: 'text', of: ({ source }) => source },
  { type: 'text', of: ({ id }) => id },
  { type: 'text', of: ({ kind }) => kind },
  { type: 'timestamptz', of: ({ observedAt }) => observedAt },
  { type: 'timestamptz', of: ({ receivedAt }) => receivedAt },
  { type: 'text', of: ({ type }) => type },
  { type: 'text', of: ({ domain }) => domain },
  { type: 'text', of: ({ severity }) => severity },
  { type: 'text', of: ({ unitId }) => unitId },
  { type: 'text', of: ({ reportedUnit }) => reportedUnit },
  { type: 'text', of: ({ assetId }) => assetId },
  { type: 'float8', of: ({ lon }) => lon },
  { type: 'float8', of: ({ lat }) => lat },
  { type: 'text', of: ({ title }) => title },
  { type: 'text', of: ({ titleEn }) => titleEn },
  { type: 'text', of: ({ state }) => state },
  { type: 'bool', of: ({ closed }) => closed },
  { type: 'jsonb', of: (_fact, data) => data },
];

export const APPEND_EVENT_COLUMNS = `SELECT append_event_columns(${COLUMNS.map(
  ({ type }, at) => `$${at + 1}::${type}[]`,
).join(', ')})`;

/** Null when a row is no event, or has no columns. */
export function eventColumns(rows: readonly Row[]): Buffer[] | null {
  const isEvent = ({ kind, fact, data }: Row) => kind === 'event' && fact !== undefined && data !== undefined;
  return rows.length > 0 && rows.every(isEvent) ? COLUMNS.map((column) => arrayOf(column, rows)) : null;
}

/** Dimensions, whether there are nulls, the type; count and lower bound. Then each value behind its length. */
const HEAD_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;
/** A jsonb begins with the number of its form. */
const JSONB_FORM = 1;

function arrayOf({ type, of }: Column, rows: readonly Row[]): Buffer {
  const values = rows.map(({ fact, data = '' }) => (fact ? of(fact, data) : null));
  const bytes = Buffer.allocUnsafe(
    values.reduce<number>((sum, value) => sum + LENGTH_BYTES + mostBytes(value), HEAD_BYTES),
  );
  bytes.writeInt32BE(1, 0);
  bytes.writeInt32BE(values.includes(null) ? 1 : 0, 4);
  bytes.writeInt32BE(OIDS[type], 8);
  bytes.writeInt32BE(values.length, 12);
  bytes.writeInt32BE(1, 16);
  let at = HEAD_BYTES;
  for (const value of values) {
    const length = value === null ? NULL_LENGTH : write(bytes, at + LENGTH_BYTES, type, value);
    bytes.writeInt32BE(length, at);
    at += LENGTH_BYTES + Math.max(0, length);
  }
  return bytes.subarray(0, at);
}

/** A UTF-16 unit is three bytes of UTF-8 at most. */
const mostBytes = (value: string | number | boolean | null): number =>
  typeof value === 'string' ? Math.max(8, 1 + 3 * value.length) : 8;

/** Answers how many bytes it took. */
function write(bytes: Buffer, at: number, type: Type, value: string | number | boolean): number {
  switch (type) {
    case 'timestamptz':
      return writeMicroseconds(bytes, at, String(value));
    case 'float8':
      return bytes.writeDoubleBE(Number(value), at) - at;
    case 'bool':
      return bytes.writeUInt8(value ? 1 : 0, at) - at;
    case 'jsonb':
      bytes[at] = JSONB_FORM;
      return 1 + bytes.write(String(value), at + 1, 'utf8');
    case 'text':
      return bytes.write(String(value), at, 'utf8');
  }
}

/** PostgreSQL's moments begin with 2000. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const SECOND_MS = 1_000;
const FINE = /\.\d{4,}/;
const WORD = 2 ** 32;

/** Of an instant with zone, rounded as PostgreSQL rounds it: the moment is part of the key, whichever way a row takes. */
function writeMicroseconds(bytes: Buffer, at: number, instant: string): number {
  const atMs = Date.parse(instant) - EPOCH_MS;
  // `2026-03-01T00:00:00.000Z`, the usual case, has none.
  const [fraction] = instant.length > 24 ? (FINE.exec(instant) ?? []) : [];
  const wholeMs = fraction === undefined ? atMs : Math.floor(atMs / SECOND_MS) * SECOND_MS;
  const micros = wholeMs * 1_000 + (fraction === undefined ? 0 : roundedToEven(Number(fraction) * 1e6));
  bytes.writeInt32BE(Math.floor(micros / WORD), at);
  bytes.writeUInt32BE(((micros % WORD) + WORD) % WORD, at + 4);
  return 8;
}

function roundedToEven(value: number): number {
  const below = Math.floor(value);
  const isHalf = value - below === 0.5;
  return isHalf ? below + (below % 2) : Math.round(value);
}
