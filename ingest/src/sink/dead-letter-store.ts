import type { Database } from './database.ts';

export interface StoredLetter {
  readonly id: string;
  readonly source: string;
  readonly form: 'message' | 'part' | 'draft';
  readonly address: string | null;
  readonly raw: Buffer;
  readonly rawBytes: number;
  readonly receivedAt: string;
}

const FIND = `
  SELECT id::text AS id FROM dead_letter
  WHERE replayed_at IS NULL AND ($1::bigint[] IS NULL OR id = ANY ($1)) AND ($2::text IS NULL OR source = $2)
    AND ($3::text IS NULL OR reason = $3)
  ORDER BY last_received_at, id LIMIT $4`;
const READ = `
  SELECT id::text AS id, source, form, address, raw, raw_bytes AS "rawBytes", 
    to_char(last_received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS "receivedAt"
  FROM dead_letter WHERE id = ANY ($1::bigint[]) ORDER BY last_received_at, id`;

/** Dead letters as the job `replay` reads them: oldest first, as they came. */
export class DeadLetterStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async find(
    {
      ids,
      source,
      reason,
    }: { ids?: readonly string[] | undefined; source?: string | undefined; reason?: string | undefined },
    limit: number,
  ): Promise<string[]> {
    const values = [ids ?? null, source ?? null, reason ?? null, limit];
    const { rows } = await this.#database.query<{ id: string }>(FIND, values);
    return rows.map(({ id }) => id);
  }

  async read(ids: readonly string[]): Promise<StoredLetter[]> {
    return (await this.#database.query<StoredLetter>(READ, [ids])).rows;
  }

  async noteReplays(outcomes: readonly { id: string; problem: string | null }[], by: string): Promise<void> {
    await this.#database.query('SELECT note_replays($1::jsonb, $2)', [JSON.stringify(outcomes), by]);
  }
}
