// Carries one report to the server as far as the line holds: first its words, which give the code, then each file in
// pieces from where the server says it stands. Every step is written down before the next, and every beginning asks the
// server first: whatever was cut, killed or lost in between, nothing is sent twice and nothing is left out.
import type { ReportAnswer, ReportPut } from '@ioc/contracts/api/report';
import { toPut } from '../draft/draft.ts';
import type { Door, RawAnswer } from '../net/door.ts';
import { isWorthRepeating, outcomeOf, repeatOf } from '../net/outcome.ts';
import type { Repeat } from '../net/outcome.ts';
import { readProblem } from '../net/problem.ts';
import { settled, withAnswer, withFile } from './kept.ts';
import type { KeptFile, KeptReport } from './kept.ts';
import type { Pace } from './pace.ts';

export interface DeliveryPorts {
  readonly door: Door;
  readonly file: (id: string) => Promise<Blob | null>;
  /** Writes it down; `dropped` are files that the server has stored. */
  readonly save: (report: KeptReport, dropped?: readonly string[]) => Promise<void>;
  /** Finds the nonce of a challenge. */
  readonly prove: (challenge: string, bits: number) => Promise<string>;
  readonly pace: Pace;
  readonly nowMs: () => number;
  readonly language: () => 'vi' | 'en';
}

/** How far it came: `done`, `refused`, or a repeat and why. */
export type Delivered = { readonly kind: 'done' } | { readonly kind: 'refused' } | Repeat;

/** Rounds of asking and sending before the rest waits for another time: each one sends all that is missing. */
const ROUNDS = 4;
const STILL_CHECKING: Repeat = { kind: 'repeat', reason: 'server', waitMs: 3_000 };

export async function deliver(first: KeptReport, ports: DeliveryPorts): Promise<Delivered> {
  let report = first;
  for (let round = 0; round < ROUNDS; round++) {
    const opened = await open(report, ports);
    if (opened.kind !== 'open') return opened;
    report = opened.report;
    const missing = report.files.filter(({ state }) => state === 'waiting');
    if (missing.length === 0) break;
    for (const file of missing) {
      const sent = await sendFile(report, file, ports);
      report = sent.report;
      if (sent.cut) return sent.cut;
    }
  }
  report = settled(report);
  await ports.save(report);
  return report.stage === 'done' ? { kind: 'done' } : STILL_CHECKING;
}

type Opened = { readonly kind: 'open'; readonly report: KeptReport } | { readonly kind: 'refused' } | Repeat;

/** Learns from the server what it has; tells it the words when it has none, or of files that it has not heard of. */
async function open(report: KeptReport, ports: DeliveryPorts): Promise<Opened> {
  if (report.code !== null) {
    const known = outcomeOf(await ports.door.ask(report.clientId), ports.nowMs());
    if (known.kind === 'repeat') return known;
    if (known.kind === 'received' && knowsAll(known.answer, report))
      return opened(report, withAnswer(report, known.answer), ports);
  }
  return tell(report, ports);
}

const knowsAll = ({ attachments }: ReportAnswer, { files }: KeptReport): boolean =>
  files.every(({ id, reason }) => reason === 'lost' || attachments.some((one) => one.id === id));

async function tell(report: KeptReport, ports: DeliveryPorts): Promise<Opened> {
  const tried = { ...report, tried: true };
  await ports.save(tried);
  const outcome = await putWithProof(report.clientId, putOf(report, ports), ports);
  if (outcome.kind === 'received') return opened(report, withAnswer(report, outcome.answer), ports);
  if (outcome.kind === 'repeat') return outcome;
  if (outcome.kind !== 'refused' || report.code !== null) return STILL_CHECKING;
  await ports.save({ ...report, stage: 'refused', tried: false, problem: outcome.problem });
  return { kind: 'refused' };
}

async function opened(before: KeptReport, report: KeptReport, ports: DeliveryPorts): Promise<Opened> {
  await ports.save(report, newlyStored(before, report));
  return { kind: 'open', report };
}

