import pg from 'pg';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

describe('the test database', () => {
  const opened: TestDatabase[] = [];
  const open = async () => {
    const database = await openTestDatabase({ migrate: false });
    opened.push(database);
    return database;
  };
  const query = async (url: string, sql: string) => {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    await client.connect();
    return client.query<Record<string, unknown>>(sql).finally(() => client.end());
  };

  afterAll(() => Promise.all(opened.map((database) => database.close())));

  it('gives each opener a database of its own', async () => {
    const [one, two] = await Promise.all([open(), open()]);
    await query(one.url, 'CREATE TABLE only_here (id int)');
    const { rows } = await query(two.url, `SELECT to_regclass('only_here') AS found`);
    expect(rows).toEqual([{ found: null }]);
  });

  it('keeps its data over a restart', async () => {
    const database = await open();
    await query(database.url, 'CREATE TABLE kept AS SELECT 7 AS value');
    await database.restart?.();
    expect((await query(database.url, 'SELECT value FROM kept')).rows).toEqual([{ value: 7 }]);
  });

  it('closes although somebody is still connected', async () => {
    const database = await openTestDatabase({ migrate: false });
    const client = new pg.Client({ connectionString: database.url });
    const ended = new Promise<void>((resolve) => client.on('end', () => resolve()));
    client.on('error', () => undefined);
    await client.connect();
    await client.query('BEGIN');
    await database.close();
    await ended;
    await expect(query(database.url, 'SELECT 1')).rejects.toThrow();
  });
});
