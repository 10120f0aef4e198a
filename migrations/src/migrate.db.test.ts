import { onTestDatabase } from '@ioc/standalone/testing/on-test-database';
import type pg from 'pg';
import { migrate } from './migrate.ts';

let client: pg.Client;
let url: string;
onTestDatabase((opened, at) => {
  [client, url] = [opened, at];
});

it('has nothing to run where all of them ran', async () => {
  expect(await migrate(url)).toEqual([]);
});

it('runs the one that is missing, and says so', async () => {
  await client.query(`DELETE FROM migration WHERE name LIKE 'PublicTickets%'`);
  await client.query('DROP INDEX ticket_public_idx, ticket_opened_idx');
  expect(await migrate(url)).toEqual([expect.stringMatching(/^PublicTickets/)]);
  expect(await migrate(url)).toEqual([]);
});
