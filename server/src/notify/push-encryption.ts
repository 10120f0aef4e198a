// A push message as only the browser can read it (RFC 8291 over RFC 8188): a key agreed upon with the browser's own, one
// record of AES-128-GCM. The push service sees an endpoint and a length.
import { createCipheriv, createECDH, hkdfSync, randomBytes, type ECDH } from 'node:crypto';

const CURVE = 'prime256v1';
const RECORD_BYTES = 4_096;
const TAG_BYTES = 16;
/** After the text, in the last record. */
const END_OF_TEXT = 2;
/** What a push service takes, less head and tag. */
export const MESSAGE_BYTES = 3_000;

export interface BrowserKeys {
  readonly p256dh: string;
  readonly auth: string;
}

export interface OwnSecrets {
  readonly keys: ECDH;
  readonly salt: Buffer;
}

/** Throws when the browser's key is no point of the curve. */
export function encryptPush(
  text: string,
  { p256dh, auth }: BrowserKeys,
  { keys, salt }: OwnSecrets = freshSecrets(),
): Buffer {
  const theirs = Buffer.from(p256dh, 'base64url');
  const ours = keys.getPublicKey();
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), theirs, ours]);
  const shared = derive(keys.computeSecret(theirs), Buffer.from(auth, 'base64url'), info, 32);
  const key = derive(shared, salt, Buffer.from('Content-Encoding: aes128gcm\0'), 16);
  const nonce = derive(shared, salt, Buffer.from('Content-Encoding: nonce\0'), 12);
  const cipher = createCipheriv('aes-128-gcm', key, nonce, { authTagLength: TAG_BYTES });
  const record = [cipher.update(text, 'utf8'), cipher.update(Buffer.of(END_OF_TEXT)), cipher.final()];
  return Buffer.concat([head(salt, ours), ...record, cipher.getAuthTag()]);
}

function freshSecrets(): OwnSecrets {
  const keys = createECDH(CURVE);
  keys.generateKeys();
  return { keys, salt: randomBytes(16) };
}

const derive = (secret: Buffer, salt: Buffer, info: Buffer, length: number): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, salt, info, length));

function head(salt: Buffer, ours: Buffer): Buffer {
  const sizes = Buffer.alloc(5);
  sizes.writeUInt32BE(RECORD_BYTES);
  sizes.writeUInt8(ours.length, 4);
  return Buffer.concat([salt, sizes, ours]);
}
