// What this browser must show again when the provider sends it back: a callback that another browser began (somebody
// who wants us signed in as themselves) finds no such cookie here, or another. Sealed, so that it can be neither read
// nor made up; good for one return and ten minutes.
import { randomNonce, randomPKCECodeVerifier, randomState } from 'openid-client';
import { z } from 'zod';
import type { Sealer } from '../../access/sealer.ts';

const PURPOSE = 'oidc transaction';
const LIFE_MS = 10 * 60_000;
const PATH_CHARACTERS = 500;

const transactionSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  /** Where the person wanted to go: a path of ours. */
  from: z.string(),
  untilMs: z.number(),
});
export type OidcTransaction = z.infer<typeof transactionSchema>;

export const newTransaction = (from: unknown, atMs: number): OidcTransaction => ({
  state: randomState(),
  nonce: randomNonce(),
  verifier: randomPKCECodeVerifier(),
  from: ownPath(from),
  untilMs: atMs + LIFE_MS,
});

export const sealTransaction = (sealer: Sealer, transaction: OidcTransaction): string =>
  sealer.seal(JSON.stringify(transaction), PURPOSE).toString('base64url');

/** Null: not ours, changed, or too old. */
export function openTransaction(sealer: Sealer, cookie: string, atMs: number): OidcTransaction | null {
  const text = sealer.open(Buffer.from(cookie, 'base64url'), PURPOSE);
  if (text === null) return null;
  const transaction = transactionSchema.parse(JSON.parse(text));
  return transaction.untilMs > atMs ? transaction : null;
}

/** A path of this very site, or `/`: nobody is sent elsewhere by a link that looks like ours. */
export function ownPath(from: unknown): string {
  if (typeof from !== 'string' || from.length > PATH_CHARACTERS || !/^\/[^/\\]/.test(from)) return '/';
  const base = 'http://own.invalid';
  if (from.includes('\\') || !URL.canParse(from, base)) return '/';
  const url = new URL(from, base);
  if (url.origin !== base || url.pathname.startsWith('/api/') || url.pathname.startsWith('//')) return '/';
  return `${url.pathname}${url.search}`;
}
