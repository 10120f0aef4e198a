import { hash } from 'node:crypto';

/** A short stable name for a value made of parts (M1, M3): SHA-256 cut to 160 bits, base64url. */
export function fingerprint(parts: readonly unknown[]): string {
  return hash('sha256', JSON.stringify(parts), 'base64url').slice(0, 27);
}
