// Everything a run opened, closed in the opposite order, also when the run failed or was interrupted.
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

export class Resources {
  readonly #closers: { name: string; close: () => Promise<unknown> }[] = [];
  #closing: Promise<void> | null = null;

  onClose(name: string, close: () => Promise<unknown>): void {
    this.#closers.push({ name, close });
  }

  /** A folder of its own that goes with the run. */
  async folder(): Promise<string> {
    const folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-bench-'));
    this.onClose('folder', () => rm(folder, { recursive: true, force: true, maxRetries: 3 }));
    return folder;
  }

  /** Runs `work` with resources of its own that are closed when it is over, or earlier together with these. */
  async scope<T>(work: (own: Resources) => Promise<T>): Promise<T> {
    const own = new Resources();
    this.onClose('scope', () => own.closeAll());
    try {
      return await work(own);
    } finally {
      await own.closeAll();
    }
  }

  /** Never rejects: a thing that does not close is told and left. */
  closeAll(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    for (const { name, close } of this.#closers.toReversed()) {
      await close().catch((error: unknown) => console.error(`bench: closing ${name}: ${String(error)}`));
    }
  }
}
