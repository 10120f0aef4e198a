// A video is neither decoded nor written anew: that costs minutes and opens the door to every fault of a decoder. It is
// read as boxes, and everything that is neither picture nor sound is overwritten where it lies: places, cameras, names,
// times, tracks of other things (an action camera writes its position there ten times a second) and every byte of the
// data that no sample of picture or sound claims. What plays stays as it was, to the byte.
import { blank, boxesIn, boxesOf, need, theOne, type Box } from './mp4-boxes.ts';
import { sampleRanges, type Range } from './mp4-samples.ts';
import { Unwanted } from './unwanted.ts';

export interface CleanVideo {
  readonly bytes: Buffer;
  readonly mediaType: 'video/mp4' | 'video/quicktime' | 'video/3gpp';
  readonly width: number;
  readonly height: number;
}

const BRANDS = /^(iso[m2-9]|mp4[12]|M4V |avc1|qt {2}|3g[p2].|MSNV|dash|mmp4)/;
const KEPT = {
  file: new Set(['ftyp', 'moov', 'mdat', 'free', 'skip', 'wide']),
  movie: new Set(['mvhd', 'trak']),
  track: new Set(['tkhd', 'edts', 'mdia']),
  media: new Set(['mdhd', 'hdlr', 'minf']),
  information: new Set(['vmhd', 'smhd', 'hdlr', 'dinf', 'stbl']),
};
const PADDING = new Set(['free', 'skip', 'wide']);
const TRACKS = 8;
const DATA_BOXES = 16;

/** Overwrites `bytes`. Throws Unwanted. */
export function cleanVideo(bytes: Buffer): CleanVideo {
  const mediaType = mediaTypeOf(bytes);
  const file = boxesIn(bytes, 0, bytes.length);
  // Pieces (moof) carry tables of their own; no phone's camera writes them.
  if (file.some(({ type }) => type === 'moof')) throw new Unwanted('video-kind');
  const movie = boxesOf(bytes, theOne(file, 'moov'));
  const tracks = movie.filter(({ type }) => type === 'trak');
  if (tracks.length > TRACKS) throw new Unwanted('unreadable');
  const read = tracks.map((track) => readTrack(bytes, track));
  const frame = read.find((track) => track?.handler === 'vide');
  if (!frame) throw new Unwanted('unreadable');
  keepOnly(bytes, file, KEPT.file);
  keepOnly(bytes, movie, KEPT.movie);
  forgetTimes(bytes, theOne(movie, 'mvhd'));
  for (const [at, track] of tracks.entries()) if (!read[at]) blank(bytes, track);
  for (const box of file.filter(({ type }) => PADDING.has(type))) blank(bytes, box);
  const claimed = read.flatMap((track) => track?.ranges ?? []);
  const data = file.filter(({ type }) => type === 'mdat');
  if (data.length > DATA_BOXES) throw new Unwanted('unreadable');
  keepClaimed(bytes, data, claimed);
  return { bytes, mediaType, width: frame.width, height: frame.height };
}

function mediaTypeOf(bytes: Buffer): CleanVideo['mediaType'] {
  if (bytes.length < 16 || bytes.toString('latin1', 4, 8) !== 'ftyp') throw new Unwanted('video-kind');
  const brand = bytes.toString('latin1', 8, 12);
  if (!BRANDS.test(brand)) throw new Unwanted('video-kind');
  if (brand === 'qt  ') return 'video/quicktime';
  return brand.startsWith('3g') ? 'video/3gpp' : 'video/mp4';
}

interface Track {
  readonly handler: string;
  readonly width: number;
  readonly height: number;
  readonly ranges: readonly Range[];
}

/** Cleans it; null: it is neither picture nor sound. */
function readTrack(bytes: Buffer, track: Box): Track | null {
  const boxes = boxesOf(bytes, track);
  const media = boxesOf(bytes, theOne(boxes, 'mdia'));
  const handler = theOne(media, 'hdlr');
  const kind = bytes.toString('latin1', need(handler, 24) + 8, handler.body + 12);
  if (kind !== 'vide' && kind !== 'soun') return null;
  const information = boxesOf(bytes, theOne(media, 'minf'));
  refuseElsewhere(bytes, theOne(information, 'dinf'));
  const header = theOne(boxes, 'tkhd');
  const ranges = sampleRanges(bytes, theOne(information, 'stbl'));
  // The name of the handler is the camera's.
  bytes.fill(0, handler.body + 24, handler.end);
  for (const box of [header, theOne(media, 'mdhd')]) forgetTimes(bytes, box);
  keepOnly(bytes, boxes, KEPT.track);
  keepOnly(bytes, media, KEPT.media);
  keepOnly(bytes, information, KEPT.information);
  need(header, 84);
  const [width, height] = [bytes.readUInt16BE(header.end - 8), bytes.readUInt16BE(header.end - 4)];
  return { handler: kind, width, height, ranges };
}

/** A video whose data lie elsewhere would have the player fetch them. */
function refuseElsewhere(bytes: Buffer, information: Box): void {
  const references = theOne(boxesOf(bytes, information), 'dref');
  const entries = boxesIn(bytes, need(references, 8) + 8, references.end);
  const isElsewhere = (entry: Box) => (bytes.readUInt32BE(need(entry, 4)) & 1) === 0;
  if (entries.length === 0 || entries.some(isElsewhere)) throw new Unwanted('unreadable');
}

function keepOnly(bytes: Buffer, boxes: readonly Box[], kept: ReadonlySet<string>): void {
  for (const box of boxes) if (!kept.has(box.type)) blank(bytes, box);
}

/** When it was filmed and changed; version 1 has long moments. */
function forgetTimes(bytes: Buffer, box: Box): void {
  const isLong = bytes[need(box, 20)] === 1;
  bytes.fill(0, box.body + 4, box.body + (isLong ? 20 : 12));
}

/** Zeroes what lies between the claimed ranges; a range outside the data is a trick. */
function keepClaimed(bytes: Buffer, data: readonly Box[], claimed: readonly Range[]): void {
  const sorted = claimed
    .filter(({ start, end }) => end > start)
    .sort((one, other) => one.start - other.start);
  const isInside = ({ start, end }: Range) => data.some((box) => start >= box.body && end <= box.end);
  if (sorted.length === 0 || !sorted.every(isInside)) throw new Unwanted('unreadable');
  for (const { body, end } of data) {
    let at = body;
    for (const range of sorted) {
      if (range.start >= end || range.end <= body) continue;
      if (range.start > at) bytes.fill(0, at, range.start);
      at = Math.max(at, range.end);
    }
    bytes.fill(0, at, end);
  }
}
