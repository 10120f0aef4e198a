// The other arm of every ingest line: the rows that the product just stored, once more by COPY into tables of the same
// shape with the same indexes, partitions and checks. What never changes is one row of `event`; a thing with a life is a
// row of `event` for each word and one of `item` for its state, a ticket one of `ticket` and `ticket_private` besides.
// COPY gets them for nothing but the writing: it looks up nothing, updates nothing and counts nothing.
import type pg from 'pg';
import type { BenchDatabase } from '../harness/database.ts';
import { Child } from '../harness/child.ts';
import { cpuDuring, processCpu } from '../harness/cpu.ts';
import type { Turn } from '../harness/ratio.ts';
import type { PrepareCall } from '../load/copy-main.ts';
import type { LineContext } from './line.ts';

const ROWS_PER_TRANSACTION = 1_000;
const PREPARE_LIMIT_MS = 60_000;
const LOAD_LIMIT_MS = 120_000;

const ofItems = (table: string) => (seq: string) =>
  `id IN (SELECT i.id FROM item i WHERE i.source = ${table}.source AND i.seq > ${seq})`;

/** Table by table, which rows of a source were written after a seq; `event` first, whose rows are the messages. */
const WRITTEN: Readonly<Record<string, (seq: string) => string>> = {
  event: (seq) => `seq > ${seq}`,
  item: (seq) => `seq > ${seq}`,
  ticket: ofItems('ticket'),
  ticket_private: ofItems('ticket_private'),
};
const copyOf = (table: string): string => `bench_copy_${table}`;

const MAKE_TABLES = [
  ...Object.keys(WRITTEN).map((table) => `CREATE TABLE ${copyOf(table)} (LIKE ${table} INCLUDING ALL)`),
  `SELECT create_hypertable('${copyOf('event')}', by_range('first_observed_at', INTERVAL '1 day'), create_default_indexes => false)`,
].join(';');
const COLUMNS = `
  SELECT table_name AS name, string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name = ANY ($1) AND column_name <> 'source'
  GROUP BY 1`;

export class CopyArm {
  readonly #database: BenchDatabase;
  readonly #child: Child;
  /** Of each table, without the source, which comes first. */
  readonly #columns: ReadonlyMap<string, string>;
  #turns = 0;

  private constructor(database: BenchDatabase, child: Child, columns: ReadonlyMap<string, string>) {
    this.#database = database;
    this.#child = child;
    this.#columns = columns;
  }

  static async open({ resources, folder }: LineContext, database: BenchDatabase): Promise<CopyArm> {
    await database.client.query(MAKE_TABLES);
    const { rows } = await database.client.query<{ name: string; columns: string }>(COLUMNS, [
      Object.keys(WRITTEN),
    ]);
    const child = Child.start({
      name: 'copy',
      file: 'bench/src/load/copy-main.ts',
      logFile: `${folder}/copy.log`,
    });
    resources.onClose('copy', () => child.stop());
    return new CopyArm(database, child, new Map(rows.map(({ name, columns }) => [name, columns])));
  }

  /** Copies what of `source` was written after `sinceSeq`, under a source name of the same length; counts rows of `event`. */
  async turn(source: string, sinceSeq: string): Promise<Turn> {
    this.#turns += 1;
    const name = `${source.slice(0, -2)}${String(this.#turns).padStart(2, '0')}`;
    const parts = [...this.#columns].map(([table, columns]) => ({
      table: `${copyOf(table)} (source, ${columns})`,
      select: `SELECT '${name}', ${columns} FROM ${table} WHERE source = '${source}' AND ${WRITTEN[table]?.(sinceSeq)}`,
    }));
    parts.sort((a, b) => a.table.localeCompare(b.table));
    const call: PrepareCall = { url: this.#database.url, parts, rowsPerTransaction: ROWS_PER_TRANSACTION };
    const [rows = 0] = await this.#child.ask<number[]>('prepare', call, PREPARE_LIMIT_MS);
    const sources = [processCpu('copying client', this.#child.pid), this.#database.cpu];
    const { result: _, ...used } = await cpuDuring(sources, () =>
      this.#child.ask('load', null, LOAD_LIMIT_MS),
    );
    return { arm: 'denominator', rows, ...used };
  }
}

/** The number of the newest write. */
export async function newestSeq(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ seq: string }>('SELECT seq FROM write_clock');
  return rows[0]?.seq ?? '0';
}
