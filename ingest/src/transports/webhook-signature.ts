// Who may post: whoever knows the source's signing key (S18). Two header sets, one key: ours, and Standard Webhooks
// (https://www.standardwebhooks.com), whose libraries are everywhere. The moment is signed with the body, so an old post
// cannot be sent again; within the window each signature is good once. What was seen is kept in memory and bounded:
// after a restart, or past the bound, a replay inside the window is stored again as a duplicate, which changes nothing.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const WINDOW_MS = 5 * 60_000;
const MAX_SEEN = 50_000;
const MAX_SIGNATURES = 10;

/** Names a signature: two posts have the same only if one is the other sent again. */
export type SignatureName = string;

/** Of a source that does not exist: asked for the same work, with an answer nobody can know. */
const NOBODY = randomBytes(32).toString('hex');

/** The signature's name, or null: missing, wrong, too early, too late. Takes the same time for unknown sources (null). */
export function verifySignature(
  headers: IncomingHttpHeaders,
  body: Buffer,
  signingKey: string | null,
  nowMs: number,
): SignatureName | null {
  const claim = claimOf(headers);
  const key = signingKey ?? NOBODY;
  const digest = createHmac('sha256', claim?.standard ? standardKey(key) : key)
    .update(claim?.prefix ?? '')
    .update(body)
    .digest();
  const matches = (claim?.signatures ?? []).filter((signature) => isEqual(signature, digest)).length > 0;
  if (!claim || !matches || signingKey === null) return null;
  return Math.abs(nowMs - claim.atMs) <= WINDOW_MS ? digest.toString('base64') : null;
}

interface Claim {
  readonly standard: boolean;
  readonly atMs: number;
  /** What is signed before the body. */
  readonly prefix: string;
  readonly signatures: readonly Buffer[];
}

function claimOf(headers: IncomingHttpHeaders): Claim | null {
  const own = headers['x-ioc-signature'];
  if (typeof own === 'string') {
    const hex = /^sha256=([0-9a-f]{64})$/i.exec(own)?.[1];
    return claim(false, headers['x-ioc-timestamp'], '', hex ? [Buffer.from(hex, 'hex')] : []);
  }
  const [id, list] = [headers['webhook-id'], headers['webhook-signature']];
  if (typeof id !== 'string' || typeof list !== 'string' || id.length > 300) return null;
  const signatures = list
    .split(' ', MAX_SIGNATURES)
    .filter((signature) => signature.startsWith('v1,'))
    .map((signature) => Buffer.from(signature.slice(3), 'base64'));
  return claim(true, headers['webhook-timestamp'], `${id}.`, signatures);
}

function claim(
  standard: boolean,
  timestamp: string | string[] | undefined,
  before: string,
  signatures: readonly Buffer[],
): Claim | null {
  if (typeof timestamp !== 'string' || !/^\d{1,11}$/.test(timestamp)) return null;
  return { standard, atMs: Number(timestamp) * 1000, prefix: `${before}${timestamp}.`, signatures };
}

/** Standard Webhooks writes keys as `whsec_` and base64. */
const standardKey = (key: string): Buffer | string =>
  key.startsWith('whsec_') ? Buffer.from(key.slice(6), 'base64') : key;

const isEqual = (given: Buffer, digest: Buffer): boolean =>
  given.length === digest.length && timingSafeEqual(given, digest);

/** Signatures that were good once. */
export class SeenSignatures {
  readonly #seen = new Map<string, number>();

  /** False when it was taken before. */
  take(source: string, name: SignatureName, nowMs: number): boolean {
    this.#forget(nowMs);
    const key = `${source} ${name}`;
    if (this.#seen.has(key)) return false;
    this.#seen.set(key, nowMs);
    return true;
  }

  /** The post came to nothing and may be sent again as it is. */
  giveBack(source: string, name: SignatureName): void {
    this.#seen.delete(`${source} ${name}`);
  }

  /** In order of age: those past both halves of the window, then whatever is beyond the bound. */
  #forget(nowMs: number): void {
    for (const [key, seenAtMs] of this.#seen) {
      if (nowMs - seenAtMs <= 2 * WINDOW_MS && this.#seen.size < MAX_SEEN) return;
      this.#seen.delete(key);
    }
  }
}
