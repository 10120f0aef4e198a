import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, open, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pictureFolderIn } from '../../pictures/picture-folder.ts';

/** Photos on disk: readable by the owner alone, under names we made. */
export class UploadStore {
  readonly #folder: string;

  constructor(worldDir: string) {
    this.#folder = pictureFolderIn(worldDir);
  }

  pathOf(name: string): string {
    return path.join(this.#folder, name);
  }

  /** On disk when it resolves: the row that names the file must not outlive it. */
  async write(name: string, bytes: Buffer): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const file = await open(this.pathOf(name), 'w', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
  }

  /** Throws when it is not there. */
  async sizeOf(name: string): Promise<number> {
    return (await stat(this.pathOf(name))).size;
  }

  /** Both ends included. */
  stream(name: string, from: number, to: number): ReadStream {
    return createReadStream(this.pathOf(name), { start: from, end: to });
  }

  async remove(name: string): Promise<void> {
    await rm(this.pathOf(name), { force: true });
  }
}
