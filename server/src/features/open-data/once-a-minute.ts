// What a crowd asks for is worked out once and given to all of it: while it is being worked out everybody waits for the same
// answer, afterwards it is kept for a minute. What failed is tried anew by the next who asks. A handful of answers is kept, and few
// are worked out at a time, however many different ones are asked for.
import { createHash } from 'node:crypto';
import { ProblemException } from '../../problem.filter.ts';
import type { Clock } from '../../tokens.ts';

const KEPT_MS = 60_000;
const KEPT = 12;
/** The database has other things to do. */
const AT_ONCE = 3;

export interface Kept {
  /** In pieces, so that a long one need not be one text. */
  readonly pieces: readonly Buffer[];
  readonly bytes: number;
  readonly etag: string;
  readonly atMs: number;
}

export class OnceAMinute {
  #making = 0;
  readonly #answers = new Map<string, { readonly answer: Promise<Kept>; readonly atMs: number }>();

  constructor(private readonly clock: Clock) {}

  /** `make` is asked at most once a minute for each key, or once in `keptMs`. Throws 503 when many keys are being worked out. */
  async get(
    key: string,
    make: (atMs: number) => Promise<readonly string[]>,
    keptMs = KEPT_MS,
  ): Promise<Kept> {
    const atMs = this.clock();
    const known = this.#answers.get(key);
    if (known && atMs - known.atMs < keptMs && atMs >= known.atMs) return known.answer;
    if (this.#making >= AT_ONCE) throw new ProblemException(503, 'much is being worked out; try again');
    this.#making += 1;
    const answer = make(atMs)
      .then((texts) => keptOf(texts, atMs))
      .finally(() => {
        this.#making -= 1;
      });
    const entry = { answer, atMs };
    this.#answers.delete(key);
    this.#answers.set(key, entry);
    if (this.#answers.size > KEPT) this.#answers.delete(this.#answers.keys().next().value ?? key);
    answer.catch(() => {
      if (this.#answers.get(key) === entry) this.#answers.delete(key);
    });
    return answer;
  }
}

function keptOf(texts: readonly string[], atMs: number): Kept {
  const pieces = texts.map((text) => Buffer.from(text));
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return {
    pieces,
    bytes: pieces.reduce((sum, { length }) => sum + length, 0),
    etag: `"${hash.digest('base64url').slice(0, 22)}"`,
    atMs,
  };
}
