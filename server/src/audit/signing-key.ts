// The Ed25519 key that signs heads: `IOC_DATA_DIR/audit-key`, readable by its owner alone. Public keys stand in
// `audit-key.pub`, one a line, and stay there when the key is replaced, so that old heads can still be checked.
import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  sign,
  type KeyObject,
} from 'node:crypto';
import { appendFile, chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { PublicKeys } from './signed-head.ts';

const KEY_FILE = 'audit-key';
export const PUBLIC_KEYS_FILE = 'audit-key.pub';

export interface SigningKey {
  readonly fingerprint: string;
  /** Made just now. */
  readonly isNew: boolean;
  readonly sign: (text: Buffer) => Buffer;
}

/** Reads the key, or makes one and lists its public half. Throws when the file is damaged. */
export async function openSigningKey(dataDir: string): Promise<SigningKey> {
  const isNew = await makeOnce(dataDir);
  const file = path.join(dataDir, KEY_FILE);
  await chmod(file, 0o600);
  const privateKey = createPrivateKey(await readFile(file));
  const publicKey = createPublicKey(privateKey);
  const fingerprint = fingerprintOf(publicKey);
  const known = await readPublicKeys(dataDir);
  if (!known.has(fingerprint)) {
    const line = `${fingerprint} ${publicKey.export({ type: 'spki', format: 'der' }).toString('base64')}\n`;
    await appendFile(path.join(dataDir, PUBLIC_KEYS_FILE), line, { mode: 0o600, flush: true });
  }
  return { fingerprint, isNew, sign: (text) => sign(null, text, privateKey) };
}

/** By fingerprint; empty when nothing was ever signed here. Throws when a line is damaged. */
export async function readPublicKeys(dataDir: string): Promise<PublicKeys> {
  const text = await readFile(path.join(dataDir, PUBLIC_KEYS_FILE), 'utf8').catch(absentAs(''));
  const keys = text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => publicKeyOf(line.split(' ')[1] ?? ''));
  return new Map(keys.map((key) => [fingerprintOf(key), key]));
}

/** True when it was not there. */
async function makeOnce(dataDir: string): Promise<boolean> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const { privateKey } = generateKeyPairSync('ed25519');
  const pem = privateKey.export({ type: 'pkcs8', format: 'pem' });
  try {
    await writeFile(path.join(dataDir, KEY_FILE), pem, { mode: 0o600, flag: 'wx', flush: true });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

function publicKeyOf(base64: string): KeyObject {
  try {
    return createPublicKey({ key: Buffer.from(base64, 'base64'), type: 'spki', format: 'der' });
  } catch {
    throw new Error(`${PUBLIC_KEYS_FILE} in the data directory is damaged`);
  }
}

const fingerprintOf = (key: KeyObject): string =>
  createHash('sha256')
    .update(key.export({ type: 'spki', format: 'der' }))
    .digest('hex')
    .slice(0, 16);

const absentAs =
  <T>(value: T) =>
  (error: NodeJS.ErrnoException): T => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
