// Runs the SQL files of ../sql in order through TypeORM's ledger (table `migration`). SQL files and not generated
// classes, because hypertables, continuous aggregates and the writing functions are SQL, and because what ran in
// production must stay readable as what it was. Loaded only where something is to run (migrate.ts).
import 'reflect-metadata';
import { readFile } from 'node:fs/promises';
import { DataSource, type MigrationInterface, type QueryRunner } from 'typeorm';
import { MIGRATIONS, type SqlMigration } from './list.ts';

const SQL_FOLDER = new URL('../sql/', import.meta.url);

export interface MigrateOptions {
  /** Called before each migration that is still to run, with its file name. */
  readonly onProgress?: (file: string) => void;
}

/** Statements of a file: the whole file, or its parts between the lines `-- statement`. */
function statementsOf(sql: string, transaction: boolean): string[] {
  return transaction ? [sql] : sql.split(/^-- statement$/m).map((part) => part.trim());
}

function migrationClass(migration: SqlMigration, options: MigrateOptions): new () => MigrationInterface {
  return class {
    readonly name = migration.name;
    readonly transaction = migration.transaction;

    async up(runner: QueryRunner): Promise<void> {
      options.onProgress?.(migration.file);
      const sql = await readFile(new URL(migration.file, SQL_FOLDER), 'utf8');
      for (const statement of statementsOf(sql, migration.transaction)) await runner.query(statement);
    }

    down(): Promise<void> {
      return Promise.reject(
        new Error('migrations only go forward; restore the backup taken before the upgrade'),
      );
    }
  };
}

/** Answers the names of the migrations that ran now. */
export async function runMigrations(url: string, options: MigrateOptions): Promise<string[]> {
  const dataSource = new DataSource({
    type: 'postgres',
    url,
    migrations: MIGRATIONS.map((migration) => migrationClass(migration, options)),
    migrationsTableName: 'migration',
    migrationsTransactionMode: 'each',
    installExtensions: false,
    extra: { max: 1 },
  });
  await dataSource.initialize();
  try {
    const ran = await dataSource.runMigrations();
    return ran.map((migration) => migration.name);
  } finally {
    await dataSource.destroy();
  }
}
