import { question } from '../net/door.ts';

export type Said = 'ok' | 'failed' | 'refused';

const TIMEOUT_MS = 20_000;

/** Says something about a report to the server; `failed` is worth another try, `refused` is not. */
export async function say(code: string, what: string, body: object, method = 'POST'): Promise<Said> {
  const { status } = await question(`/api/v1/track/${encodeURIComponent(code)}/${what}`, TIMEOUT_MS, {
    method,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  if (status >= 200 && status < 300) return 'ok';
  return status >= 400 && status < 500 && status !== 408 && status !== 429 ? 'refused' : 'failed';
}
