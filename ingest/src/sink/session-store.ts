// Which MQTT sessions there are at the broker outside, and who lives: leases under names that no source can have.
import type { SessionStore } from '../transports/mqtt-sessions.ts';
import type { Database } from './database.ts';

const NAME = 'mqtt session ';
const CLAIM = `
  INSERT INTO source_lease AS l (source, worker, until) VALUES ($1, $2, now() + $3 * INTERVAL '1 ms')
  ON CONFLICT (source) DO UPDATE SET worker = excluded.worker, until = excluded.until`;
const ABANDONED = `SELECT substr(source, length($1) + 1) AS "clientId" FROM source_lease
  WHERE starts_with(source, $1) AND until < now() ORDER BY until LIMIT 10`;
const INHERIT = `UPDATE source_lease SET worker = $2, until = now() + $3 * INTERVAL '1 ms'
  WHERE source = $1 AND until < now()`;
const FORGET = 'DELETE FROM source_lease WHERE source = $1 AND worker = $2';

export class DatabaseSessionStore implements SessionStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async claimSession(clientId: string, worker: string, durationMs: number): Promise<void> {
    await this.#database.query(CLAIM, [NAME + clientId, worker, durationMs]);
  }

  async abandonedSessions(): Promise<string[]> {
    const { rows } = await this.#database.query<{ clientId: string }>(ABANDONED, [NAME]);
    return rows.map(({ clientId }) => clientId);
  }

  async inheritSession(clientId: string, worker: string, durationMs: number): Promise<boolean> {
    const { rowCount } = await this.#database.query(INHERIT, [NAME + clientId, worker, durationMs]);
    return rowCount === 1;
  }

  async forgetSession(clientId: string, worker: string): Promise<void> {
    await this.#database.query(FORGET, [NAME + clientId, worker]);
  }
}
