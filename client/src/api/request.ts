// REST as the pages use it: same origin, JSON, a time limit on every wait, and the server's own words when it refuses.
import type { Problem } from '@ioc/contracts/api/problem';

const TIMEOUT_MS = 12_000;
/** 16 MB over a slow line. */
const FILE_TIMEOUT_MS = 5 * 60_000;

/** `status` 0: the server was not reached or did not answer in time. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | null;
  /** When the server says that another try is worth it. */
  readonly retryAfterSeconds: number | null;

  constructor(status: number, problem: Problem | null, retryAfterSeconds: number | null = null) {
    super(problem?.detail ?? problem?.title ?? (status === 0 ? 'unreachable' : `HTTP ${status}`));
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
    this.retryAfterSeconds = retryAfterSeconds;
  }
}

async function problemOf(response: Response): Promise<Problem | null> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return null;
  }
}

/** Dispatched on the document when an answer says that nobody is signed in any more. */
export const SIGNED_OUT = 'ioc-signed-out';

const waitOf = (header: string | null): number | null =>
  header !== null && /^\d{1,7}$/.test(header) ? Number(header) : null;

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, {
    ...init,
    signal: init.signal ?? AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null);
  if (!response) throw new ApiError(0, null);
  if (response.status === 401) document.dispatchEvent(new Event(SIGNED_OUT));
  if (!response.ok)
    throw new ApiError(
      response.status,
      await problemOf(response),
      waitOf(response.headers.get('retry-after')),
    );
  return response;
}

const bodyOf = async <T>(response: Response): Promise<T> =>
  (await response.json().catch(() => Promise.reject(new ApiError(response.status, null)))) as T;

/** Reads a resource; throws ApiError. */
export async function readJson<T>(path: string): Promise<T> {
  return bodyOf<T>(await send(path, { headers: { accept: 'application/json' } }));
}

export type Method = 'POST' | 'PUT' | 'PATCH' | 'DELETE';

const command = (method: Method, path: string, body?: unknown): Promise<Response> =>
  send(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

/** Sends a command whose answer is not looked at; throws ApiError. */
export async function sendJson(method: Method, path: string, body?: unknown): Promise<void> {
  await command(method, path, body);
}

/** Sends a command and gives its answer; throws ApiError. */
export async function askJson<T>(method: Method, path: string, body?: unknown): Promise<T> {
  return bodyOf<T>(await command(method, path, body));
}

/** Sends a file as it is and gives the answer; throws ApiError. */
export async function sendFile<T>(path: string, file: Blob): Promise<T> {
  const headers = { accept: 'application/json', 'content-type': 'application/octet-stream' };
  const signal = AbortSignal.timeout(FILE_TIMEOUT_MS);
  return bodyOf<T>(await send(path, { method: 'POST', headers, body: file, signal }));
}

/** Sends a command and gives the file it answers; throws ApiError. */
export async function askFile(path: string, body: unknown): Promise<Blob> {
  const headers = { 'content-type': 'application/json' };
  const signal = AbortSignal.timeout(FILE_TIMEOUT_MS);
  return (await send(path, { method: 'POST', headers, body: JSON.stringify(body), signal })).blob();
}
