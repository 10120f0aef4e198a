// One line of `audit-heads.jsonl`: "at this moment the chain ended with entry `seq` and this hash", signed with Ed25519.
// Lines are numbered and each holds the hash of the line before, so that none can be taken out of the middle.
import { createHash, verify, type KeyObject } from 'node:crypto';
import { promisify } from 'node:util';
import { z } from 'zod';

const hex = z.string().regex(/^[0-9a-f]{64}$/);
const headSchema = z.strictObject({
  n: z.int().min(1),
  /** Fingerprint of the public key. */
  key: z.string().regex(/^[0-9a-f]{16}$/),
  seq: z.string().regex(/^\d{1,18}$/),
  hash: hex,
  at: z.iso.datetime(),
  /** SHA-256 of the line before; of nothing for the first. */
  before: hex,
});
export type Head = z.infer<typeof headSchema>;

export type PublicKeys = ReadonlyMap<string, KeyObject>;

const verifyAsync = promisify(
  (
    data: Buffer,
    key: KeyObject,
    signature: Buffer,
    done: (error: Error | null, isGood: boolean) => void,
  ): void => verify(null, data, key, signature, done),
);

export const lineHash = (line: string): string => createHash('sha256').update(line).digest('hex');

export function headLine(head: Head, sign: (text: Buffer) => Buffer): string {
  const { n, key, seq, hash, at, before } = head;
  const signed = { n, key, seq, hash, at, before };
  const signature = sign(Buffer.from(JSON.stringify(signed))).toString('base64url');
  return JSON.stringify({ ...signed, signature });
}

/** The head of a line with a good signature, or why it is none. */
export async function readHead(line: string, keys: PublicKeys): Promise<Head | string> {
  const parsed = parse(line);
  if (parsed === null) return 'cannot be read';
  const key = keys.get(parsed.head.key);
  if (!key) return 'is signed with a key that audit-key.pub does not list';
  const { signature, head } = parsed;
  const text = Buffer.from(JSON.stringify(head));
  const bytes = Buffer.from(signature, 'base64url');
  const isGood = await verifyAsync(text, key, bytes);
  // Written exactly as we write it: a signature must not cover two different lines.
  const isSame = line === JSON.stringify({ ...head, signature: bytes.toString('base64url') });
  return isGood && isSame ? head : 'has a wrong signature';
}

/** The head a line speaks of, whoever signed it; null: it cannot be read. */
export const unverifiedHead = (line: string): Head | null => parse(line)?.head ?? null;

function parse(line: string): { head: Head; signature: string } | null {
  try {
    const { signature, ...rest } = JSON.parse(line) as { signature?: unknown };
    const parsed = headSchema.safeParse(rest);
    return parsed.success && typeof signature === 'string' ? { head: parsed.data, signature } : null;
  } catch {
    return null;
  }
}
