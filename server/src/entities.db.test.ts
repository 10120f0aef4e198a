import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';
import type { DataSource } from 'typeorm';
import { createDataSource } from './db/data-source.ts';
import { ENTITIES } from './entities.ts';
import { createLogger } from './logger.ts';

describe('the entities', () => {
  let database: TestDatabase;
  let dataSource: DataSource;
  beforeAll(async () => {
    database = await openTestDatabase();
    dataSource = await createDataSource(database.url, ENTITIES, createLogger('silent')).initialize();
  }, 60_000);
  afterAll(async () => {
    await dataSource.destroy();
    await database.close();
  });

  it('have exactly the columns of the migrated tables, with their types and nullability', async () => {
    for (const { tableName, columns } of dataSource.entityMetadatas) {
      const rows = await dataSource.query<ColumnRow[]>(
        'SELECT column_name, data_type, udt_name, is_nullable FROM information_schema.columns WHERE table_name = $1',
        [tableName],
      );
      const stored = rows.map((row) => `${row.column_name} ${typeOf(row)} ${row.is_nullable === 'YES'}`);
      const written = columns.map(
        (column) =>
          `${column.databaseName} ${String(column.type)}${column.isArray ? '[]' : ''} ${column.isNullable}`,
      );
      expect({ tableName, columns: written.sort() }).toEqual({ tableName, columns: stored.sort() });
    }
  });

  it('name their indexes as the migrations do', async () => {
    for (const { tableName, indices, uniques } of dataSource.entityMetadatas) {
      const rows = await dataSource.query<{ indexname: string }[]>(
        'SELECT indexname FROM pg_indexes WHERE tablename = $1',
        [tableName],
      );
      const stored = rows.map(({ indexname }) => indexname);
      expect(stored).toEqual(expect.arrayContaining([...indices, ...uniques].map(({ name }) => name)));
    }
  });
});

interface ColumnRow {
  readonly column_name: string;
  readonly data_type: string;
  readonly udt_name: string;
  readonly is_nullable: string;
}

/** An array is called after its elements, with a line before. */
function typeOf({ data_type, udt_name }: ColumnRow): string {
  if (data_type === 'ARRAY') return `${udt_name.slice(1)}[]`;
  return data_type === 'timestamp with time zone' ? 'timestamptz' : data_type;
}
