// The database password is made once, at random, and kept in `db-password` beside the data directory (not inside: a
// copied or restored data directory must not bring a password along). Readable by the owner alone; never in argv or logs.
import { randomBytes } from 'node:crypto';
import { chmodSync, linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const FILE_NAME = 'db-password';
const VALID = /^[\w-]{32,}$/;

export const databasePasswordPath = (dataDir: string): string => path.join(path.dirname(dataDir), FILE_NAME);

/** Reads the password, or makes it. Two starters at once end up with the same one. */
export function readOrCreatePassword(dataDir: string): string {
  const file = databasePasswordPath(dataDir);
  const known = readPassword(file);
  if (known) return known;
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(draft, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flush: true });
  linkUnlessThere(draft, file);
  rmSync(draft);
  const made = readPassword(file);
  if (!made) throw new Error(`${file} holds no valid password; remove it to have a new one made`);
  return made;
}

function readPassword(file: string): string | null {
  try {
    const text = readFileSync(file, 'utf8').trim();
    chmodSync(file, 0o600);
    return VALID.test(text) ? text : null;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function linkUnlessThere(draft: string, file: string): void {
  try {
    linkSync(draft, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}
