// Work that a phone does for a place in the queue, when the queue is long: a nonce whose hash begins with zero bits. No
// third party, no cookie, nothing to read; one phone hardly notices, a thousand reports cost a flood an hour. A challenge
// says all that is to be checked and is signed, so nothing is kept of it; it is good for one report, for a report sent
// again is the same report.
import { createHash, createHmac } from 'node:crypto';
import { isSameSecret } from '../../access/secret.ts';

export const CHALLENGE_MS = 5 * 60_000;
const NONCE = /^[\w-]{1,64}$/;

export interface Challenge {
  readonly challenge: string;
  readonly bits: number;
  readonly expiresAt: string;
}

export class ProofOfWork {
  constructor(private readonly secret: string) {}

  challenge(clientId: string, bits: number, nowMs: number): Challenge {
    const expiresMs = nowMs + CHALLENGE_MS;
    const said = `${bits}.${expiresMs.toString(36)}`;
    return {
      challenge: `${said}.${this.#signed(said, clientId)}`,
      bits,
      expiresAt: new Date(expiresMs).toISOString(),
    };
  }

  /** Is it the work asked for this report, and in time? `proof` is what the header says. */
  holds(proof: string, clientId: string, nowMs: number): boolean {
    const [challenge = '', nonce = '', ...more] = proof.split(':');
    const [bits = '', expires = '', signature = ''] = challenge.split('.');
    if (more.length > 0 || !NONCE.test(nonce)) return false;
    if (!isSameSecret(signature, this.#signed(`${bits}.${expires}`, clientId))) return false;
    if (Number.parseInt(expires, 36) < nowMs) return false;
    return zeroBits(createHash('sha256').update(`${challenge}:${nonce}`).digest()) >= Number(bits);
  }

  #signed(said: string, clientId: string): string {
    return createHmac('sha256', this.secret)
      .update(`proof ${said} ${clientId}`)
      .digest('base64url')
      .slice(0, 27);
  }
}

/** At the beginning. */
export function zeroBits(bytes: Uint8Array): number {
  let bits = 0;
  for (const byte of bytes) {
    if (byte === 0) {
      bits += 8;
      continue;
    }
    return bits + Math.clz32(byte) - 24;
  }
  return bits;
}
