// A whole server on a real database, as a test needs it: own data directory, free port, own doors.
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { AppendedFact, Fact } from '@ioc/contracts/fact';
import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';
import pg from 'pg';
import { io, type Socket } from 'socket.io-client';
import { start, type Running } from '../bootstrap.ts';
import { readConfig } from '../config.ts';
import { UnitDirectory } from '../registry/unit-directory.ts';
import type { Clock } from '../tokens.ts';

export interface TestServer {
  readonly running: Running;
  readonly database: TestDatabase;
  readonly url: string;
  readonly dataDir: string;
  readonly adminToken: string;
  /** As the administrator's program. */
  get(address: string): Promise<Response>;
  fetch(address: string, init?: RequestInit): Promise<Response>;
  append(...facts: Fact[]): Promise<AppendedFact[]>;
  /** After units were written by hand; by itself the server reads them a moment after the registry rang. */
  readUnits(): Promise<void>;
  sql<T = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>;
  /** A socket that is not yet connected; closed with the server. `at`: of another node. */
  socket(options?: Parameters<typeof io>[1], at?: string): Socket;
  close(): Promise<void>;
}

/** `clock` in place of the real one: for what expires. */
export async function openTestServer(
  environment: NodeJS.ProcessEnv = {},
  clock?: Clock,
): Promise<TestServer> {
  const [database, dataDir] = await Promise.all([
    openTestDatabase(),
    mkdtemp(path.join(os.tmpdir(), 'ioc-server-')),
  ]);
  const running = await start(readConfig({ ...settings(database.url, dataDir), ...environment }), clock);
  const adminToken = (await readFile(path.join(dataDir, 'admin-token'), 'utf8')).trim();
  const url = `http://127.0.0.1:${running.port}`;
  return {
    running,
    database,
    url,
    dataDir,
    adminToken,
    ...doors(url, adminToken, database, running, dataDir),
  };
}

/** Another server on the same database and data directory, as behind a balancer. */
export async function openSecondNode({ database, dataDir }: TestServer, environment: NodeJS.ProcessEnv = {}) {
  const running = await start(readConfig({ ...settings(database.url, dataDir), ...environment }));
  return { url: `http://127.0.0.1:${running.port}`, close: () => running.close() };
}

const settings = (databaseUrl: string, dataDir: string): NodeJS.ProcessEnv => ({
  DATABASE_URL: databaseUrl,
  IOC_PORT: '0',
  IOC_DATA_DIR: dataDir,
  IOC_CLIENT_DIR: path.join(dataDir, 'client'),
  IOC_LOG_LEVEL: 'silent',
  // Tests say themselves when it counts.
  IOC_RECOUNT: '0',
});

function doors(url: string, adminToken: string, database: TestDatabase, running: Running, dataDir: string) {
  const pool = new pg.Pool({ connectionString: database.url, max: 1 });
  pool.on('error', () => undefined);
  const sockets: Socket[] = [];
  const fetchAt = (address: string, init?: RequestInit) =>
    fetch(`${url}${address}`, { redirect: 'manual', ...init });
  const sql = async <T>(text: string, values: unknown[] = []): Promise<T[]> =>
    (await pool.query(text, values)).rows as T[];
  return {
    fetch: fetchAt,
    get: (address: string) => fetchAt(address, { headers: { authorization: `Bearer ${adminToken}` } }),
    sql,
    readUnits: () => running.app.get(UnitDirectory).reload(),
    append: (...facts: Fact[]) =>
      sql<AppendedFact>('SELECT * FROM append_facts($1::jsonb)', [JSON.stringify(facts)]),
    socket: (options: Parameters<typeof io>[1] = {}, at = url) => {
      const socket = io(at, {
        path: '/live',
        transports: ['websocket'],
        reconnection: false,
        autoConnect: false,
        forceNew: true,
        auth: { token: adminToken },
        ...options,
      });
      sockets.push(socket);
      return socket;
    },
    close: async () => {
      for (const socket of sockets) socket.disconnect();
      await pool.end();
      await running.close();
      await database.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
