// Files on their way, as they come: one file an upload, written at its end, readable by the owner alone, under a name
// we made, in a folder that nothing serves. How long the file is on disk is how far the upload has come; the database
// repeats it. So a server that is killed in the middle of a piece loses nothing that the system had taken.
import { mkdir, open, readdir, rm, stat, truncate, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { pictureFolderIn } from '../../../pictures/picture-folder.ts';
import { bytesOf, type Batch } from './steady-body.ts';
import type { FoundFile } from './upload.repository.ts';

const PART = '.part';

export class IncomingStore {
  readonly #folder: string;
  #bytes: Promise<number> | null = null;
  #change = 0;

  constructor(worldDir: string) {
    this.#folder = path.join(pictureFolderIn(worldDir), 'incoming');
  }

  pathOf(id: string): string {
    return path.join(this.#folder, `${id}${PART}`);
  }

  /** All of them together, counted once and kept up. */
  async waitingBytes(): Promise<number> {
    this.#bytes ??= this.#count();
    return (await this.#bytes) + this.#change;
  }

  /** All that lie here. */
  async all(): Promise<FoundFile[]> {
    const names = (await readdir(this.#folder).catch(unlessMissing)) ?? [];
    const found = names.map(async (name) => ({
      id: path.basename(name, PART),
      bytes: (await stat(path.join(this.#folder, name)).catch(unlessMissing))?.size ?? 0,
    }));
    return Promise.all(found);
  }

  /** What is safely on disk of it: told only after it is. */
  async lengthOf(id: string): Promise<number> {
    const file = await this.#existing(id);
    if (!file) return 0;
    try {
      await file.sync();
      return (await file.stat()).size;
    } finally {
      await file.close();
    }
  }

  /**
   * Writes what comes from `at` on, `most` bytes of it; answers where it ended, safely on disk, even when `batches` broke
   * off, whose fault is told beside it. Where all came, nothing waits for the disk: what is told next is the clean file, which
   * is on disk by then, and who asks instead how far it is has it synced first.
   */
  async append(
    id: string,
    at: number,
    most: number,
    batches: AsyncIterable<Batch>,
  ): Promise<{ readonly end: number; readonly broken: unknown }> {
    const size = await this.#sizeOf(id);
    const file = (await this.#existing(id)) ?? (await this.#made(id));
    let end = at;
    let broken: unknown = null;
    try {
      if (size !== at) await file.truncate(at);
      this.#change += at - size;
      for await (const batch of batches) {
        const room = at + most - end;
        const fitting = fittingIn(batch, room);
        await writeWhole(file, fitting, end);
        const written = bytesOf(fitting);
        end += written;
        this.#change += written;
        if (bytesOf(batch) > room) break;
      }
    } catch (error) {
      broken = error;
    } finally {
      await (end === at + most ? file.close() : closed(file));
    }
    return { end, broken };
  }

  async empty(id: string): Promise<void> {
    this.#change -= await this.#sizeOf(id);
    await truncate(this.pathOf(id), 0).catch(unlessMissing);
  }

  async remove(id: string): Promise<void> {
    this.#change -= await this.#sizeOf(id);
    await rm(this.pathOf(id), { force: true });
  }

  #existing(id: string): Promise<FileHandle | null> {
    return open(this.pathOf(id), 'r+').catch(unlessMissing);
  }

  async #made(id: string): Promise<FileHandle> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    return open(this.pathOf(id), 'wx+', 0o600);
  }

  async #sizeOf(id: string): Promise<number> {
    await this.waitingBytes();
    return (await stat(this.pathOf(id)).catch(unlessMissing))?.size ?? 0;
  }

  async #count(): Promise<number> {
    return (await this.all()).reduce((sum, { bytes }) => sum + bytes, 0);
  }
}

/** On disk, whatever came before. */
async function closed(file: FileHandle): Promise<void> {
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}

function fittingIn(batch: Batch, room: number): Batch {
  if (bytesOf(batch) <= room) return batch;
  return [Buffer.concat(batch, room)];
}

/** In one go, as a rule; a disk that is getting full takes a part. */
async function writeWhole(file: FileHandle, batch: Batch, at: number): Promise<void> {
  const { bytesWritten } = await file.writev(batch, at);
  let written = bytesWritten;
  if (written === bytesOf(batch)) return;
  const bytes = Buffer.concat(batch);
  while (written < bytes.length)
    written += (await file.write(bytes, written, bytes.length - written, at + written)).bytesWritten;
}

function unlessMissing(error: unknown): null {
  if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
  throw error;
}
