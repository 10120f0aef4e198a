// What an earlier run left in the spool: every segment is looked through once, its torn end is told, and reading goes on
// where the last mark says that everything before was committed.
import type { Logger } from 'pino';
import type { Position } from './record.ts';
import { FIRST_OFFSET, listSegments, readSegment, removeSegment } from './segment.ts';

export interface Recovered {
  /** Good bytes of each segment that still holds something. */
  readonly segments: ReadonlyMap<number, number>;
  /** Null: nothing waits. */
  readonly readAt: Position | null;
}

interface Survey {
  readonly bytes: number;
  readonly released: Position | null;
  /** Where the last delivery ends. */
  readonly lastEnd: number;
}

export async function recover(folder: string, log: Logger): Promise<Recovered> {
  const segments = new Map<number, number>();
  let released: Position = { segment: 0, offset: 0 };
  let last: Position = { segment: 0, offset: 0 };
  for (const segment of await listSegments(folder)) {
    const survey = await look(folder, segment, log);
    segments.set(segment, survey.bytes);
    if (survey.released && isBefore(released, survey.released)) released = survey.released;
    if (survey.lastEnd > 0) last = { segment, offset: survey.lastEnd };
  }
  const waits = isBefore(released, last);
  for (const segment of segments.keys()) {
    if (waits && segment >= released.segment) continue;
    await removeSegment(folder, segment);
    segments.delete(segment);
  }
  if (!waits) return { segments, readAt: null };
  log.info({ released, last }, 'the spool holds what was not committed; it is read first');
  return { segments, readAt: released };
}

async function look(folder: string, segment: number, log: Logger): Promise<Survey> {
  let offset = FIRST_OFFSET;
  let released: Position | null = null;
  let lastEnd = 0;
  for (;;) {
    const part = await readSegment(folder, segment, { offset });
    for (const { record, end } of part.records) {
      if (record.kind === 'mark') released = record.released;
      else lastEnd = end;
    }
    if (part.torn)
      log.warn({ segment, offset: part.next }, 'the spool ends in a torn record; it was promised to nobody');
    if (part.torn || part.next === offset) return { bytes: part.next, released, lastEnd };
    offset = part.next;
  }
}

const isBefore = (a: Position, b: Position): boolean =>
  a.segment < b.segment || (a.segment === b.segment && a.offset < b.offset);