const newlyStored = (before: KeptReport, now: KeptReport): readonly string[] =>
  now.files
    .filter(
      ({ id, state }) =>
        state === 'stored' && before.files.some((file) => file.id === id && file.state !== state),
    )
    .map(({ id }) => id);

async function putWithProof(clientId: string, put: ReportPut, ports: DeliveryPorts) {
  const first = outcomeOf(await ports.door.put(clientId, put, null), ports.nowMs());
  if (first.kind !== 'prove') return first;
  const nonce = await ports.prove(first.challenge, first.bits);
  const second = await ports.door.put(clientId, put, `${first.challenge}:${nonce}`);
  return outcomeOf(second, ports.nowMs());
}

function putOf({ draft, files }: KeptReport, { nowMs, language }: DeliveryPorts): ReportPut {
  const announced = files
    .filter(({ reason }) => reason !== 'lost')
    .map(({ id, kind, mediaType, bytes, sha256 }) => ({ id, kind, mediaType, bytes, sha256 }));
  return toPut(draft, draft.sentAt ?? new Date(nowMs()).toISOString(), announced, language());
}

interface Sent {
  readonly report: KeptReport;
  /** Set when the line or the server broke off. */
  readonly cut: Repeat | null;
}

/** Times that a server may take us back before the rest waits: a file must not be sent round and round. */
const SET_BACKS = 3;

async function sendFile(first: KeptReport, file: KeptFile, ports: DeliveryPorts): Promise<Sent> {
  const blob = await ports.file(file.id).catch(() => undefined);
  if (blob === undefined) return { report: first, cut: STILL_CHECKING };
  if (blob === null)
    return { report: await noted(first, file.id, { state: 'refused', reason: 'lost' }, ports), cut: null };
  let report = first;
  let offset = Math.min(file.received, file.bytes);
  let setBacks = 0;
  // At least one piece, if an empty one: it has a server that was killed over the last byte finish what it has.
  do {
    const { raw, failed } = await sendPiece(report.clientId, file, offset, blob, ports);
    if (failed) return { report, cut: failed };
    const end = refusalOf(raw);
    if (end) return { report: await noted(report, file.id, end, ports), cut: null };
    // 460: what arrived is not what we hold, and it begins again; 409: it stands elsewhere than we thought.
    const next = raw.status === 460 ? 0 : raw.offset;
    const setBack = next !== null && next <= offset && next < file.bytes;
    if (next === null || (setBack && ++setBacks > SET_BACKS)) return { report, cut: STILL_CHECKING };
    offset = Math.min(next, file.bytes);
    report = await noted(report, file.id, { received: offset }, ports);
  } while (offset < file.bytes);
  return { report, cut: null };
}

async function sendPiece(clientId: string, file: KeptFile, offset: number, blob: Blob, ports: DeliveryPorts) {
  const { pace, door, nowMs } = ports;
  const piece = blob.slice(offset, offset + pace.bytes());
  const startedAtMs = nowMs();
  const raw = await door.patch(clientId, file.id, offset, piece);
  pace.heard(piece.size, nowMs() - startedAtMs, raw.status !== 0);
  const isProgress = raw.status === 204 || raw.status === 409 || raw.status === 460;
  const failed =
    isProgress || refusalOf(raw)
      ? null
      : isWorthRepeating(raw.status)
        ? repeatOf(raw, nowMs())
        : STILL_CHECKING;
  return { raw, failed };
}

/**
 * The end of a file that the server looked at and would not have: it then says why. A 413 or 415 without that reason comes
 * from a proxy or a misunderstanding, and everything but a reason may go better another time.
 */
function refusalOf(raw: RawAnswer): Partial<KeptFile> | null {
  if (raw.status !== 413 && raw.status !== 415) return null;
  const problem = readProblem(raw.body) as { readonly reason?: unknown } | null;
  return typeof problem?.reason === 'string' ? { state: 'refused', reason: problem.reason } : null;
}

async function noted(
  report: KeptReport,
  fileId: string,
  change: Partial<KeptFile>,
  ports: DeliveryPorts,
): Promise<KeptReport> {
  const next = withFile(report, fileId, change);
  await ports.save(next);
  return next;
}
