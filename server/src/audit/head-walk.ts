// Reads the file of heads beside a chain, in step with it: each line must be the next number, signed, hold the hash of
// the line before, speak of the entry with this very hash, and stand in the database too.
import type { StoredEntry, StoredHead } from './chain-reader.ts';
import type { ChainFault } from './chain-link.ts';
import { lineHash, readHead, unverifiedHead, type Head, type PublicKeys } from './signed-head.ts';
import type { HeadFileLine, HeadLines } from './heads-file.ts';

export interface HeadBounds {
  /** Lines that end before this offset were stored in the database long ago. */
  readonly settledBytes: number;
  /** How far the file is read. */
  readonly bytes: number;
  /** The last number in the database that the file must hold; 0 for none. */
  readonly lastStored: number;
}

interface Waiting {
  readonly head: Head;
  readonly line: HeadFileLine;
}

export class HeadWalk {
  readonly #lines: AsyncIterator<HeadFileLine>;
  #waiting: Waiting | null = null;
  #count = 0;
  #before = lineHash('');
  #confirmedSeq = 0n;

  constructor(
    file: HeadLines,
    private readonly keys: PublicKeys,
    private readonly bounds: HeadBounds,
  ) {
    this.#lines = file.lines(bounds.bytes)[Symbol.asyncIterator]();
  }

  /** Heads that were confirmed. */
  get count(): number {
    return this.#waiting ? this.#count - 1 : this.#count;
  }

  /** The entry that the last confirmed head speaks of. */
  get confirmedSeq(): bigint {
    return this.#confirmedSeq;
  }

  /** Holds every head that speaks of the entries against them; `stored` are the database's of the same entries. */
  async check(entries: readonly StoredEntry[], stored: readonly StoredHead[]): Promise<ChainFault | null> {
    const hashes = new Map(entries.map(({ seq, hash }) => [seq, hash]));
    const upTo = BigInt(entries.at(-1)?.seq ?? 0);
    const copies = new Map(stored.filter(({ key }) => this.keys.has(key)).map((copy) => [copy.n, copy]));
    for (;;) {
      const next = await this.#peek();
      if (next === null) break;
      if ('reason' in next) return next;
      if (BigInt(next.head.seq) > upTo) break;
      const fault = this.#compare(next, hashes, copies.get(String(next.head.n)));
      if (fault) return fault;
      copies.delete(String(next.head.n));
      this.#confirmedSeq = BigInt(next.head.seq);
      this.#waiting = null;
    }
    return this.#missingLine([...copies.values()]) ?? strangeHead(stored, this.keys, hashes);
  }

  /** After the last entry: whatever is left speaks of entries that are not there. */
  async end(lastSeq: bigint): Promise<ChainFault | null> {
    const next = await this.#peek();
    if (next === null || 'reason' in next) return next;
    return {
      seq: lastSeq + 1n,
      reason: `the chain ends here, but entry ${next.head.seq} was signed at ${next.head.at}`,
    };
  }

  async #peek(): Promise<Waiting | ChainFault | null> {
    if (this.#waiting) return this.#waiting;
    const { value: line, done } = await this.#lines.next();
    if (done) return null;
    const head = await readHead(line.text, this.keys);
    const fault = typeof head === 'string' ? head : this.#orderFault(head);
    if (fault !== null || typeof head === 'string') return this.#fault(`line ${this.#count + 1} ${fault}`);
    this.#count += 1;
    this.#before = lineHash(line.text);
    this.#waiting = { head, line };
    return this.#waiting;
  }

  #orderFault({ n, seq, before }: Head): string | null {
    if (n !== this.#count + 1) return `is head ${n}: lines were taken out, put in or moved`;
    if (before !== this.#before) return 'does not follow from the line before';
    return BigInt(seq) <= this.#confirmedSeq ? 'speaks of an entry that was signed before' : null;
  }

  #compare(
    { head, line }: Waiting,
    hashes: ReadonlyMap<string, string>,
    copy: StoredHead | undefined,
  ): ChainFault | null {
    if (hashes.get(head.seq) !== head.hash) {
      const reason = `entries ${this.#confirmedSeq + 1n} to ${head.seq} are not those that were signed at ${head.at}`;
      return { seq: this.#confirmedSeq + 1n, reason };
    }
    const isSettled = line.ends < this.bounds.settledBytes;
    if (!copy && isSettled) return this.#fault(`head ${head.n} is missing in the database`);
    if (copy && copy.line !== line.text) return this.#fault(`head ${head.n} differs in the database`);
    return null;
  }

  #missingLine(copies: readonly StoredHead[]): ChainFault | null {
    const missing = copies.find(({ n }) => Number(n) <= this.bounds.lastStored);
    return missing ? this.#fault(`line ${missing.n} is missing; the database holds it`) : null;
  }

  #fault(what: string): ChainFault {
    return { seq: this.#confirmedSeq + 1n, reason: `audit-heads.jsonl: ${what}` };
  }
}

/** Heads of other machines' keys cannot be verified here, but they must speak of the same chain. */
function strangeHead(
  stored: readonly StoredHead[],
  keys: PublicKeys,
  hashes: ReadonlyMap<string, string>,
): ChainFault | null {
  const strange = stored.filter(({ key }) => !keys.has(key));
  const wrong = strange.find(({ seq, line }) => {
    const head = unverifiedHead(line);
    return head?.seq !== seq || head.hash !== hashes.get(seq);
  });
  return wrong
    ? { seq: BigInt(wrong.seq), reason: `head ${wrong.n} of key ${wrong.key} speaks of another chain` }
    : null;
}
