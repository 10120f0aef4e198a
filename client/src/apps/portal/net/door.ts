// The resident's interface as the outbox asks it. Never throws: no answer is status 0. Each question has a limit, for a
// line that is dead without saying so must not hold up what waits behind it.
import { PROOF_HEADER, TUS_VERSION, UPLOAD_TYPE } from '../net/words-of-door.ts';
import type { ReportPut } from '@ioc/contracts/api/report';

/** The raw answer; status 0 = none came. `offset` is what an upload stands at, where the server says so. */
export interface RawAnswer {
  readonly status: number;
  readonly body: string;
  readonly retryAfter: string | null;
  readonly offset: number | null;
}

export interface Door {
  readonly put: (clientId: string, report: ReportPut, proof: string | null) => Promise<RawAnswer>;
  readonly ask: (clientId: string) => Promise<RawAnswer>;
  readonly patch: (clientId: string, fileId: string, offset: number, piece: Blob) => Promise<RawAnswer>;
}

const TIMEOUT_MS = 30_000;
/** A piece is chosen so that it takes a few seconds; what is slower than this is cut, and the next one is smaller. */
const PIECE_TIMEOUT_MS = 45_000;
const NO_ANSWER: RawAnswer = { status: 0, body: '', retryAfter: null, offset: null };

export const door: Door = {
  put: (clientId, report, proof) =>
    question(pathOf(clientId), TIMEOUT_MS, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...(proof === null ? {} : { [PROOF_HEADER]: proof }) },
      body: JSON.stringify(report),
    }),
  ask: (clientId) => question(pathOf(clientId), TIMEOUT_MS, {}),
  patch: (clientId, fileId, offset, piece) =>
    question(`${pathOf(clientId)}/attachments/${fileId}`, PIECE_TIMEOUT_MS, {
      method: 'PATCH',
      headers: {
        'content-type': UPLOAD_TYPE,
        'upload-offset': String(offset),
        'tus-resumable': TUS_VERSION,
      },
      body: piece,
    }),
};

const pathOf = (clientId: string) => `/api/v1/reports/${clientId}`;

/** One question to this site. AbortSignal.timeout() would be shorter and is missing on older phones. */
export async function question(path: string, timeoutMs: number, init: RequestInit): Promise<RawAnswer> {
  const control = new AbortController();
  const timer = setTimeout(() => control.abort(), timeoutMs);
  try {
    const answer = await fetch(path, {
      ...init,
      headers: { accept: 'application/json', ...(init.headers as Record<string, string> | undefined) },
      signal: control.signal,
    });
    const offset = answer.headers.get('upload-offset');
    return {
      status: answer.status,
      body: await answer.text(),
      retryAfter: answer.headers.get('retry-after'),
      offset: offset === null || !/^\d+$/.test(offset) ? null : Number(offset),
    };
  } catch {
    return NO_ANSWER;
  } finally {
    clearTimeout(timer);
  }
}
