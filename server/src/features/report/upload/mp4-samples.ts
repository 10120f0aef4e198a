// Where in the file a track's samples lie, from its table of samples: chunk by chunk, each chunk a run of samples.
import { boxesOf, need, theOne, type Box } from './mp4-boxes.ts';
import { Unwanted } from './unwanted.ts';

export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A chunk is half a second or so; a table of millions is there to keep us busy. */
const CHUNKS = 100_000;

/** `stbl` of one track; the ranges in the order of its chunks. */
export function sampleRanges(bytes: Buffer, table: Box): Range[] {
  const boxes = boxesOf(bytes, table);
  const starts = chunkStarts(bytes, boxes);
  const counts = samplesPerChunk(bytes, theOne(boxes, 'stsc'), starts.length);
  const sizes = new Sizes(bytes, theOne(boxes, 'stsz'));
  return starts.map((start, at) => {
    const end = start + sizes.next(counts[at] ?? 0);
    if (end > bytes.length) throw new Unwanted('unreadable');
    return { start, end };
  });
}

function chunkStarts(bytes: Buffer, boxes: readonly Box[]): number[] {
  const isLong = boxes.some(({ type }) => type === 'co64');
  const box = theOne(boxes, isLong ? 'co64' : 'stco');
  const count = bytes.readUInt32BE(need(box, 8) + 4);
  if (count > CHUNKS) throw new Unwanted('unreadable');
  const width = isLong ? 8 : 4;
  const first = need(box, 8 + count * width) + 8;
  return Array.from({ length: count }, (_, at) =>
    isLong ? Number(bytes.readBigUInt64BE(first + at * 8)) : bytes.readUInt32BE(first + at * 4),
  );
}

/** Runs of chunks with equally many samples, told by the first chunk of each. */
function samplesPerChunk(bytes: Buffer, box: Box, chunks: number): number[] {
  const count = bytes.readUInt32BE(need(box, 8) + 4);
  const first = need(box, 8 + count * 12) + 8;
  const counts: number[] = [];
  for (let at = 0; at < count; at += 1) {
    const samples = bytes.readUInt32BE(first + at * 12 + 4);
    const next = at + 1 < count ? bytes.readUInt32BE(first + (at + 1) * 12) - 1 : chunks;
    while (counts.length < Math.min(next, chunks)) counts.push(samples);
  }
  return counts;
}

/** Sizes of samples, asked for in order. */
class Sizes {
  readonly #same: number;
  readonly #first: number;
  readonly #count: number;
  #at = 0;

  constructor(
    private readonly bytes: Buffer,
    box: Box,
  ) {
    const body = need(box, 12);
    this.#same = bytes.readUInt32BE(body + 4);
    this.#count = bytes.readUInt32BE(body + 8);
    this.#first = need(box, 12 + (this.#same === 0 ? this.#count * 4 : 0)) + 12;
  }

  /** Of so many samples together. */
  next(samples: number): number {
    if (this.#at + samples > this.#count) throw new Unwanted('unreadable');
    const from = this.#at;
    this.#at += samples;
    if (this.#same > 0) return this.#same * samples;
    let sum = 0;
    for (let at = from; at < this.#at; at += 1) sum += this.bytes.readUInt32BE(this.#first + at * 4);
    return sum;
  }
}
