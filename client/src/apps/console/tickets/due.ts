// How a ticket stands with its clock, in one word: overdue, soon, calm, paused, none or done. The word goes with its colour.
import type { DeskTicket } from '@ioc/contracts/api/ticket-desk';

/** Half an office day. */
const SOON_MS = 4 * 3_600_000;

type DueWord = 'overdue' | 'soon' | 'calm' | 'paused' | 'none' | 'done';
export interface Due {
  readonly word: DueWord;
  /** Until it is due, or since; 0 where no time is said. */
  readonly ms: number;
}

export function dueOf(
  { closed, state, dueAt }: Pick<DeskTicket, 'closed' | 'state' | 'dueAt'>,
  nowMs: number,
): Due {
  if (closed) return { word: 'done', ms: 0 };
  if (state === 'paused') return { word: 'paused', ms: 0 };
  if (dueAt === null) return { word: 'none', ms: 0 };
  const leftMs = Date.parse(dueAt) - nowMs;
  if (leftMs < 0) return { word: 'overdue', ms: -leftMs };
  return { word: leftMs < SOON_MS ? 'soon' : 'calm', ms: leftMs };
}
