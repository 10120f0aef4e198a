// What an answer to a sent report means. The one rule above all: a report counts as received only when the server
// gave a code; a 200 from a hotel's login page, a cut answer or silence is never success.
import type { Problem } from '@ioc/contracts/api/problem';
import type { AttachmentAnswer, ReportAnswer } from '@ioc/contracts/api/report';
import { backoffMs, retryAfterMs } from '../../../light-kit/backoff.ts';
import type { RawAnswer } from './door.ts';
import { readProblem } from './problem.ts';

export type WaitReason = 'network' | 'server' | 'limited';

/** Worth repeating; `waitMs` is what the server asked for. */
export interface Repeat {
  readonly kind: 'repeat';
  readonly reason: WaitReason;
  readonly waitMs: number | null;
}

export type Outcome =
  | { readonly kind: 'received'; readonly answer: ReportAnswer }
  | Repeat
  /** The server wants work done first. */
  | { readonly kind: 'prove'; readonly challenge: string; readonly bits: number }
  /** It never came. */
  | { readonly kind: 'unknown' }
  /** Repeating the same would fail the same. */
  | { readonly kind: 'refused'; readonly problem: Problem | null };

const WORTH_REPEATING = new Set([401, 408, 409, 421, 423, 425, 429]);
/** Beyond this a phone would be warm for minutes: the server then has to wait instead of the resident. */
const MAX_BITS = 24;

/** Reads one answer to a PUT or GET of a report, at phone time `nowMs`. */
export function outcomeOf(raw: RawAnswer, nowMs: number): Outcome {
  if (raw.status >= 200 && raw.status < 300) return acceptedOutcome(raw.body);
  if (raw.status === 404) return { kind: 'unknown' };
  if (raw.status === 428) return proofOutcome(raw.body);
  return isWorthRepeating(raw.status)
    ? repeatOf(raw, nowMs)
    : { kind: 'refused', problem: readProblem(raw.body) };
}

/** True when nothing is wrong with what was sent. */
export const isWorthRepeating = (status: number): boolean =>
  status < 400 || status >= 500 || WORTH_REPEATING.has(status);

export function repeatOf({ status, retryAfter }: RawAnswer, nowMs: number): Repeat {
  const reason = status === 0 ? 'network' : status === 429 ? 'limited' : 'server';
  return { kind: 'repeat', reason, waitMs: retryAfterMs(retryAfter, nowMs) };
}

const NOT_OURS: Repeat = { kind: 'repeat', reason: 'server', waitMs: null };

function acceptedOutcome(body: string): Outcome {
  const answer = parsed<ReportAnswer>(body);
  // Not our server's answer is a repeat, which is harmless because the clientId is the same.
  if (typeof answer?.code !== 'string' || answer.code === '') return NOT_OURS;
  const attachments = Array.isArray(answer.attachments) ? answer.attachments.filter(isAttachment) : [];
  return { kind: 'received', answer: { code: answer.code, dueAt: answer.dueAt ?? null, attachments } };
}

function proofOutcome(body: string): Outcome {
  const asked = parsed<{ challenge: unknown; bits: unknown }>(body);
  if (typeof asked?.challenge !== 'string' || typeof asked.bits !== 'number' || asked.bits > MAX_BITS)
    return NOT_OURS;
  return { kind: 'prove', challenge: asked.challenge, bits: asked.bits };
}

const isAttachment = (value: Partial<AttachmentAnswer> | null): value is AttachmentAnswer =>
  typeof value?.id === 'string' &&
  typeof value.received === 'number' &&
  (value.state === 'waiting' || value.state === 'stored' || value.state === 'refused');

function parsed<T>(body: string): Partial<T> | null {
  try {
    return JSON.parse(body) as Partial<T> | null;
  } catch {
    return null;
  }
}

const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 120_000;

/** How long until the next try, ms: as the server asks, else growing, never forever. */
export function nextTryMs({ waitMs }: Repeat, attempts: number, random: number): number {
  if (waitMs !== null) return waitMs + Math.round(random * 2000);
  return backoffMs(attempts, FIRST_WAIT_MS, LONGEST_WAIT_MS, random);
}
