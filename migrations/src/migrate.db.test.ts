import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';
import pg from 'pg';
import { migrate } from './migrate.ts';

let database: TestDatabase;
let client: pg.Client;

beforeAll(async () => {
  database = await openTestDatabase();
  client = new pg.Client(database.url);
  await client.connect();
}, 60_000);

afterAll(async () => {
  await client?.end();
  await database?.close();
});

it('has nothing to run where all of them ran', async () => {
  expect(await migrate(database.url)).toEqual([]);
});

it('runs the one that is missing, and says so', async () => {
  await client.query(`DELETE FROM migration WHERE name LIKE 'PublicTickets%'`);
  await client.query('DROP INDEX ticket_public_idx, ticket_opened_idx');
  expect(await migrate(database.url)).toEqual([expect.stringMatching(/^PublicTickets/)]);
  expect(await migrate(database.url)).toEqual([]);
});
