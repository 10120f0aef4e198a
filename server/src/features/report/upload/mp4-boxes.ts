// The boxes of an MP4 or QuickTime file (ISO/IEC 14496-12): a length, four letters, a body. Read where they lie; whatever
// does not add up ends the reading, for a file that one player reads so and another otherwise is no video but a trick.
import { Unwanted } from './unwanted.ts';

export interface Box {
  readonly type: string;
  readonly start: number;
  /** Where its body begins. */
  readonly body: number;
  readonly end: number;
}

const BOXES = 4_096;
const HEAD = 8;
const LONG_HEAD = 16;

export function boxesIn(bytes: Buffer, from: number, to: number): Box[] {
  const boxes: Box[] = [];
  let at = from;
  while (at + HEAD <= to) {
    const box = boxAt(bytes, at, to);
    if (boxes.push(box) > BOXES) throw new Unwanted('unreadable');
    at = box.end;
  }
  // QuickTime ends a list with four zero bytes; more than a head's worth is never left.
  return boxes;
}

function boxAt(bytes: Buffer, start: number, to: number): Box {
  const type = bytes.toString('latin1', start + 4, start + HEAD);
  const said = bytes.readUInt32BE(start);
  if (said === 1) {
    if (start + LONG_HEAD > to) throw new Unwanted('unreadable');
    const size = Number(bytes.readBigUInt64BE(start + HEAD));
    return checked({ type, start, body: start + LONG_HEAD, end: start + size }, to);
  }
  return checked({ type, start, body: start + HEAD, end: said === 0 ? to : start + said }, to);
}

function checked(box: Box, to: number): Box {
  if (box.end < box.body || box.end > to) throw new Unwanted('unreadable');
  return box;
}

export const boxesOf = (bytes: Buffer, { body, end }: Box): Box[] => boxesIn(bytes, body, end);

/** The only box of its kind. */
export function theOne(boxes: readonly Box[], type: string): Box {
  const found = boxes.filter((box) => box.type === type);
  if (found.length !== 1 || !found[0]) throw new Unwanted('unreadable');
  return found[0];
}

/** Nothing of it is left but its room: all places that other boxes name stay right. */
export function blank(bytes: Buffer, { start, body, end }: Box): void {
  bytes.write('free', start + 4, 'latin1');
  bytes.fill(0, body, end);
}

/** Throws when the box is too short to hold so much. */
export function need({ body, end }: Box, length: number): number {
  if (body + length > end) throw new Unwanted('unreadable');
  return body;
}
