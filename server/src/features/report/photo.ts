// Photos are never kept as they came: each is decoded and written anew as JPEG, which leaves position, camera and
// whatever else was hidden in the file behind. Decoding is the expensive and dangerous part, so few run at once, one
// processor is always left to operators, and the queue is short; a video is read through the same gate.
import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import { ProblemException } from '../../problem.filter.ts';
import { LOOK, lookOf } from './upload/picture-look.ts';
import { RefusedFile } from './upload/refused-file.ts';

const PIXELS = 25_000_000;
const EDGE_PX = 2_048;
const QUALITY = 82;
const FORMATS = new Set(['jpeg', 'png', 'webp', 'heif']);
const WAITING = 16;
const BUSY_SECONDS = 5;

export interface CleanPhoto {
  readonly jpeg: Buffer;
  readonly width: number;
  readonly height: number;
  /** See picture-look.ts. */
  readonly look: bigint;
}

sharp.concurrency(1);
sharp.cache(false);

/** A gate that lets few files be read at a time and refuses when too many wait. */
export class PhotoCleaner {
  #running = 0;
  readonly #waiting: (() => void)[] = [];
  readonly #atOnce: number;

  /** @param atOnce files that are read at a time */
  constructor(atOnce = Math.min(4, Math.max(1, availableParallelism() - 1))) {
    this.#atOnce = atOnce;
  }

  /**
   * Throws 415 for what is no photo, 413 for too many pixels, 503 when too much waits. Bytes that lie on disk are read in
   * their turn, so that those who wait take no memory.
   */
  clean(bytes: Buffer | (() => Promise<Buffer>)): Promise<CleanPhoto> {
    return this.inTurn(async () => encode(typeof bytes === 'function' ? await bytes() : bytes));
  }

  /** Other work of the same weight. Throws 503 when too much waits. */
  async inTurn<T>(work: () => T | Promise<T>): Promise<T> {
    await this.#enter();
    try {
      return await work();
    } finally {
      this.#running -= 1;
      this.#waiting.shift()?.();
    }
  }

  async #enter(): Promise<void> {
    if (this.#waiting.length >= WAITING)
      throw new ProblemException(503, 'too many photos at once; try again', undefined, {
        headers: { 'retry-after': String(BUSY_SECONDS) },
      });
    while (this.#running >= this.#atOnce) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#running += 1;
  }
}

async function encode(bytes: Buffer): Promise<CleanPhoto> {
  try {
    const image = sharp(bytes, { limitInputPixels: PIXELS, failOn: 'error', pages: 1 });
    const { format } = await image.metadata();
    if (!FORMATS.has(format)) throw new RefusedFile('unreadable', 'a photo is JPEG, PNG, WebP or HEIC');
    const { data, info } = await image
      .rotate()
      .resize({ width: EDGE_PX, height: EDGE_PX, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .jpeg({ quality: QUALITY })
      .toBuffer({ resolveWithObject: true });
    return { jpeg: data, width: info.width, height: info.height, look: await look(data) };
  } catch (error) {
    if (error instanceof ProblemException) throw error;
    if (/pixel limit/i.test(String(error))) throw new RefusedFile('pixels');
    throw new RefusedFile(isHeic(bytes) ? 'heic' : 'unreadable');
  }
}

const look = async (jpeg: Buffer): Promise<bigint> =>
  lookOf(
    await sharp(jpeg)
      .greyscale()
      .resize({ ...LOOK, fit: 'fill' })
      .raw()
      .toBuffer(),
  );

/** The codec of the iPhone's photos is patented; the sharp that comes from the registry reads AVIF alone. */
const isHeic = (bytes: Buffer): boolean =>
  bytes.toString('latin1', 4, 8) === 'ftyp' && /^(hei|hev|mif1|msf1)/.test(bytes.toString('latin1', 8, 12));
