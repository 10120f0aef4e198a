// The two things that would hold up a thumb: the hash of a file, and the nonce that a server under load asks for. Both
// run in a worker, and in slices on the page where there is none.
import { createSha256, hexOf } from './sha256.ts';

export type Task =
  | { readonly kind: 'hash'; readonly blob: Blob }
  | { readonly kind: 'prove'; readonly challenge: string; readonly bits: number };

const PIECE_BYTES = 512 * 1024;
const TRIES = 2_000;

/** `pause` lets a page draw between two slices. */
export function labour(task: Task, pause: () => Promise<void>): Promise<string> {
  return task.kind === 'hash' ? hashOf(task.blob, pause) : nonceFor(task.challenge, task.bits, pause);
}

async function hashOf(blob: Blob, pause: () => Promise<void>): Promise<string> {
  const hash = createSha256();
  for (let from = 0; from < blob.size; from += PIECE_BYTES) {
    const piece = blob.slice(from, from + PIECE_BYTES);
    hash.update(new Uint8Array(await new Response(piece).arrayBuffer()));
    await pause();
  }
  return hexOf(hash.digest());
}

async function nonceFor(challenge: string, bits: number, pause: () => Promise<void>): Promise<string> {
  const encoder = new TextEncoder();
  for (let nonce = 0; ; nonce++) {
    const hash = createSha256();
    hash.update(encoder.encode(`${challenge}:${nonce}`));
    if (zeroBits(hash.digest()) >= bits) return String(nonce);
    if (nonce % TRIES === TRIES - 1) await pause();
  }
}

function zeroBits(digest: Uint32Array): number {
  let bits = 0;
  for (const word of digest) {
    bits += Math.clz32(word);
    if (word !== 0) break;
  }
  return bits;
}
