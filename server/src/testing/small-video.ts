// An MP4 as an action camera writes it, small: picture, a track of positions beside it, words about the camera, and
// something hidden between the samples.
const u32 = (...words: number[]): Buffer => {
  const bytes = Buffer.alloc(words.length * 4);
  for (const [at, word] of words.entries()) bytes.writeUInt32BE(word >>> 0, at * 4);
  return bytes;
};

export const box = (type: string, ...parts: (Buffer | string)[]): Buffer => {
  const body = Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? Buffer.from(part, 'latin1') : part)),
  );
  return Buffer.concat([u32(body.length + 8), Buffer.from(type, 'latin1'), body]);
};

export interface SmallVideo {
  readonly brand?: string;
  readonly picture?: Buffer;
  /** Bit 1 of the reference: the data lie in this file. */
  readonly referenceFlags?: number;
  readonly handler?: string;
}

const FILMED = 3_900_000_000;
export const POSITIONS = 'GPS5 16.8510 107.0520';
export const HIDDEN = 'PK\u0003\u0004 a zip between the samples';

export function smallVideo({
  brand = 'mp42',
  picture = Buffer.from('the picture itself, 32 bytes.. !'),
  referenceFlags = 1,
  handler = 'vide',
}: SmallVideo = {}): Buffer {
  const head = box('ftyp', brand, u32(0), 'isom');
  const dataAt = head.length + 8;
  const data = box('mdat', picture, POSITIONS, HIDDEN);
  const track = (kind: string, start: number, length: number) => {
    const table = box(
      'stbl',
      box('stsd', u32(0, 0)),
      box('stsc', u32(0, 1, 1, 2, 1)),
      box('stsz', u32(0, 0, 2, Math.floor(length / 2), Math.ceil(length / 2))),
      box('stco', u32(0, 1, start)),
    );
    const reference = box('dinf', box('dref', u32(0, 1), box('url ', u32(referenceFlags))));
    return box(
      'trak',
      box('tkhd', u32(0, FILMED, FILMED), Buffer.alloc(64), u32(640 << 16, 360 << 16)),
      box(
        'mdia',
        box('mdhd', u32(0, FILMED, FILMED, 1_000, 2_000, 0)),
        box('hdlr', u32(0, 0), kind, Buffer.alloc(12), 'Camera of Somebody\0'),
        box('minf', box('vmhd', u32(1, 0, 0)), reference, table),
      ),
      box('udta', box('name', 'Somebody')),
    );
  };
  const movie = box(
    'moov',
    box('mvhd', u32(0, FILMED, FILMED, 1_000, 2_000), Buffer.alloc(80)),
    track(handler, dataAt, picture.length),
    track('meta', dataAt + picture.length, POSITIONS.length),
    box('udta', box('\u00A9xyz', '+16.8510+107.0520/')),
    box('meta', u32(0), 'com.apple.quicktime.location.ISO6709'),
  );
  return Buffer.concat([head, data, movie, box('uuid', 'XMP of the camera')]);
}
