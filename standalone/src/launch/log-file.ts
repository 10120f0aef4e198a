import { appendFileSync, existsSync, mkdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const MAX_BYTES = 20 * 1024 * 1024;

/** A process's log on disk: this file and one older one, so that weeks of running cannot fill the disk. */
export class LogFile {
  #bytes: number;

  constructor(readonly file: string) {
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
    this.#bytes = existsSync(file) ? statSync(file).size : 0;
  }

  /** On a full disk the line is dropped: a log that cannot be written must not take down what it tells of (F4). */
  write(chunk: Buffer | string): void {
    try {
      if (this.#bytes > MAX_BYTES) {
        renameSync(this.file, `${this.file}.1`);
        this.#bytes = 0;
      }
      appendFileSync(this.file, chunk, { mode: 0o600 });
      this.#bytes += Buffer.byteLength(chunk);
    } catch {
      // The next line tries again.
    }
  }
}
