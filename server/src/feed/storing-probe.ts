// Can the database commit (S6)? A transactional logical message is the smallest thing that must reach the write-ahead
// log and be flushed: no table, no lock on the writers, and it fails on a replica, on a full disk and on a hang.
import pg from 'pg';
import type { Logger } from '../logger.ts';

const PERIOD_MS = 1_000;
const LIMIT_MS = 3_000;
const PROBE = `SELECT pg_logical_emit_message(true, 'ioc-probe', '')`;

export class StoringProbe {
  #storing = false;
  #timer: NodeJS.Timeout | undefined;
  #client: pg.Client | null = null;
  #stopped = false;
  #running: Promise<boolean> | null = null;

  constructor(
    private readonly url: string,
    private readonly logger: Logger,
  ) {}

  get storing(): boolean {
    return this.#storing;
  }

  /** Resolves after the first answer. */
  async start(): Promise<void> {
    await this.#round();
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#timer);
    this.#drop();
  }

  /** One attempt serves all who ask while it runs, however many those are. */
  async tryNow(): Promise<boolean> {
    this.#running ??= this.#probe().finally(() => {
      this.#running = null;
    });
    const storing = await this.#running;
    if (storing !== this.#storing)
      this.logger.warn({ storing }, 'the database changed its mind about storing');
    this.#storing = storing;
    return storing;
  }

  async #round(): Promise<void> {
    await this.tryNow();
    if (!this.#stopped) this.#timer = setTimeout(() => void this.#round(), PERIOD_MS);
  }

  async #probe(): Promise<boolean> {
    try {
      const client = this.#client ?? (await this.#connect());
      await client.query(PROBE);
      return true;
    } catch {
      this.#drop();
      return false;
    }
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      application_name: 'ioc-probe',
      connectionTimeoutMillis: LIMIT_MS,
      query_timeout: LIMIT_MS,
      keepAlive: true,
    });
    client.on('error', () => undefined);
    this.#client = client;
    await client.connect();
    return client;
  }

  #drop(): void {
    this.#client?.end().catch(() => undefined);
    this.#client = null;
  }
}
