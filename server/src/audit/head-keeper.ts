// Signs where the chain stands, each second in which it grew: a line in `audit-heads.jsonl`, on disk, then the same line
// in the database. Before it signs it recomputes what was added since the last head, so it never vouches for entries
// that do not follow. A crash between an entry and its head leaves a tail that is not signed yet; the next start checks
// and signs it. When something does not fit, it signs no more until a person has looked, and says so.
import type { Logger } from '../logger.ts';
import type { Clock } from '../tokens.ts';
import { SYSTEM } from './audit-event.ts';
import type { AuditRepository } from './audit.repository.ts';
import type { AuditTrail } from './audit-trail.ts';
import { CHAIN_START, follow, isFault, type ChainPlace } from './chain-link.ts';
import type { HeadsFile } from './heads-file.ts';
import { headLine, lineHash, readHead, type PublicKeys } from './signed-head.ts';
import type { SigningKey } from './signing-key.ts';

const EVERY_MS = 1_000;
const SLICE = 250;

export interface HeadKeeperParts {
  readonly repository: AuditRepository;
  readonly trail: AuditTrail;
  readonly file: HeadsFile;
  readonly key: SigningKey;
  readonly keys: PublicKeys;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The last head: where the chain stood and what the next line refers to. */
interface Signed extends ChainPlace {
  readonly n: number;
  readonly lineHash: string;
  /** Bytes of the file behind it. */
  readonly ends: number;
}

class Refusal extends Error {}

export class HeadKeeper {
  #signed: Signed | null = null;
  #refusal: string | null = null;
  #timer: NodeJS.Timeout | undefined;
  #ticking: Promise<void> = Promise.resolve();
  #isFailing = false;

  constructor(private readonly parts: HeadKeeperParts) {}

  /** Why nothing is signed any more; null: it is. */
  get refusal(): string | null {
    return this.#refusal;
  }

  start(): void {
    const { key, trail } = this.parts;
    if (key.isNew) {
      const detail = { fingerprint: key.fingerprint };
      trail.note({ principal: SYSTEM, action: 'audit.new-key', outcome: 'done', detail });
    }
    this.#timer = setInterval(() => void this.tick(), EVERY_MS).unref();
  }

  /** Signs what is new; resolves also when it could not. */
  tick(): Promise<void> {
    this.#ticking = this.#ticking.then(() => this.#tick());
    return this.#ticking;
  }

  /** Signs the last entries. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await this.tick();
  }

  async #tick(): Promise<void> {
    if (this.#refusal !== null) return;
    try {
      this.#signed ??= await this.#open();
      await this.#signNew(this.#signed);
      this.#isFailing = false;
    } catch (error) {
      // Whatever half happened is found out by opening anew.
      this.#signed = null;
      this.#fail(error);
    }
  }

  #fail(error: unknown): void {
    const { logger } = this.parts;
    if (error instanceof Refusal) {
      this.#refusal = error.message;
      logger.error({ reason: error.message }, 'the audit trail was changed: no more heads are signed');
    } else if (!this.#isFailing) {
      this.#isFailing = true;
      logger.warn({ err: error }, 'the head of the audit trail cannot be signed now');
    }
  }

  /** Finds the last head; the file may be one ahead of the database, which a crash explains, and nothing else. */
  async #open(): Promise<Signed> {
    const { file, keys, repository } = this.parts;
    await file.dropTorn();
    const [line, stored] = [await file.last(), await repository.lastHead([...keys.keys()])];
    if (line === null && stored !== null) throw new Refusal(`${file.path} is missing or empty`);
    if (line === null) return { ...CHAIN_START, n: 0, lineHash: lineHash(''), ends: await file.size() };
    const head = await readHead(line, keys);
    if (typeof head === 'string') throw new Refusal(`the last line of ${file.path} ${head}`);
    const { n, key, seq, hash } = head;
    const storedN = Number(stored?.n ?? 0);
    if (storedN === n ? stored?.line !== line : storedN !== n - 1)
      throw new Refusal(`${file.path} ends with head ${n}, the database with head ${storedN}`);
    if (storedN !== n) await repository.addHead({ key, n: String(n), seq, line });
    await this.#expectEntry(BigInt(seq), hash);
    return { seq: BigInt(seq), hash, n, lineHash: lineHash(line), ends: await file.size() };
  }

  async #expectEntry(seq: bigint, hash: string): Promise<void> {
    const [entry] = await this.parts.repository.entries(seq - 1n, seq, 1);
    if (entry?.hash !== hash) throw new Refusal(`entry ${seq} is not the one that was signed`);
  }

  async #signNew(signed: Signed): Promise<void> {
    const clock = await this.parts.repository.clock();
    if (clock === null) throw new Refusal('the row that ends the chain is missing');
    const end = { seq: BigInt(clock.seq), hash: clock.hash };
    if (end.seq < signed.seq) throw new Refusal(`the chain ends at ${end.seq}, but ${signed.seq} was signed`);
    await this.#follow(signed, end);
    if (end.seq > signed.seq) this.#signed = await this.#sign(signed, end);
  }

  /** Recomputes from the last head to the end. */
  async #follow(from: ChainPlace, end: ChainPlace): Promise<void> {
    let place = from;
    while (place.seq < end.seq) {
      const entries = await this.parts.repository.entries(place.seq, end.seq, SLICE);
      const next =
        entries.length === 0 ? { seq: place.seq + 1n, reason: 'it is missing' } : follow(place, entries);
      if (isFault(next)) throw new Refusal(`entry ${next.seq}: ${next.reason}`);
      place = next;
    }
    if (place.hash !== end.hash)
      throw new Refusal(`the row that ends the chain at ${end.seq} holds another hash`);
  }

  async #sign(signed: Signed, { seq, hash }: ChainPlace): Promise<Signed> {
    const { file, key, clock, repository } = this.parts;
    if ((await file.size()) !== signed.ends) throw new Error(`${file.path} was written by another process`);
    const n = signed.n + 1;
    const head = {
      n,
      key: key.fingerprint,
      seq: String(seq),
      hash,
      at: new Date(clock()).toISOString(),
      before: signed.lineHash,
    };
    const line = headLine(head, key.sign);
    const ends = await file.append(line);
    await repository.addHead({ key: head.key, n: String(n), seq: head.seq, line });
    return { seq, hash, n, lineHash: lineHash(line), ends };
  }
}
