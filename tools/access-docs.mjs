// docs/access.md: who may do what, written from the policy table and from the routes, without a database. `--check` fails
// when it differs. That these are the routes of a running server is a test's to say (features/policy/policy.db.test.ts).
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '../server/src/config.ts';
import { controllerRoutes } from '../server/src/controller-routes.ts';
import { accessPage } from '../server/src/features/policy/access-page.ts';

const file = path.resolve(import.meta.dirname, '../docs/access.md');
const config = readConfig({ DATABASE_URL: 'postgres://nobody@localhost/none' });
const wanted = accessPage(await controllerRoutes(config));

function current() {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

if (process.argv.includes('--check')) {
  if (current() !== wanted) {
    console.error('out of date: docs/access.md; run npm run docs');
    process.exit(1);
  }
  console.log('rights: docs/access.md says what the server asks');
} else {
  writeFileSync(file, wanted);
  console.log('rights: written to docs/access.md');
}
