// Makes sure a batch is committed. What the connection cannot do now is tried again while the acknowledgements wait;
// what the database refuses is found by halving, so that one poison row becomes a dead letter and its neighbours are
// stored. Repeating halves is harmless: appending a fact twice counts a duplicate.
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs } from '../runtime/backoff.ts';
import { Reject } from '../wire/reject.ts';
import { deadLetter } from './dead-letter.ts';
import { mergeParcels } from './parcel.ts';
import type { Parcel, Row } from './parcel.ts';

/** The sink says that the data, not the connection, is at fault. */
export class RefusedError extends Error {
  readonly sqlState: string;

  constructor(sqlState: string) {
    super(`the database refused the data (SQLSTATE ${sqlState})`);
    this.name = 'RefusedError';
    this.sqlState = sqlState;
  }
}

export interface Sink {
  /** One transaction. Rejects with RefusedError when the data are at fault. */
  write(parcel: Parcel): Promise<void>;
}

export interface CommitterOptions {
  readonly sink: Sink;
  /** Ends the retries; commits then reject and nothing is acknowledged. */
  readonly signal: AbortSignal;
  readonly onFailure: (error: unknown, attempt: number) => void;
  readonly onCommitted: (parcel: Parcel, durationMs: number) => void;
}

const EMPTY: Parcel = { rows: [], letters: [], notes: [], assets: [], cursors: [] };

export class Committer {
  readonly #options: CommitterOptions;

  constructor(options: CommitterOptions) {
    this.#options = options;
  }

  async commit(parcels: readonly Parcel[]): Promise<void> {
    const merged = mergeParcels(parcels);
    const startedAtMs = performance.now();
    try {
      await this.#write(merged);
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      const refused = await this.#writeHalves(merged.rows);
      await this.#write({ ...merged, rows: [], letters: [...merged.letters, ...refused.map(letterFor)] });
    }
    this.#options.onCommitted(merged, performance.now() - startedAtMs);
  }

  /** Stores what can be stored; answers the rows that cannot. */
  async #writeHalves(rows: readonly Row[]): Promise<Row[]> {
    const refused: Row[] = [];
    const middle = Math.ceil(rows.length / 2);
    for (const half of [rows.slice(0, middle), rows.slice(middle)]) {
      if (half.length) refused.push(...(await this.#writeOrSplit(half)));
    }
    return refused;
  }

  async #writeOrSplit(rows: readonly Row[]): Promise<readonly Row[]> {
    try {
      await this.#write({ ...EMPTY, rows });
      return [];
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      return rows.length === 1 ? rows : this.#writeHalves(rows);
    }
  }

  async #write(parcel: Parcel): Promise<void> {
    const { sink, signal, onFailure } = this.#options;
    for (let attempt = 0; ; attempt++) {
      signal.throwIfAborted();
      try {
        return await sink.write(parcel);
      } catch (error) {
        if (error instanceof RefusedError) throw error;
        onFailure(error, attempt);
        await delay(backoffMs(attempt), undefined, { signal });
      }
    }
  }
}

const letterFor = (row: Row) =>
  deadLetter(row.origin, new Reject('database-refused', 'the database refused this row and no other'));
