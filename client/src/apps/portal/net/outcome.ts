// What an answer to a sent report means. The one rule above all: a report counts as received only when the server
// gave a code; a 200 from a hotel's login page, a cut answer or silence is never success.
import type { Problem } from '@ioc/contracts/api/problem';
import type { ReportAnswer } from '@ioc/contracts/api/report';
import { backoffMs, retryAfterMs } from './backoff.ts';
import { readProblem } from './problem.ts';

/** The raw answer; status 0 = none came. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
}

export type WaitReason = 'network' | 'server' | 'limited';

export type Outcome =
  | { readonly kind: 'received'; readonly answer: ReportAnswer }
  /** Worth repeating; `waitMs` is what the server asked for. */
  | {
      readonly kind: 'repeat';
      readonly reason: WaitReason;
      readonly waitMs: number | null;
      readonly problem: Problem | null;
    }
  /** Repeating the same would fail the same. */
  | { readonly kind: 'refused'; readonly tooLarge: boolean; readonly problem: Problem | null };

const WORTH_REPEATING = new Set([408, 409, 421, 423, 425, 429]);

/** Reads one answer at phone time `nowMs`. */
export function outcomeOf(raw: RawAnswer, nowMs: number): Outcome {
  if (raw.status === 0) return { kind: 'repeat', reason: 'network', waitMs: null, problem: null };
  if (raw.status >= 200 && raw.status < 300) return acceptedOutcome(raw.body);
  const problem = readProblem(raw.body);
  if (raw.status < 400 || raw.status >= 500 || WORTH_REPEATING.has(raw.status)) {
    const reason = raw.status === 429 ? 'limited' : 'server';
    return { kind: 'repeat', reason, waitMs: retryAfterMs(raw.retryAfter, nowMs), problem };
  }
  return { kind: 'refused', tooLarge: raw.status === 413, problem };
}

function acceptedOutcome(body: string): Outcome {
  try {
    const answer = JSON.parse(body) as Partial<ReportAnswer> | null;
    if (typeof answer?.code === 'string' && answer.code !== '') {
      return {
        kind: 'received',
        answer: { code: answer.code, dueAt: answer.dueAt ?? null, attachments: [] },
      };
    }
  } catch {
    // Not our server's answer: falls through to a repeat, which is harmless because the clientId is the same.
  }
  return { kind: 'repeat', reason: 'server', waitMs: null, problem: null };
}

const MAX_ATTEMPTS = 10;
const FIRST_WAIT_MS = 2000;
const LONGEST_WAIT_MS = 60_000;

/** How long until the next try, ms; null when the page has tried often enough and the resident must say so again. */
export function nextTryMs(
  outcome: Outcome & { kind: 'repeat' },
  attempts: number,
  random: number,
): number | null {
  if (attempts >= MAX_ATTEMPTS) return null;
  if (outcome.waitMs !== null) return outcome.waitMs + Math.round(random * 2000);
  return backoffMs(attempts, FIRST_WAIT_MS, LONGEST_WAIT_MS, random);
}
