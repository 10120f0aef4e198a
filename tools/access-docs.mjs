// docs/access.md: who may do what, written from the policy table and from what the decorators wrote on the controllers,
// without a database. `--check` fails when it differs. That these are the routes of a running server is a test's to say
// (server/src/features/policy/policy.db.test.ts).
import 'reflect-metadata';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { RequestMethod } from '@nestjs/common';
import { AppModule } from '../server/src/app.module.ts';
import { readConfig } from '../server/src/config.ts';
import { registerPages } from '../server/src/features/pages/pages.ts';
import { accessPage } from '../server/src/features/policy/access-page.ts';

const file = path.resolve(import.meta.dirname, '../docs/access.md');
const ROUTE_CONFIG = '__fastify_route_config__';

/** Module classes and dynamic modules below `module`, each once. */
function modulesOf(module, found = new Set()) {
  if (found.has(module)) return found;
  found.add(module);
  const inner = [module.imports, Reflect.getMetadata('imports', module.module ?? module)];
  for (const one of inner.flat().filter(Boolean)) modulesOf(one, found);
  return found;
}

const controllersOf = (module) =>
  [module.controllers, Reflect.getMetadata('controllers', module.module ?? module)].flat().filter(Boolean);

function routesOf(controller) {
  const { prototype } = controller;
  const names = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  return names.flatMap((name) => {
    const handler = Object.getOwnPropertyDescriptor(prototype, name)?.value;
    const method = handler && Reflect.getMetadata('method', handler);
    if (method === undefined) return [];
    const action = Reflect.getMetadata(ROUTE_CONFIG, handler)?.action ?? null;
    const [heads, tails] = [controller, handler].map((owner) => [Reflect.getMetadata('path', owner)].flat());
    const urls = heads.flatMap((head) => tails.map((tail) => addressOf(head, tail)));
    return urls.map((url) => ({ method: RequestMethod[method], url, action }));
  });
}

const addressOf = (...parts) =>
  `/${parts
    .flatMap((part) => part.split('/'))
    .filter(Boolean)
    .join('/')}`;

async function pageRoutes() {
  const routes = [];
  const get = (url, { config }) => routes.push({ method: 'GET', url, action: config.action });
  await registerPages({ get, register: () => Promise.resolve() }, '/nowhere');
  return routes;
}

const config = readConfig({ DATABASE_URL: 'postgres://nobody@localhost/none' });
const modules = [...modulesOf(AppModule.with(config, null, Date.now))];
const controllers = [...new Set(modules.flatMap(controllersOf))];
const wanted = accessPage([...controllers.flatMap(routesOf), ...(await pageRoutes())]);

if (process.argv.includes('--check')) {
  let current = '';
  try {
    current = readFileSync(file, 'utf8');
  } catch {
    // It is missing, which is out of date too.
  }
  if (current !== wanted) {
    console.error('out of date: docs/access.md; run npm run docs');
    process.exit(1);
  }
  console.log('rights: docs/access.md says what the server asks');
} else {
  writeFileSync(file, wanted);
  console.log('rights: written to docs/access.md');
}
