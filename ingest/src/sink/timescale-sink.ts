// One transaction per batch through the functions of migration 0004, which assign seq, revisions, ledger and doorbell.
// A batch of facts alone is one statement and one round trip.
import type pg from 'pg';
import type { PersonalRow, Parcel, Row } from '../pipeline/parcel.ts';
import { RefusedError } from '../pipeline/committer.ts';
import type { Sink } from '../pipeline/committer.ts';
import type { SourceRegistration } from '../connector.ts';
import type { Database } from './database.ts';

/** Data exceptions, broken constraints, program limits, exceptions raised by our functions. */
const DATA_AT_FAULT = /^(22|23|54|P0)/;
const APPEND_FACTS = 'SELECT count(*) FROM append_facts($1::jsonb)';
const APPEND_FIGURES = 'SELECT count(*) FROM append_service_figures($1::jsonb)';
const APPEND_VALUES = 'SELECT count(*) FROM append_indicator_values($1::jsonb)';
const APPEND_LETTERS = 'SELECT append_dead_letters($1::jsonb)';
const NOTE_ASSETS = 'SELECT note_unknown_assets($1::jsonb)';
const NOTE_SOURCES = 'SELECT note_sources($1::jsonb)';
const KEEP_CURSORS = `
  INSERT INTO source_cursor AS c (source, name, value)
  SELECT source, name, value FROM jsonb_to_recordset($1::jsonb) AS n (source text, name text, value jsonb)
  ON CONFLICT (source, name) DO UPDATE SET value = excluded.value, updated_at = now()`;
const KEEP_PERSONAL = 'SELECT keep_personal($1::jsonb)';

interface Statement {
  readonly text: string;
  readonly values: readonly [string];
}

export class TimescaleSink implements Sink {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async write(parcel: Parcel): Promise<void> {
    const statements = statementsOf(parcel);
    try {
      if (statements.length === 1 && statements[0]) await this.#database.query(asQuery(statements[0]));
      else if (statements.length) await this.#inTransaction(statements);
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

  async #inTransaction(statements: readonly Statement[]): Promise<void> {
    const client = await this.#database.connect();
    let broken = false;
    try {
      await client.query('BEGIN');
      for (const statement of statements) await client.query(asQuery(statement));
      await client.query('COMMIT');
    } catch (error) {
      broken = !(await rolledBack(client));
      throw error;
    } finally {
      client.release(broken);
    }
  }
}

const asQuery = ({ text, values }: Statement): pg.QueryConfig => ({ text, values: [...values] });

const rolledBack = (client: pg.PoolClient): Promise<boolean> =>
  client.query('ROLLBACK').then(
    () => true,
    () => false,
  );

function statementsOf({ rows, letters, notes, assets, cursors }: Parcel): Statement[] {
  const personal = rows.flatMap((row): PersonalRow[] => (row.personal ? [row.personal] : []));
  const statement = (text: string, list: readonly unknown[]): Statement[] =>
    list.length ? [{ text, values: [JSON.stringify(list)] }] : [];
  return [
    ...appended(APPEND_FACTS, rows, 'fact'),
    ...appended(APPEND_FIGURES, rows, 'figure'),
    ...appended(APPEND_VALUES, rows, 'value'),
    ...statement(KEEP_PERSONAL, newestPerTicket(personal)),
    ...statement(APPEND_LETTERS, letters),
    ...statement(NOTE_ASSETS, assets),
    ...statement(NOTE_SOURCES, notes),
    ...statement(KEEP_CURSORS, newestPerName(cursors)),
  ];
}

/** Rows were turned to JSON when they were prepared: here they are only joined. */
function appended(text: string, rows: readonly Row[], kind: Row['kind']): Statement[] {
  const json = rows.filter((row) => row.kind === kind).map((row) => row.json);
  return json.length ? [{ text, values: [`[${json.join(',')}]`] }] : [];
}

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
