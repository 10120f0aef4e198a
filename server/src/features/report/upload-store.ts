import { createReadStream, type ReadStream } from 'node:fs';
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { pictureFolderIn } from '../../pictures/picture-folder.ts';
import { writeDown } from './upload/write-down.ts';

/** Photos on disk: readable by the owner alone, under names we made. */
export class UploadStore {
  readonly #folder: string;

  constructor(worldDir: string) {
    this.#folder = pictureFolderIn(worldDir);
  }

  pathOf(name: string): string {
    return path.join(this.#folder, name);
  }

  /** See write-down.ts. */
  async write(name: string, bytes: Buffer): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await writeDown(this.pathOf(name), bytes);
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
