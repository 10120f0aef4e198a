// The engine takes no lock on its data directory, and two openers would diverge silently. The unix socket inside the
// directory is the lock: as long as its owner lives, the kernel answers a connect; a socket left by a dead owner
// refuses and is taken over. Taking over is guarded, for two starters may find the same dead socket.
// The path is relative to the working directory: a unix socket path may not exceed about 100 bytes, a directory may.
import { mkdirSync, rmdirSync, rmSync, statSync } from 'node:fs';
import { connect, type Server } from 'node:net';

/** PostgreSQL's own name, so `psql -h <dataDir>` finds it. */
export const SOCKET_NAME = '.s.PGSQL.5432';
const GUARD_NAME = `${SOCKET_NAME}.takeover`;
/** Taking over lasts milliseconds: an older guard was left by a process that was killed in those. */
const GUARD_STALE_MS = 10_000;
const PROBE_LIMIT_MS = 2_000;

/** Another process has the data directory open. */
export class DirectoryInUseError extends Error {
  constructor(dataDir: string) {
    super(
      `the data directory ${dataDir} is in use by another process; stop that one or choose another directory`,
    );
    this.name = 'DirectoryInUseError';
  }
}

/** Listens on the socket in the working directory, which must be `dataDir`; throws DirectoryInUseError. */
export async function lockDirectory(server: Server, dataDir: string): Promise<void> {
  if (!takeGuard()) throw new DirectoryInUseError(dataDir);
  try {
    if (await isAnswered()) throw new DirectoryInUseError(dataDir);
    rmSync(SOCKET_NAME, { force: true });
    await listenOn(server);
  } finally {
    rmdirSync(GUARD_NAME);
  }
}

function takeGuard(): boolean {
  try {
    mkdirSync(GUARD_NAME);
    return true;
  } catch {
    if (Date.now() - guardMadeAtMs() < GUARD_STALE_MS) return false;
    rmdirSync(GUARD_NAME);
    return takeGuard();
  }
}

const guardMadeAtMs = (): number => statSync(GUARD_NAME, { throwIfNoEntry: false })?.mtimeMs ?? Date.now();

/** Only a refusal or an absent file says that nobody is there; a busy owner may be slow to accept. */
function isAnswered(): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(SOCKET_NAME);
    const settle = (answered: boolean) => {
      socket.destroy();
      resolve(answered);
    };
    socket.setTimeout(PROBE_LIMIT_MS, () => settle(true));
    socket.once('connect', () => settle(true));
    socket.once('error', (error: NodeJS.ErrnoException) => settle(!isNobodyThere(error)));
  });
}

const isNobodyThere = (error: NodeJS.ErrnoException): boolean =>
  error.code === 'ECONNREFUSED' || error.code === 'ENOENT' || error.code === 'ENOTSOCK';

function listenOn(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(SOCKET_NAME, resolve);
  });
}
