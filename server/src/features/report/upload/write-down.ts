import { open } from 'node:fs/promises';

/** A file of its owner's alone, on disk when it resolves: the row that names it must not outlive it. */
export async function writeDown(file: string, bytes: Buffer): Promise<void> {
  const handle = await open(file, 'w', 0o600);
  try {
    await handle.writeFile(bytes);
    await handle.sync();
  } finally {
    await handle.close();
  }
}
