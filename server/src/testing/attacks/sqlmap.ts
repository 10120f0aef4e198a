// npm run attack:sqlmap: sqlmap (https://sqlmap.org, Debian package `sqlmap`) over every parameter of every route of a
// server of its own, as the administrator and as nobody. Takes minutes, so it is no part of `npm test`, where the
// classic payloads are tried (attacks/routes.db.test.ts). Ends with 1 when something can be injected.
import 'reflect-metadata';
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { RateLimit } from '../../access/rate-limit.ts';
import type { RouteEntry } from '../../access/route-table.ts';
import { ownRoutes } from '../matrix/questions.ts';
import { openTestServer, type TestServer } from '../test-server.ts';
import { bodyOf, filled, parametersOf, queryOf } from './targets.ts';

const SQLMAP = '/usr/bin/sqlmap';
const ROUTE_LIMIT_MS = 120_000;
const VULNERABLE = /is vulnerable|identified the following injection point|appears to be '.*' injectable/;

async function run(): Promise<number> {
  const server = await openTestServer();
  // Its thousands of questions come from one address.
  Object.assign(server.running.app.get(RateLimit), { take: () => 0 });
  const outDir = await mkdtemp(path.join(os.tmpdir(), 'ioc-sqlmap-'));
  const routes = ownRoutes(server.running.routes).filter((route) => hasWords(route) && isWanted(route));
  let injectable = 0;
  for (const route of routes) {
    for (const token of [server.adminToken, null]) {
      const said = await sqlmap(argumentsFor(server, route, token, outDir));
      const isFound = VULNERABLE.test(said);
      injectable += Number(isFound);
      const outcome = isFound ? 'INJECTABLE' : summaryOf(said);
      console.log(`${token ? 'administrator' : 'nobody'} ${route.method} ${route.url}: ${outcome}`);
      if (isFound) console.log(said);
    }
  }
  await server.close();
  console.log(`${routes.length} routes, ${injectable} injectable; the logs are in ${outDir}`);
  return injectable > 0 ? 1 : 0;
}

const hasWords = (route: RouteEntry): boolean =>
  route.method === 'GET'
    ? route.url.startsWith('/api/v1') || route.url.startsWith('/open311')
    : bodyOf(route) !== null || parametersOf(route).length > 0;

/** A part of an address on the command line asks for those routes alone. */
const isWanted = ({ url }: RouteEntry): boolean => url.includes(process.argv[2] ?? '');

function argumentsFor(server: TestServer, route: RouteEntry, token: string | null, outDir: string): string[] {
  const query = route.method === 'GET' ? `?${new URLSearchParams(queryOf(route)).toString()}` : '';
  const body = bodyOf(route);
  // An asterisk marks a place to inject; without one all parameters are taken.
  const address = filled(route.url, () => 'nothing').replaceAll('nothing', 'nothing*');
  const isMarked = address.includes('*');
  return [
    '-u',
    `${server.url}${address}${isMarked ? '' : query}`,
    `--method=${route.method}`,
    ...(body === null ? [] : [`--data=${JSON.stringify(body)}`]),
    `--headers=Content-Type: application/json${token === null ? '' : `\\nAuthorization: Bearer ${token}`}`,
    '--batch',
    '--smart',
    '--level=2',
    '--risk=1',
    '--dbms=PostgreSQL',
    '--technique=BEUS',
    '--ignore-code=*',
    '--flush-session',
    '--disable-coloring',
    '--timeout=10',
    '--retries=1',
    '--skip=user-agent,referer,host',
    `--output-dir=${outDir}`,
  ];
}

function sqlmap(given: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const child = spawn(SQLMAP, given, { timeout: ROUTE_LIMIT_MS, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    child.stdout.on('data', (part: Buffer) => (said += part.toString()));
    child.stderr.on('data', (part: Buffer) => (said += part.toString()));
    child.on('close', () => resolve(said));
  });
}

/** sqlmap's own last words about it. */
const summaryOf = (said: string): string =>
  /all tested parameters do not appear to be injectable|skipping|no parameter\(s\) found/.exec(said)?.[0] ??
  (said.trim().split('\n').at(-1) ?? 'no answer').slice(0, 200);

if (existsSync(SQLMAP)) process.exitCode = await run();
else console.log('SKIPPED: sqlmap is not installed (apt-get install sqlmap)');
