// The gate before the decoder: what strangers send is opened in processes of their own (decoder/), few at a time, and the
// queue before them is short. What a file does there, it does not do to the server: a decoder that dies or does not come to
// an end is begun anew, and the file is refused, or told to come again where it may not have been its fault.
import { availableParallelism } from 'node:os';
import type { OnApplicationShutdown } from '@nestjs/common';
import type { Logger } from '../../logger.ts';
import { ProblemException } from '../../problem.filter.ts';
import type { CleanFile, Decoded, DecodeJob } from './decoder/decode-words.ts';
import { Decoder, DecoderFault } from './decoder/decoder.ts';
import { DifferentFile } from './upload/different-file.ts';
import { RefusedFile } from './upload/refused-file.ts';

const WAITING = 16;
const BUSY_SECONDS = 5;
/** Behind everything else a file of a second can take many on a busy machine. */
const TIMEOUT_MS = 60_000;

export interface CleanPhoto {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
  /** See picture-look.ts. */
  readonly look: bigint;
}

export interface CleanerOptions {
  /** Of the pictures; null: only bytes are cleaned. */
  readonly folder?: string | null;
  /** Files that are opened at a time. */
  readonly atOnce?: number;
  readonly timeoutMs?: number;
  readonly logger?: Logger;
}

export class PhotoCleaner implements OnApplicationShutdown {
  readonly #free: Decoder[];
  readonly #all: readonly Decoder[];
  readonly #waiting: ((decoder: Decoder) => void)[] = [];
  readonly #logger: Logger | undefined;
  #isOver = false;

  constructor({ folder = null, atOnce = processors(), timeoutMs = TIMEOUT_MS, logger }: CleanerOptions = {}) {
    this.#all = Array.from({ length: atOnce }, () => new Decoder({ folder, timeoutMs }));
    this.#free = [...this.#all];
    this.#logger = logger;
  }

  onApplicationShutdown(): void {
    this.#isOver = true;
    for (const decoder of this.#all) decoder.end();
  }

  /** Of the processes that were begun. */
  get pids(): number[] {
    return this.#all.flatMap(({ pid }) => pid ?? []);
  }

  /** Throws 415 for what is no photo, 413 for too many pixels, 503 when too much waits or it could not be opened now. */
  async clean(bytes: Buffer): Promise<CleanPhoto> {
    const { clean, width, height, look } = await this.file({
      kind: 'photo',
      from: bytes,
      to: null,
      sha256: null,
    });
    return { jpeg: asBuffer(clean), width, height, look: look ?? 0n };
  }

  /** From where it lies to where it goes: none of its bytes comes here. Throws as `clean`, 507, and DifferentFile. */
  async file(job: DecodeJob): Promise<CleanFile> {
    const decoder = await this.#enter();
    try {
      return fileOf(await this.#decoded(decoder, job));
    } finally {
      this.#leave(decoder);
    }
  }

  async #decoded(decoder: Decoder, job: DecodeJob): Promise<Decoded> {
    const first = await this.#tried(decoder, job);
    if (!(first instanceof DecoderFault)) return first;
    if (first.why === 'late') throw later('the file could not be opened in time; try again');
    const second = await this.#tried(decoder, job);
    if (!(second instanceof DecoderFault)) return second;
    if (first.why === 'astray' && second.why === 'astray') throw new RefusedFile('unreadable');
    throw later('the file could not be opened now; try again');
  }

  async #tried(decoder: Decoder, job: DecodeJob): Promise<Decoded | DecoderFault> {
    if (this.#isOver) throw later('the server is being stopped; try again');
    try {
      return await decoder.decode(job);
    } catch (error) {
      if (!(error instanceof DecoderFault)) throw error;
      this.#logger?.warn({ err: error, kind: job.kind }, 'the decoder of files gave no answer');
      return error;
    }
  }

  async #enter(): Promise<Decoder> {
    const free = this.#free.pop();
    if (free) return free;
    if (this.#waiting.length >= WAITING) throw later('too many photos at once; try again');
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  #leave(decoder: Decoder): void {
    const next = this.#waiting.shift();
    if (next) next(decoder);
    else this.#free.push(decoder);
  }
}

/** One processor stays with operators. */
const processors = () => Math.min(4, Math.max(1, availableParallelism() - 1));

const later = (detail: string) =>
  new ProblemException(503, detail, undefined, { headers: { 'retry-after': String(BUSY_SECONDS) } });

const asBuffer = (bytes: Uint8Array | null): Buffer =>
  bytes === null ? Buffer.alloc(0) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);

function fileOf(decoded: Decoded): CleanFile {
  if (decoded.outcome === 'clean') return decoded.file;
  if (decoded.outcome === 'refused') throw new RefusedFile(decoded.reason);
  if (decoded.outcome === 'endless') throw new RefusedFile('unreadable');
  if (decoded.outcome === 'differs') throw new DifferentFile();
  if (decoded.code === 'ENOSPC' || decoded.code === 'EDQUOT')
    throw new ProblemException(507, 'there is no room now; try again later');
  throw later('the file could not be opened now; try again');
}
