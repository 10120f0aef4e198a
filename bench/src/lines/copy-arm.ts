// The other arm of every ingest line: the rows that the product just stored, once more by COPY into a table of the same
// shape with the same indexes, partitions and checks.
import type pg from 'pg';
import type { BenchDatabase } from '../harness/database.ts';
import { Child } from '../harness/child.ts';
import { cpuDuring, processCpu } from '../harness/cpu.ts';
import type { Turn } from '../harness/ratio.ts';
import type { PrepareCall } from '../load/copy-main.ts';
import type { LineContext } from './line.ts';

const TABLE = 'bench_copy';
const ROWS_PER_TRANSACTION = 1_000;
const PREPARE_LIMIT_MS = 60_000;
const LOAD_LIMIT_MS = 120_000;

const MAKE_TABLE = `
  CREATE TABLE ${TABLE} (LIKE event INCLUDING ALL);
  SELECT create_hypertable('${TABLE}', by_range('first_observed_at', INTERVAL '1 day'), create_default_indexes => false)`;
const COLUMNS = `
  SELECT string_agg(quote_ident(column_name), ', ' ORDER BY ordinal_position) AS columns
  FROM information_schema.columns WHERE table_schema = 'public' AND table_name = 'event' AND column_name <> 'source'`;

export class CopyArm {
  readonly #database: BenchDatabase;
  readonly #child: Child;
  readonly #columns: string;
  #turns = 0;

  private constructor(database: BenchDatabase, child: Child, columns: string) {
    this.#database = database;
    this.#child = child;
    this.#columns = columns;
  }

  static async open({ resources, folder }: LineContext, database: BenchDatabase): Promise<CopyArm> {
    await database.client.query(MAKE_TABLE);
    const { rows } = await database.client.query<{ columns: string }>(COLUMNS);
    const child = Child.start({
      name: 'copy',
      file: 'bench/src/load/copy-main.ts',
      logFile: `${folder}/copy.log`,
    });
    resources.onClose('copy', () => child.stop());
    return new CopyArm(database, child, rows[0]?.columns ?? '');
  }

  /** Copies the rows of `source` that were written after `sinceSeq`, under a source name of the same length. */
  async turn(source: string, sinceSeq: string): Promise<Turn> {
    this.#turns += 1;
    const name = `${source.slice(0, -2)}${String(this.#turns).padStart(2, '0')}`;
    const select = `SELECT '${name}', ${this.#columns} FROM event WHERE source = '${source}' AND seq > ${sinceSeq}`;
    const call: PrepareCall = { url: this.#database.url, select, rowsPerTransaction: ROWS_PER_TRANSACTION };
    const rows = await this.#child.ask<number>('prepare', call, PREPARE_LIMIT_MS);
    const sources = [processCpu('copying client', this.#child.pid), this.#database.cpu];
    const { result: _, ...used } = await cpuDuring(sources, () =>
      this.#child.ask('load', { table: TABLE }, LOAD_LIMIT_MS),
    );
    return { arm: 'denominator', rows, ...used };
  }
}

/** The number of the newest write. */
export async function newestSeq(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ seq: string }>('SELECT seq FROM write_clock');
  return rows[0]?.seq ?? '0';
}
