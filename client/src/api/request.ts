// REST as the pages use it: same origin, JSON, a time limit on every wait, and the server's own words when it refuses.
import type { Problem } from '@ioc/contracts/api/problem';

const TIMEOUT_MS = 12_000;

/** `status` 0: the server was not reached or did not answer in time. */
export class ApiError extends Error {
  readonly status: number;
  readonly problem: Problem | null;

  constructor(status: number, problem: Problem | null) {
    super(problem?.detail ?? problem?.title ?? (status === 0 ? 'unreachable' : `HTTP ${status}`));
    this.name = 'ApiError';
    this.status = status;
    this.problem = problem;
  }
}

async function problemOf(response: Response): Promise<Problem | null> {
  try {
    return (await response.json()) as Problem;
  } catch {
    return null;
  }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  const response = await fetch(path, {
    ...init,
    signal: init.signal ?? AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null);
  if (!response) throw new ApiError(0, null);
  if (!response.ok) throw new ApiError(response.status, await problemOf(response));
  return response;
}

/** Reads a resource; throws ApiError. */
export async function readJson<T>(path: string): Promise<T> {
  const response = await send(path, { headers: { accept: 'application/json' } });
  return (await response.json().catch(() => Promise.reject(new ApiError(response.status, null)))) as T;
}

/** Sends a command; throws ApiError. The answer's body is not needed by any page. */
export async function sendJson(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<void> {
  await send(path, {
    method,
    headers: {
      accept: 'application/json',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
}
