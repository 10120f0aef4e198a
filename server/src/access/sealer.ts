// Secrets that must be read again (TOTP) lie in the database sealed with AES-256-GCM by a key that lies in a file beside
// it: who has only one of the two has nothing. What a text is for is sealed in too, so that it cannot be moved.
// Form: 1 byte version, 12 bytes nonce, 16 bytes tag, the rest.
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
const HEAD_BYTES = 1 + NONCE_BYTES + TAG_BYTES;
const KEY_BYTES = 32;

export class Sealer {
  readonly #key: Buffer;

  /** `secret`: 256 bits in base64url. */
  constructor(secret: string) {
    this.#key = Buffer.from(secret, 'base64url');
    if (this.#key.length !== KEY_BYTES) throw new Error('the key that seals secrets is damaged');
  }

  seal(text: string, purpose: string): Buffer {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.#key, nonce).setAAD(Buffer.from(purpose));
    const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([Buffer.of(VERSION), nonce, cipher.getAuthTag(), sealed]);
  }

  /** Null: sealed by another key, for another purpose, or changed since. */
  open(sealed: Buffer, purpose: string): string | null {
    if (sealed.length < HEAD_BYTES || sealed[0] !== VERSION) return null;
    const nonce = sealed.subarray(1, 1 + NONCE_BYTES);
    const options = { authTagLength: TAG_BYTES };
    const opener = createDecipheriv('aes-256-gcm', this.#key, nonce, options)
      .setAAD(Buffer.from(purpose))
      .setAuthTag(sealed.subarray(1 + NONCE_BYTES, HEAD_BYTES));
    try {
      return Buffer.concat([opener.update(sealed.subarray(HEAD_BYTES)), opener.final()]).toString('utf8');
    } catch {
      return null;
    }
  }
}
