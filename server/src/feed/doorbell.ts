// One connection of its own that LISTENs. A ring that nobody waits for is remembered; several rings are one.
import pg from 'pg';

const CONNECT_LIMIT_MS = 5_000;
const QUERY_LIMIT_MS = 5_000;

export class Doorbell {
  #rung = false;
  #wake: (() => void) | null = null;

  private constructor(readonly client: pg.Client) {
    client.on('notification', () => this.ring());
    client.on('error', () => this.ring());
    client.on('end', () => this.ring());
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
    } catch (error) {
      doorbell.close();
      throw error;
    }
    return doorbell;
  }

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  /** Until it rings, at most `limitMs`. */
  async wait(limitMs: number): Promise<void> {
    if (!this.#rung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, limitMs);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    this.#rung = false;
    this.#wake = null;
  }

  /** Does not wait for a server that may be gone. */
  close(): void {
    this.client.end().catch(() => undefined);
  }
}
