// The parts of a zip file that somebody else made. Names and sizes are read from its directory and believed in nothing:
// what is inflated is bounded over all parts together, whatever the directory says, and checked against its checksum.
import { crc32, inflateRawSync } from 'node:zlib';
import { Reject } from '../reject.ts';

const MAX_INFLATED_BYTES = 128 * 1024 * 1024;
const MAX_PARTS = 5_000;
const END_OF_DIRECTORY = 0x06054b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
const END_BYTES = 22;
const ENTRY_BYTES = 46;
const LOCAL_BYTES = 30;
const MAX_COMMENT_BYTES = 65_535;
const STORED = 0;
const DEFLATED = 8;

interface Entry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly checksum: number;
  readonly packedBytes: number;
  readonly localAt: number;
}

export const isZip = (bytes: Buffer): boolean => bytes.length > 4 && bytes.readUInt32LE(0) === LOCAL_ENTRY;

export class ZipFile {
  readonly #bytes: Buffer;
  readonly #entries: ReadonlyMap<string, Entry>;
  #leftBytes = MAX_INFLATED_BYTES;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
    this.#entries = directoryOf(bytes);
  }

  has(name: string): boolean {
    return this.#entries.has(keyOf(name));
  }

  /** The bytes of a part; null when there is none of this name. Throws Reject. */
  read(name: string): Buffer | null {
    const entry = this.#entries.get(keyOf(name));
    if (!entry) return null;
    if (entry.encrypted) throw new Reject('schema', 'the file is protected by a password');
    const part = this.#inflated(entry, packedPart(this.#bytes, entry));
    this.#leftBytes -= part.length;
    if (this.#leftBytes < 0) throw tooLarge();
    if (crc32(part) !== entry.checksum) throw damaged();
    return part;
  }

  #inflated({ method }: Entry, packed: Buffer): Buffer {
    if (method === STORED) return packed;
    if (method !== DEFLATED)
      throw new Reject('schema', 'the file is packed in a way that no spreadsheet uses');
    try {
      return inflateRawSync(packed, { maxOutputLength: Math.max(1, this.#leftBytes) });
    } catch (error) {
      const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
      throw isTooLarge ? tooLarge() : damaged();
    }
  }
}

const damaged = (): Reject => new Reject('schema', 'the file is damaged: it cannot be unpacked');
const tooLarge = (): Reject =>
  new Reject('too-large', `unpacked, the file has more than ${MAX_INFLATED_BYTES} bytes`);

/** Package parts are named without regard to case, by some writers with a slash in front or the other way round. */
const keyOf = (name: string): string => name.replaceAll('\\', '/').replace(/^\//, '').toLowerCase();

function directoryOf(bytes: Buffer): Map<string, Entry> {
  const end = endOfDirectory(bytes);
  const count = bytes.readUInt16LE(end + 10);
  if (count > MAX_PARTS) throw new Reject('too-large', `the file has more than ${MAX_PARTS} parts`);
  const entries = new Map<string, Entry>();
  let at = bytes.readUInt32LE(end + 16);
  for (let index = 0; index < count; index++) {
    if (at + ENTRY_BYTES > bytes.length || bytes.readUInt32LE(at) !== DIRECTORY_ENTRY) throw damaged();
    const nameBytes = bytes.readUInt16LE(at + 28);
    const name = bytes.toString('utf8', at + ENTRY_BYTES, at + ENTRY_BYTES + nameBytes);
    entries.set(keyOf(name), {
      encrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      method: bytes.readUInt16LE(at + 10),
      checksum: bytes.readUInt32LE(at + 16),
      packedBytes: bytes.readUInt32LE(at + 20),
      localAt: bytes.readUInt32LE(at + 42),
    });
    at += ENTRY_BYTES + nameBytes + bytes.readUInt16LE(at + 30) + bytes.readUInt16LE(at + 32);
  }
  return entries;
}

/** It ends the file, but for a comment. */
function endOfDirectory(bytes: Buffer): number {
  const earliest = Math.max(0, bytes.length - END_BYTES - MAX_COMMENT_BYTES);
  for (let at = bytes.length - END_BYTES; at >= earliest; at--)
    if (bytes.readUInt32LE(at) === END_OF_DIRECTORY) return at;
  throw damaged();
}

function packedPart(bytes: Buffer, { localAt, packedBytes }: Entry): Buffer {
  if (localAt + LOCAL_BYTES > bytes.length || bytes.readUInt32LE(localAt) !== LOCAL_ENTRY) throw damaged();
  const from = localAt + LOCAL_BYTES + bytes.readUInt16LE(localAt + 26) + bytes.readUInt16LE(localAt + 28);
  if (from + packedBytes > bytes.length) throw damaged();
  return bytes.subarray(from, from + packedBytes);
}
