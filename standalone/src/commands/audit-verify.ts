// npm run audit:verify: the check of the audit trail, for whoever has the data directory. The embedded database is
// asked where it runs; when nothing runs, it is started for as long as the check takes.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { readOrCreatePassword } from '../engine/database-password.ts';
import { EmbeddedTimescale } from '../engine/embedded-timescale.ts';
import { entryOf, ROOT } from '../launch/entry.ts';
import { readSettings, type LaunchSettings } from '../launch/settings.ts';

const NOT_CHECKED = 2;
const HOST = '127.0.0.1';
const PROBE_LIMIT_MS = 2_000;

interface Opened {
  readonly url: string;
  close(): Promise<void>;
}

async function openDatabase(settings: LaunchSettings): Promise<Opened> {
  if (settings.DATABASE_URL) return { url: settings.DATABASE_URL, close: () => Promise.resolve() };
  const dataDir = path.join(settings.worldDir, 'db');
  if (!existsSync(dataDir)) throw new Error(`there is no database in ${dataDir}`);
  const port = await runningPort(settings.worldDir);
  if (port !== null) {
    const url = `postgres://postgres:${readOrCreatePassword(dataDir)}@${HOST}:${port}/postgres`;
    return { url, close: () => Promise.resolve() };
  }
  const engine = new EmbeddedTimescale({ dataDir, housekeeping: false, log: () => undefined });
  return { url: await engine.start(), close: () => engine.stop() };
}

/** The port that `npm start` left in `db-port`, when somebody listens there. */
function runningPort(worldDir: string): Promise<number | null> {
  const file = path.join(worldDir, 'db-port');
  if (!existsSync(file)) return Promise.resolve(null);
  const port = Number(readFileSync(file, 'utf8'));
  return new Promise((resolve) => {
    const socket = connect({ host: HOST, port, timeout: PROBE_LIMIT_MS });
    const settle = (found: number | null) => {
      socket.destroy();
      resolve(found);
    };
    socket.once('connect', () => settle(port));
    socket.once('timeout', () => settle(null));
    socket.once('error', () => settle(null));
  });
}

async function verify(settings: LaunchSettings, databaseUrl: string): Promise<number> {
  const { file, execArgv } = entryOf('server', 'commands/audit-verify');
  const child = spawn(process.execPath, [...execArgv, file], {
    stdio: 'inherit',
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      IOC_DATA_DIR: settings.dataDir,
      IOC_WORLD_DIR: settings.worldDir,
    },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? NOT_CHECKED;
}

try {
  const settings = readSettings(process.env, ROOT);
  const database = await openDatabase(settings);
  try {
    process.exitCode = await verify(settings, database.url);
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(`not checked: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = NOT_CHECKED;
}
