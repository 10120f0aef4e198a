// `audit-heads.jsonl`: grows by one line per signed head and is never cut. A line without its end is what a crash left
// while writing; it was never said to be there.
import { createReadStream } from 'node:fs';
import { mkdir, open, stat, truncate } from 'node:fs/promises';
import path from 'node:path';

export const HEADS_FILE = 'audit-heads.jsonl';
const NEWLINE = 0x0a;
/** Ours have about 400 bytes. */
const LINE_BYTES = 4_096;

export interface HeadFileLine {
  readonly text: string;
  /** Offset behind its newline. */
  readonly ends: number;
}

/** What a check reads: the file, or lines in memory. */
export interface HeadLines {
  /** Bytes; 0 when there is none. */
  size(): Promise<number>;
  /** Complete lines within the first `bytes`. */
  lines(bytes: number): AsyncIterable<HeadFileLine>;
}

export class HeadsFile implements HeadLines {
  readonly path: string;

  constructor(folder: string) {
    this.path = path.join(folder, HEADS_FILE);
  }

  async size(): Promise<number> {
    try {
      return (await stat(this.path)).size;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 0;
      throw error;
    }
  }

  async *lines(bytes: number): AsyncIterable<HeadFileLine> {
    if (bytes === 0) return;
    let rest = Buffer.alloc(0);
    let ends = 0;
    for await (const chunk of createReadStream(this.path, { end: bytes - 1 })) {
      rest = Buffer.concat([rest, chunk as Buffer]);
      for (let at = endOf(rest); at >= 0; at = endOf(rest)) {
        ends += at + 1;
        yield { text: rest.toString('utf8', 0, at), ends };
        rest = rest.subarray(at + 1);
      }
    }
  }

  /** The last complete line; null without one. */
  async last(): Promise<string | null> {
    const size = await this.size();
    if (size === 0) return null;
    const from = Math.max(0, size - 2 * LINE_BYTES);
    const text = await this.#read(from, size - from);
    const complete = text.slice(0, text.lastIndexOf('\n') + 1);
    return complete.split('\n').at(-2) ?? null;
  }

  /** Cuts off what a crash left of a line. */
  async dropTorn(): Promise<void> {
    const size = await this.size();
    const from = Math.max(0, size - LINE_BYTES);
    const tail = Buffer.from(await this.#read(from, size - from), 'latin1');
    const complete = from + tail.lastIndexOf(NEWLINE) + 1;
    if (complete < size) await truncate(this.path, complete);
  }

  /** On disk when it resolves. Answers the size. */
  async append(line: string): Promise<number> {
    await mkdir(path.dirname(this.path), { recursive: true, mode: 0o700 });
    const file = await open(this.path, 'a', 0o600);
    try {
      await file.appendFile(`${line}\n`);
      await file.sync();
      return (await file.stat()).size;
    } finally {
      await file.close();
    }
  }

  async #read(from: number, length: number): Promise<string> {
    if (length === 0) return '';
    const file = await open(this.path, 'r');
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, from);
      return buffer.toString('latin1', 0, bytesRead);
    } finally {
      await file.close();
    }
  }
}

/** Where the first line ends; an endless line is cut, for it is none of ours. */
function endOf(bytes: Buffer): number {
  const at = bytes.indexOf(NEWLINE);
  return at < 0 && bytes.length > LINE_BYTES ? LINE_BYTES : at;
}
