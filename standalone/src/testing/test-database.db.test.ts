import { TestClients } from './test-clients.ts';
import { onNative, openTestDatabase, type TestDatabase } from './test-database.ts';

describe('the test database', () => {
  const clients = new TestClients();
  let database: TestDatabase;

  beforeAll(async () => {
    database = await openTestDatabase({ migrate: false });
  });
  afterAll(async () => {
    await clients.endAll();
    await database.close();
  });

  (onNative ? it.skip : it)('keeps its data over a restart, and its URL', async () => {
    await clients.query(database.url, 'CREATE TABLE kept AS SELECT 7 AS value');
    await database.restart?.();
    expect(await clients.query(database.url, 'SELECT value FROM kept')).toEqual([{ value: 7 }]);
  });

  it('shares nothing with another one, and closes although somebody is still connected', async () => {
    const other = await openTestDatabase({ migrate: false });
    const client = await clients.connect(other.url);
    const ended = new Promise<void>((resolve) => client.on('end', () => resolve()));
    await client.query('BEGIN');
    const { rows } = await client.query(`SELECT to_regclass('kept') AS found`);
    expect(rows).toEqual([{ found: null }]);
    await other.close();
    await ended;
    await expect(clients.query(other.url, 'SELECT 1')).rejects.toThrow();
  });
});
