// A database of its own for the tests of a file, and a client upon it that is connected while they run.
import pg from 'pg';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

const OPEN_TIMEOUT_MS = 60_000;

/** Hands both over before the first test; a file that needs several databases calls it as often. */
export function onTestDatabase(use: (client: pg.Client, url: string) => Promise<unknown> | void): void {
  let database: TestDatabase | undefined;
  let client: pg.Client | undefined;

  beforeAll(async () => {
    database = await openTestDatabase();
    client = new pg.Client(database.url);
    await client.connect();
    await use(client, database.url);
  }, OPEN_TIMEOUT_MS);

  afterAll(async () => {
    await client?.end();
    await database?.close();
  });
}
