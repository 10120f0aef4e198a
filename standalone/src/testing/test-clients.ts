import { Client, type ClientConfig } from 'pg';

/** Connections of one test file, ended together even when a test failed half-way. */
export class TestClients {
  readonly #clients: Client[] = [];

  /** A connection that survives the death of its server without an unhandled error. */
  async connect(config: string | ClientConfig): Promise<Client> {
    const client = new Client(typeof config === 'string' ? { connectionString: config } : config);
    client.on('error', () => undefined);
    this.#clients.push(client);
    await client.connect();
    return client;
  }

  /** One statement on a connection of its own. */
  async query(url: string, sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const client = await this.connect(url);
    try {
      return (await client.query<Record<string, unknown>>(sql, values)).rows;
    } finally {
      await client.end();
    }
  }

  async endAll(): Promise<void> {
    await Promise.all(this.#clients.splice(0).map((client) => client.end().catch(() => undefined)));
  }
}
