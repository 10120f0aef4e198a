// Secrets of sources are sealed by the server for a key that only ingest has: whoever writes a password cannot read it
// back, and a copy of the database holds none. X25519 with a key of one use, HKDF-SHA256, AES-256-GCM; for which source
// and what name a secret is, is sealed in, so that it cannot be moved. Form: 1 byte version, 32 bytes public key of one
// use, 16 bytes tag, the rest; the nonce is zero because no key seals twice. The server's half: secret-sealer.ts there.
import { createDecipheriv, createPrivateKey, createPublicKey, diffieHellman, hkdfSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';

const VERSION = 1;
const KEY_BYTES = 32;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + KEY_BYTES + TAG_BYTES;
const PURPOSE = 'toan-canh source secret';
/** What stands before the 32 bytes of an X25519 key in PKCS #8 and SubjectPublicKeyInfo (RFC 8410). */
const PKCS8_HEAD = Buffer.from('302e020100300506032b656e04220420', 'hex');
const SPKI_HEAD = Buffer.from('302a300506032b656e032100', 'hex');

export class SecretOpener {
  readonly #key: KeyObject;
  /** 32 bytes: what the server seals for. */
  readonly publicKey: Buffer;

  /** `secret`: the installation's, at least 32 characters; all workers of a database need the same. */
  constructor(secret: string) {
    const seed = Buffer.from(hkdfSync('sha256', secret, '', PURPOSE, KEY_BYTES));
    this.#key = createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: 'der', type: 'pkcs8' });
    this.publicKey = createPublicKey(this.#key)
      .export({ format: 'der', type: 'spki' })
      .subarray(SPKI_HEAD.length);
  }

  /** Null: sealed for another key, another source or name, or changed since. */
  open(sealed: Buffer, source: string, name: string): string | null {
    if (sealed.length < HEAD_BYTES || sealed[0] !== VERSION) return null;
    const once = sealed.subarray(1, 1 + KEY_BYTES);
    try {
      const publicKey = createPublicKey({
        key: Buffer.concat([SPKI_HEAD, once]),
        format: 'der',
        type: 'spki',
      });
      const shared = diffieHellman({ privateKey: this.#key, publicKey });
      const key = Buffer.from(
        hkdfSync('sha256', shared, Buffer.concat([once, this.publicKey]), PURPOSE, KEY_BYTES),
      );
      const opener = createDecipheriv('aes-256-gcm', key, Buffer.alloc(12), { authTagLength: TAG_BYTES })
        .setAAD(Buffer.from(`${source}\n${name}`))
        .setAuthTag(sealed.subarray(1 + KEY_BYTES, HEAD_BYTES));
      return Buffer.concat([opener.update(sealed.subarray(HEAD_BYTES)), opener.final()]).toString('utf8');
    } catch {
      return null;
    }
  }
}
