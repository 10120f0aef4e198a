// One connection of its own that LISTENs: to the bell of every write, and to the one that only rings for what must not wait
// for a tick (migration 0028). Whatever becomes of the connection rings both: whoever waits shall look for itself. Where many
// write, each ring costs a wake of this process for what it looks for anyway: then the first bell is hushed, and stands rung.
import pg from 'pg';
import { Bell } from './bell.ts';

const CONNECT_LIMIT_MS = 5_000;
const QUERY_LIMIT_MS = 5_000;
const WRITTEN = 'ioc_change';
const URGENT = 'ioc_urgent';
/** A second: above the one a bell wakes more often than there are ticks, below the other it does not. Judged so often. */
const [MANY_WRITES, FEW_WRITES] = [40, 8];
const COUNT_MS = 1_000;

export class Doorbell {
  readonly written = new Bell();
  readonly urgent = new Bell();
  #isHushed = false;
  #counted: { readonly seq: number; readonly atMs: number } | null = null;

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
      await client.query(`LISTEN ${WRITTEN}`);
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
    if (!this.#isHushed) this.written.answer();
    this.urgent.answer();
  }

  /** The log was read up to `seq`. Throws what the connection throws. */
  async attend(seq: number, nowMs: number): Promise<void> {
    const last = (this.#counted ??= { seq, atMs: nowMs });
    const tookMs = nowMs - last.atMs;
    if (tookMs < COUNT_MS) return;
    const perSecond = ((seq - last.seq) * 1_000) / tookMs;
    this.#counted = { seq, atMs: nowMs };
    if (this.#isHushed ? perSecond > FEW_WRITES : perSecond < MANY_WRITES) return;
    this.#isHushed = !this.#isHushed;
    // Also when it is listened to again: what was written until then rang for nobody.
    this.written.ring();
    await this.client.query(`${this.#isHushed ? 'UNLISTEN' : 'LISTEN'} ${WRITTEN}`);
    this.written.ring();
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
