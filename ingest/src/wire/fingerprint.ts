import { createHash } from 'node:crypto';

/** A short stable name for a value made of parts (M1, M3): SHA-256 cut to 160 bits, base64url. */
export function fingerprint(parts: readonly unknown[]): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 27);
}
