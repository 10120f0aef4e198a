// npm run migrate: brings the database of DATABASE_URL to the present schema, for sites that run the processes apart.
import { migrate } from './migrate.ts';

const url = process.env['DATABASE_URL'];
if (!url) {
  console.error(
    'DATABASE_URL is not set: it names the TimescaleDB to migrate, e.g. postgres://ioc:…@db:5432/ioc',
  );
  process.exit(78);
}
try {
  const ran = await migrate(url, { onProgress: (file) => console.log(`  ${file}`) });
  console.log(ran.length ? `${ran.length} migrations ran` : 'the schema is up to date');
} catch (error) {
  const cause = error instanceof Error ? error.message : String(error);
  console.error(`the migration failed: ${cause}`);
  process.exit(1);
}
