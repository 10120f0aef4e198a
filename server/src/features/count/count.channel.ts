import type { CountRow } from '@ioc/contracts/stream/channels';
import { viewKey, WHOLE_VIEW, WHOLE_VIEW_KEY } from '@ioc/contracts/stream/view';
import { Inject, Injectable } from '@nestjs/common';
import type { Change, Topic } from '../../feed/change.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { viewFilter } from '../../hub/view-filter.ts';
import { CountBook } from './count-book.ts';
import { CountRepository } from './count.repository.ts';
import { CountState } from './count-state.ts';
import { windowStartMs } from './count-window.ts';

/** Taken while something is read; past it the reading begins again. */
const KEPT_CHANGES = 20_000;

type SharedPoint = Pick<LoadPoint, 'units' | 'seq' | 'atMs'>;

const MINUTE_MS = 60_000;
/** What is observed further ahead of its storing is quarantined long before. */
const AHEAD_MS = 3_600_000;
const WHOLE = { units: null, view: WHOLE_VIEW, untilMs: null };

/** Told by nothing else (migration 0020): no difference of counts comes with it. */
const arePutRight = (change: Change): boolean =>
  change.topic === 'registry' && change.rows.some(({ what }) => what === 'counts');

@Injectable()
export class CountChannel implements Channel<'counts'> {
  readonly name = 'counts';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['count']);
  readonly atOnce = false;
  #book: CountBook | null = null;
  #opening: Promise<CountBook> | null = null;
  #readingUnits: Promise<void> | null = null;
  /** Streams that are being loaded: the book is theirs too. */
  #loads = 0;
  /** Everything up to here was followed. */
  #followedTo = 0;
  /** What came while something is read, for each reading by itself. */
  readonly #kept = new Set<Change[]>();
  /** Another one begins when the log cannot be continued, or the ledger was put right. */
  #era = 0;
  /** What is left for another book, while streams still show it. */
  readonly #left = new Set<CountBook>();

  constructor(@Inject(CountRepository) private readonly repository: CountRepository) {}

  async load(at: LoadPoint): Promise<ChannelState<CountRow>> {
    const { units, view = WHOLE_VIEW, seq, atMs, followed, storedAtMs } = at;
    if (followed && viewKey(view) === WHOLE_VIEW_KEY) return this.#shared({ units, seq, atMs });
    const window = { sinceMs: windowStartMs(atMs), untilMs: endOf(at) };
    const known = await this.repository.known({ seq, units, view, ...window, storedAtMs });
    return new CountState(units, viewFilter(view), known, atMs);
  }

  follow(changes: readonly Change[] | null): void {
    if (changes === null) {
      this.#era += 1;
      this.#followedTo = 0;
      this.#book = null;
      this.#left.clear();
      return;
    }
    this.#followedTo = Math.max(this.#followedTo, changes.at(-1)?.seq ?? 0);
    for (const kept of this.#kept) if (kept.length <= KEPT_CHANGES) kept.push(...changes);
    if (this.#loads === 0 && !this.#book?.isUsed) this.#book = null;
    for (const change of changes) for (const book of [this.#book, ...this.#left]) book?.apply(change);
    for (const book of this.#left) if (!book.isUsed) this.#left.delete(book);
    if (changes.some(arePutRight)) this.#readAnew();
  }

  /** The ledger was put right: its streams load again, and until then the book that they leave must not stand still. */
  #readAnew(): void {
    this.#era += 1;
    if (this.#book) this.#left.add(this.#book);
    this.#book = null;
  }

  async #shared({ units, seq, atMs }: SharedPoint): Promise<ChannelState<CountRow>> {
    const era = this.#era;
    this.#loads += 1;
    try {
      const book = this.#book ?? (await (this.#opening ??= this.#open(seq, atMs)));
      if (units !== null && !book.hasUnits)
        await (this.#readingUnits ??= this.#readUnits(book, Math.max(seq, this.#followedTo), atMs));
      if (era !== this.#era) throw new Error('the log was begun again');
      return book.scope(units);
    } finally {
      this.#loads -= 1;
    }
  }

  async #open(seq: number, atMs: number): Promise<CountBook> {
    try {
      return await this.#whileKeeping(
        () => this.repository.known({ ...WHOLE, seq, sinceMs: windowStartMs(atMs) }),
        (known, since) => {
          const book = new CountBook(known, atMs);
          for (const change of since) if (change.seq > seq) book.apply(change);
          this.#book = book;
          return book;
        },
      );
    } finally {
      this.#opening = null;
    }
  }

  async #readUnits(book: CountBook, seq: number, atMs: number): Promise<void> {
    try {
      await this.#whileKeeping(
        () => this.repository.knownByUnit(seq, windowStartMs(atMs)),
        (known, since) =>
          book.readUnits(
            known,
            since.filter((change) => change.seq > seq),
          ),
      );
    } finally {
      this.#readingUnits = null;
    }
  }

  /** Reads, and uses it with what was followed meanwhile, in one go: a change between the two would be lost. */
  async #whileKeeping<T, U>(
    read: () => Promise<T>,
    use: (known: T, since: readonly Change[]) => U,
  ): Promise<U> {
    const [kept, era]: [Change[], number] = [[], this.#era];
    this.#kept.add(kept);
    try {
      const known = await read();
      if (era !== this.#era || kept.length > KEPT_CHANGES) throw new Error('too much came while it was read');
      return use(known, kept);
    } finally {
      this.#kept.delete(kept);
    }
  }
}

/**
 * As it happened, a minute counts when it is over, for the ledger knows minutes. As known at a past moment nothing lies
 * more than minutes ahead of it: without an end the whole time since then would be looked through.
 */
function endOf({ atMs, live, mode }: LoadPoint): number | null {
  if (mode === 'happened') return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  return live ? null : atMs + AHEAD_MS;
}
