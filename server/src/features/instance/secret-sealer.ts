// Seals a secret of a source for ingest: this process can write it and cannot read it again. X25519 with a key of one
// use, HKDF-SHA256, AES-256-GCM; source and name are sealed in. Form: 1 byte version, 32 bytes public key of one use,
// 16 bytes tag, the rest; the nonce is zero because no key seals twice. Opened by ingest/src/wire/secret-opener.ts.
import { createCipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto';

const VERSION = 1;
const KEY_BYTES = 32;
const PURPOSE = 'toan-canh source secret';
const SPKI_HEAD = Buffer.from('302a300506032b656e032100', 'hex');

/** `publicKey`: the 32 bytes that ingest wrote down. */
export function sealSecret(text: string, publicKey: Buffer, source: string, name: string): Buffer {
  const once = generateKeyPairSync('x25519');
  const oncePublic = once.publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length);
  const theirs = createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' });
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: theirs });
  const salt = Buffer.concat([oncePublic, publicKey]);
  const key = Buffer.from(hkdfSync('sha256', shared, salt, PURPOSE, KEY_BYTES));
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAAD(
    Buffer.from(`${source}\n${name}`),
  );
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(VERSION), oncePublic, cipher.getAuthTag(), sealed]);
}
