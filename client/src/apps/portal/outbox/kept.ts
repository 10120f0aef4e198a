// A report as this phone keeps it, from the first letter until the server has its last photo. `stage` is the whole truth
// about it: a report is `received` only because the server gave a code, and `done` only because the server said of each
// file that it is stored (or why it is refused). A file's bytes lie apart (store.ts) and go when it is stored.
import type { AnnouncedKind, Draft } from '../draft/draft.ts';
import { emptyDraft } from '../draft/draft.ts';
import type { Problem } from '@ioc/contracts/api/problem';
import type { ReportAnswer } from '@ioc/contracts/api/report';

/** `draft`: being written. `queued`: send was pressed. `received`: has a code, files still on their way. */
type Stage = 'draft' | 'queued' | 'received' | 'done' | 'refused';

export interface KeptFile {
  readonly id: string;
  readonly kind: AnnouncedKind;
  readonly mediaType: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Bytes that the server said it has. */
  readonly received: number;
  readonly state: 'waiting' | 'stored' | 'refused';
  /** Why it was refused; `lost`: this phone no longer has it. */
  readonly reason: string | null;
}

export interface KeptReport {
  readonly clientId: string;
  readonly stage: Stage;
  readonly draft: Draft;
  readonly files: readonly KeptFile[];
  readonly changedAtMs: number;
  /** A PUT has left the phone and its answer is not known: the server may have the report. */
  readonly tried: boolean;
  readonly code: string | null;
  readonly dueAt: string | null;
  /** What the server found wrong. */
  readonly problem: Problem | null;
  /** Somebody else's report that is followed here. */
  readonly followed: boolean;
}

export const newReport = (clientId: string, nowMs: number): KeptReport => ({
  clientId,
  stage: 'draft',
  draft: emptyDraft(),
  files: [],
  changedAtMs: nowMs,
  tried: false,
  code: null,
  dueAt: null,
  problem: null,
  followed: false,
});

/** What the outbox still has to carry. */
export const isOnItsWay = ({ stage }: KeptReport): boolean => stage === 'queued' || stage === 'received';

export const withFile = (report: KeptReport, id: string, change: Partial<KeptFile>): KeptReport => ({
  ...report,
  files: report.files.map((file) => (file.id === id ? { ...file, ...change } : file)),
});

/** What the server answered, written into the report; it may only grow truer: a file once stored stays so. */
export function withAnswer(report: KeptReport, answer: ReportAnswer): KeptReport {
  const files = report.files.map((file) => {
    const told = answer.attachments.find(({ id }) => id === file.id);
    if (!told || file.state !== 'waiting') return file;
    return { ...file, received: told.received, state: told.state, reason: told.reason };
  });
  return settled({
    ...report,
    stage: 'received',
    tried: false,
    problem: null,
    code: answer.code,
    dueAt: answer.dueAt,
    files,
  });
}

/**
 * A report of which nothing is left to send is done, and its words, which are personal, leave this phone; what kind it
 * was and when it was sent stay, so that its owner knows it in the list.
 */
export function settled(report: KeptReport): KeptReport {
  if (report.stage !== 'received' || report.files.some(({ state }) => state === 'waiting')) return report;
  const { serviceCode, sentAt } = report.draft;
  return { ...report, stage: 'done', draft: { ...emptyDraft(), serviceCode, sentAt } };
}

/** Words weigh about as much as this on the way, so that a report without photos does not stand at 0 % until its end. */
const WORDS_BYTES = 4_000;

/** How much of it the server has, 0 to 1. */
export function shareSent({ code, files }: KeptReport): number {
  const whole = WORDS_BYTES + files.reduce((sum, { bytes }) => sum + bytes, 0);
  const there = files.reduce(
    (sum, { state, bytes, received }) => sum + (state === 'waiting' ? received : bytes),
    0,
  );
  return (there + (code === null ? 0 : WORDS_BYTES)) / whole;
}

/** How many of its files the server has stored. */
export const storedCount = ({ files }: KeptReport): number =>
  files.filter(({ state }) => state === 'stored').length;
