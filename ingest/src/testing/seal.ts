// What the server does when a secret is set: the sealing half of wire/secret-opener.ts.
import { createCipheriv, createPublicKey, diffieHellman, generateKeyPairSync, hkdfSync } from 'node:crypto';

const SPKI_HEAD = Buffer.from('302a300506032b656e032100', 'hex');
const PURPOSE = 'toan-canh source secret';

export function seal(text: string, publicKey: Buffer, source: string, name: string): Buffer {
  const once = generateKeyPairSync('x25519');
  const oncePublic = once.publicKey.export({ format: 'der', type: 'spki' }).subarray(SPKI_HEAD.length);
  const theirs = createPublicKey({ key: Buffer.concat([SPKI_HEAD, publicKey]), format: 'der', type: 'spki' });
  const shared = diffieHellman({ privateKey: once.privateKey, publicKey: theirs });
  const key = Buffer.from(hkdfSync('sha256', shared, Buffer.concat([oncePublic, publicKey]), PURPOSE, 32));
  const cipher = createCipheriv('aes-256-gcm', key, Buffer.alloc(12)).setAAD(
    Buffer.from(`${source}\n${name}`),
  );
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([Buffer.of(1), oncePublic, cipher.getAuthTag(), sealed]);
}
