// The files of the spool, numbered in the order of writing, and how they are read back.
import { mkdir, open, readdir, rm } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import { decodeRecord, HEAD_BYTES, recordBytes } from './record.ts';
import type { SpoolRecord } from './record.ts';

/** Says what the file is, and in which version of the format. */
const MAGIC = Buffer.from('IOCSPL1\n');
export const FIRST_OFFSET = MAGIC.length;
const NAME = /^(\d{10})\.spool$/;
const CHUNK_BYTES = 1024 * 1024;

const fileOf = (folder: string, segment: number): string =>
  path.join(folder, `${String(segment).padStart(10, '0')}.spool`);

/** Numbers of the segments that are there, oldest first. */
export async function listSegments(folder: string): Promise<number[]> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const names = await readdir(folder);
  const numbers = names.map((name) => Number(NAME.exec(name)?.[1]));
  return numbers.filter((number) => number > 0).toSorted((a, b) => a - b);
}

/** A new file whose name survives a power cut as well. */
export async function createSegment(folder: string, segment: number): Promise<FileHandle> {
  const handle = await open(fileOf(folder, segment), 'wx', 0o600);
  try {
    await handle.write(MAGIC, 0, MAGIC.length, 0);
    await syncFolder(folder);
    return handle;
  } catch (error) {
    await handle.close();
    await removeSegment(folder, segment);
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

export const removeSegment = (folder: string, segment: number): Promise<void> =>
  rm(fileOf(folder, segment), { force: true });

export interface ReadRecord {
  readonly record: SpoolRecord;
  readonly start: number;
  readonly end: number;
}

export interface SegmentPart {
  readonly records: readonly ReadRecord[];
  /** Where to go on; `end` when all was read. */
  readonly next: number;
  /** The bytes from `next` on are no record: the writer died here. */
  readonly torn: boolean;
}

/** About a megabyte of records (at least one) from `offset`, up to `end`, the end of the file when not given. */
export async function readSegment(
  folder: string,
  segment: number,
  { offset, end }: { readonly offset: number; readonly end?: number },
): Promise<SegmentPart> {
  const handle = await open(fileOf(folder, segment), 'r');
  try {
    const limit = end ?? (await handle.stat()).size;
    const bytes = await readBytes(handle, offset, Math.min(CHUNK_BYTES, limit - offset));
    const first = bytes.length >= HEAD_BYTES ? recordBytes(bytes, 0) : null;
    const whole =
      first !== null && first > bytes.length && offset + first <= limit
        ? await readBytes(handle, offset, first)
        : bytes;
    return cutRecords(whole, offset, limit);
  } finally {
    await handle.close();
  }
}

async function readBytes(handle: FileHandle, offset: number, length: number): Promise<Buffer> {
  if (length <= 0) return Buffer.alloc(0);
  const buffer = Buffer.allocUnsafeSlow(length);
  let got = 0;
  while (got < length) {
    const { bytesRead } = await handle.read(buffer, got, length - got, offset + got);
    if (bytesRead === 0) break;
    got += bytesRead;
  }
  return buffer.subarray(0, got);
}

function cutRecords(bytes: Buffer, offset: number, limit: number): SegmentPart {
  const records: ReadRecord[] = [];
  let at = 0;
  for (;;) {
    const rest = limit - offset - at;
    if (rest <= 0) return { records, next: offset + at, torn: false };
    const length = bytes.length - at >= HEAD_BYTES ? recordBytes(bytes, at) : undefined;
    // Beyond the chunk, but not beyond the file: the next part begins here.
    if (length === undefined && rest > bytes.length - at) break;
    if (!length || length > rest) return { records, next: offset + at, torn: true };
    if (length > bytes.length - at) break;
    const record = decodeRecord(bytes.subarray(at, at + length));
    if (!record) return { records, next: offset + at, torn: true };
    records.push({ record, start: offset + at, end: offset + at + length });
    at += length;
  }
  // A file that gave less than it promised would be asked for ever.
  return { records, next: offset + at, torn: at === 0 };
}
