import { chmod, mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { newSecret } from './secret.ts';

/** Reads the secret in the file, making it once, readable by its owner alone. */
export async function readOrCreateSecret(dataDir: string, name: string): Promise<string> {
  const file = path.join(dataDir, name);
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  try {
    // 'wx' fails when it is there: two processes that start together end up with the same secret.
    await writeFile(file, `${newSecret()}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    await chmod(file, 0o600);
  }
  const secret = (await readFile(file, 'utf8')).trim();
  if (secret.length < 20)
    throw new Error(`${name} in the data directory is damaged; remove it to get a new one`);
  return secret;
}

/** Replaces the file at once, so that nobody reads half of it. */
export async function writeSecret(dataDir: string, name: string, secret: string): Promise<void> {
  const file = path.join(dataDir, name);
  const draft = `${file}.${process.pid}`;
  await writeFile(draft, `${secret}\n`, { mode: 0o600 });
  await rename(draft, file);
}
