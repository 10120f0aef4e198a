// One statement per batch through the functions of the database, which assign seq, revisions, ledger and doorbell: a batch
// of events alone calls theirs by columns (migration 0036), one of facts theirs, one that holds more calls all it needs in
// one (migration 0023). A transaction of several statements would hold the writers' lock between them, and a worker frozen
// there would keep all others from writing.
import type { PersonalRow, Parcel, Row } from '../pipeline/parcel.ts';
import { RefusedError } from '../pipeline/committer.ts';
import type { Sink } from '../pipeline/committer.ts';
import type { SourceRegistration } from '../connector.ts';
import type { Database } from './database.ts';
import { APPEND_EVENT_COLUMNS, eventColumns } from './event-columns.ts';

/** Data exceptions, broken constraints, program limits, exceptions raised by our functions. */
const DATA_AT_FAULT = /^(22|23|54|P0)/;
const APPEND_FACTS = 'SELECT count(*) FROM append_facts($1::jsonb)';
const APPEND_EVENTS = 'SELECT append_events($1::jsonb)';
const APPEND_BATCH = `SELECT append_batch($1::jsonb, $2::jsonb, $3::jsonb, $4::jsonb, $5::jsonb, $6::jsonb, $7::jsonb,
  $8::jsonb, $9::jsonb)`;

interface Statement {
  /** Those that are parsed once for each connection. */
  readonly name?: string;
  readonly text: string;
  readonly values: readonly (string | Buffer | null)[];
}

export class TimescaleSink implements Sink {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async write(parcel: Parcel): Promise<void> {
    const statement = statementOf(parcel);
    if (!statement) return;
    try {
      await this.#database.query({ ...statement, values: [...statement.values] });
    } catch (error) {
      throw asRefusal(error);
    }
  }

  async register(sources: readonly SourceRegistration[]): Promise<void> {
    await this.#database.query('SELECT register_sources($1::jsonb)', [JSON.stringify(sources)]);
  }

  /** The position a source stopped at; null at the first time. */
  async cursor(source: string, name: string): Promise<unknown> {
    const { rows } = await this.#database.query<{ value: unknown }>(
      'SELECT value FROM source_cursor WHERE source = $1 AND name = $2',
      [source, name],
    );
    return rows[0]?.value ?? null;
  }

  /** Resolves when the database answers. */
  async probe(): Promise<void> {
    await this.#database.query('SELECT 1');
  }
}

/** Null when there is nothing to write. */
function statementOf({ rows, letters, notes, assets, cursors }: Parcel): Statement | null {
  const personal = rows.flatMap((row): PersonalRow[] => (row.personal ? [row.personal] : []));
  const rest = [
    joined(rows, 'figure'),
    joined(rows, 'value'),
    listed(newestPerTicket(personal)),
    listed(letters),
    listed(assets),
    listed(notes),
    listed(newestPerName(cursors)),
  ];
  const isMore = rest.some((list) => list !== null);
  const columns = isMore ? null : eventColumns(rows);
  if (columns) return { name: 'append-event-columns', text: APPEND_EVENT_COLUMNS, values: columns };
  const { events, facts } = appendedFacts(rows);
  if (isMore) return { text: APPEND_BATCH, values: [events, facts, ...rest] };
  if (facts !== null) return { text: APPEND_FACTS, values: [facts] };
  return events === null ? null : { text: APPEND_EVENTS, values: [events] };
}

/** A batch of events alone takes the lean way; mixed ones go together, or each would cost a write of its own. */
const appendedFacts = (rows: readonly Row[]): { events: string | null; facts: string | null } =>
  rows.some(({ kind }) => kind === 'fact')
    ? { events: null, facts: joined(rows, 'event', 'fact') }
    : { events: joined(rows, 'event'), facts: null };

function joined(rows: readonly Row[], ...kinds: readonly Row['kind'][]): string | null {
  const json = rows.filter(({ kind }) => kinds.includes(kind)).map((row) => row.json);
  return json.length ? `[${json.join(',')}]` : null;
}

const listed = (list: readonly unknown[]): string | null => (list.length ? JSON.stringify(list) : null);

/** ON CONFLICT may not meet one key twice in a statement. */
const newestPerTicket = (personal: readonly PersonalRow[]): PersonalRow[] => [
  ...new Map(personal.map((row) => [`${row.source}\n${row.id}`, row])).values(),
];

const newestPerName = (cursors: Parcel['cursors']): Parcel['cursors'] => [
  ...new Map(cursors.map((cursor) => [`${cursor.source}\n${cursor.name}`, cursor])).values(),
];

function asRefusal(error: unknown): unknown {
  const sqlState = error instanceof Error && 'code' in error ? String(error.code) : '';
  return DATA_AT_FAULT.test(sqlState) ? new RefusedError(sqlState) : error;
}
