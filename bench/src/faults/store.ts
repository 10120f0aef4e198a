// The database under a fault run: the embedded one with fsync on, which can be taken away and given back, or any other
// by its URL. Every question opens a connection of its own, because old ones break with the fault.
import path from 'node:path';
import { migrate } from '@ioc/migrations/migrate';
import { EmbeddedTimescale } from '@ioc/standalone/engine/embedded-timescale';
import { LogFile } from '@ioc/standalone/launch/log-file';
import pg from 'pg';
import { check } from '../checker/checker.ts';
import type { Counter, PublishedWord, Verdict } from '../checker/checker.ts';
import { readCounters, readStored } from '../checker/evidence.ts';
import type { WordRule } from '../checker/evidence.ts';
import { MIXED_RULES } from '../load/mixed-words.ts';
import type { FaultContext } from './fault.ts';

export class Store {
  readonly url: string;

  constructor(url: string) {
    this.url = url;
  }

  async rows<T extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []): Promise<T[]> {
    return this.#with(async (client) => (await client.query<T>(text, [...values])).rows);
  }

  async number(text: string, values: readonly unknown[] = []): Promise<number> {
    const [row = {}] = await this.rows<Record<string, unknown>>(text, values);
    return Number(Object.values(row)[0]);
  }

  storedRows(): Promise<number> {
    return this.number('SELECT count(*) FROM event');
  }

  /** `delivered`: what listeners held in the end, beside what they must hold. */
  async check(
    published: readonly PublishedWord[],
    delivered: readonly Counter[] = [],
    rules: readonly WordRule[] = MIXED_RULES,
  ): Promise<Verdict> {
    return this.#with(async (client) => {
      // Without a vacuum of its own the embedded engine knows nothing of these tables: the recount needs a fair plan.
      await client.query('ANALYZE event; ANALYZE item; ANALYZE count_delta; ANALYZE change_log');
      const stored = await readStored(client, rules);
      return check({ published, stored, counters: [...(await readCounters(client)), ...delivered] });
    });
  }

  /** What was sent and is not there, acknowledged or not. */
  async missing<T extends { readonly word: string }>(published: readonly T[]): Promise<T[]> {
    const stored = await this.#with((client) => readStored(client, MIXED_RULES));
    const words = new Set(stored.map(({ word }) => word));
    return published.filter(({ word }) => !words.has(word));
  }

  async #with<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.url, connectionTimeoutMillis: 5_000 });
    client.on('error', () => undefined);
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end().catch(() => undefined);
    }
  }
}

export class OwnStore extends Store {
  readonly #engine: EmbeddedTimescale;

  private constructor(engine: EmbeddedTimescale) {
    super(engine.url);
    this.#engine = engine;
  }

  static async open(
    { resources, folder }: FaultContext,
    { housekeeping = false, dataDir = path.join(folder, 'db') } = {},
  ): Promise<OwnStore> {
    const log = new LogFile(path.join(folder, 'database.log'));
    const engine = new EmbeddedTimescale({
      dataDir,
      housekeeping,
      log: (level, message) => log.write(`${level} ${message}\n`),
    });
    await engine.start();
    resources.onClose('database', () => engine.stop());
    await engine.withMaintenance(() => migrate(engine.url));
    return new OwnStore(engine);
  }

  takeAway(): Promise<void> {
    return this.#engine.stop();
  }

  async giveBack(): Promise<void> {
    await this.#engine.start();
  }

  maintained<T>(work: () => Promise<T>): Promise<T> {
    return this.#engine.withMaintenance(work);
  }
}
