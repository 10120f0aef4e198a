// A large frame goes in parts. A snapshot of the map may have 800 KB; in one piece it fills a slow line for longer than a
// ping may take to be answered, and the reader would be cut before it had its first picture, again and again. Parts are
// small enough that the line's window is asked between them, so pings, critical rows and other streams pass in between.
// The reader shows nothing of it before the last part: half a picture would look like a whole one.
import type { Frame } from '@ioc/contracts/stream/down';
import type { Row } from './channel.ts';

/** On a line of 128 kbit/s a second. */
const PART_BYTES = 16_384;
/** Up to so many it goes whole: cut in pieces, it would only come later, behind the critical rows of each piece. */
const WHOLE = 4;
/** Rows are about a kilobyte at most: so few of them need not be measured. */
const SURELY_SMALL = 12;

const known = new WeakMap<Frame, readonly Frame[]>();
/** The JSON of each of its rows, written to be measured, until the frame is sent or nobody has it any more. */
const written = new WeakMap<Frame, readonly string[]>();

/** The frame itself when it is small; made once for all its readers. */
export function partsOf(frame: Frame): readonly Frame[] {
  if (frame.rows.length + frame.gone.length <= SURELY_SMALL) return [frame];
  const parts = known.get(frame) ?? split(frame);
  known.set(frame, parts);
  return parts;
}

/** A frame as JSON. What was written already is not written again. */
export function frameText(frame: Frame): string {
  const texts = written.get(frame);
  if (!texts) return JSON.stringify(frame);
  written.delete(frame);
  const { rows: _, ...rest } = frame;
  return `${JSON.stringify(rest).slice(0, -1)},"rows":[${texts.join(',')}]}`;
}

/**
 * The frame, or as much of it as one part holds, which says so: keys that are gone first, then rows, each from the
 * beginning. Something is always in it.
 */
export function onePart(frame: Frame): Frame {
  let left = PART_BYTES;
  const fits = (text: string): boolean => (left -= Buffer.byteLength(text) + 1) >= 0;
  const gone = firstOf(frame.gone, fits);
  const texts: string[] = [];
  const rows = firstOf(frame.rows, (text) => {
    const isIn = fits(text) || gone.length + texts.length === 0;
    if (isIn) texts.push(text);
    return isIn;
  });
  const isAll = gone.length === frame.gone.length && rows.length === frame.rows.length;
  const part: Frame = isAll ? frame : { ...frame, rows, gone, behind: true };
  written.set(part, texts);
  return part;
}

function firstOf<T>(list: readonly T[], fits: (text: string) => boolean): readonly T[] {
  const end = list.findIndex((one) => !fits(JSON.stringify(one)));
  return end < 0 ? list : list.slice(0, end);
}

function split(frame: Frame): readonly Frame[] {
  const { rows: _, gone: __, ...head } = frame;
  const gone = inPieces(frame.gone);
  const rows = inPieces(frame.rows);
  const of = gone.length + rows.length;
  if (of <= WHOLE) {
    written.set(
      frame,
      rows.flatMap(({ texts }) => texts),
    );
    return [frame];
  }
  const partOf = (piece: Pick<Frame, 'rows' | 'gone'>, n: number): Frame => ({
    ...piece,
    ...head,
    part: { n, of },
  });
  return [
    ...gone.map(({ list }, n) => partOf({ rows: [], gone: list }, n)),
    ...rows.map(({ list, texts }, n) => {
      const part = partOf({ rows: list, gone: [] }, gone.length + n);
      written.set(part, texts);
      return part;
    }),
  ];
}

interface Piece<T> {
  readonly list: T[];
  /** Each as JSON. */
  readonly texts: string[];
}

function inPieces<T extends Row | string>(list: readonly T[]): Piece<T>[] {
  const pieces: Piece<T>[] = [];
  let bytes = Infinity;
  for (const one of list) {
    const text = JSON.stringify(one);
    const size = Buffer.byteLength(text) + 1;
    if (bytes + size > PART_BYTES) {
      pieces.push({ list: [], texts: [] });
      bytes = 0;
    }
    const piece = pieces.at(-1);
    piece?.list.push(one);
    piece?.texts.push(text);
    bytes += size;
  }
  return pieces;
}
