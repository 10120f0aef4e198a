// One connection of its own that LISTENs: to the bell of every write, and to the one that only rings for what must not wait
// for a tick (migration 0028). Whatever becomes of the connection rings both: whoever waits shall look for itself.
import pg from 'pg';
import { Bell } from './bell.ts';

const CONNECT_LIMIT_MS = 5_000;
const QUERY_LIMIT_MS = 5_000;
const URGENT = 'ioc_urgent';

export class Doorbell {
  readonly written = new Bell();
  readonly urgent = new Bell();

  private constructor(readonly client: pg.Client) {
    client.on('notification', ({ channel }) => this.#hear(channel === URGENT));
    client.on('error', () => this.#hear(true));
    client.on('end', () => this.#hear(true));
  }

  /** Throws when the database does not answer. */
  static async connect(url: string): Promise<Doorbell> {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'ioc-feed',
      connectionTimeoutMillis: CONNECT_LIMIT_MS,
      query_timeout: QUERY_LIMIT_MS,
      keepAlive: true,
    });
    const doorbell = new Doorbell(client);
    try {
      await client.connect();
      await client.query('LISTEN ioc_change');
      await client.query(`LISTEN ${URGENT}`);
    } catch (error) {
      doorbell.close();
      throw error;
    }
    return doorbell;
  }

  ring(): void {
    this.#hear(true);
  }

  /** What was rung until now is being read. */
  answer(): void {
    this.written.answer();
    this.urgent.answer();
  }

  /** Does not wait for a server that may be gone. */
  close(): void {
    this.client.end().catch(() => undefined);
  }

  #hear(isUrgent: boolean): void {
    if (isUrgent) this.urgent.ring();
    this.written.ring();
  }
}
