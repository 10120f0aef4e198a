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
  /** Another one begins when the log cannot be continued. */
  #era = 0;

  constructor(@Inject(CountRepository) private readonly repository: CountRepository) {}

  async load({ units, view = WHOLE_VIEW, seq, atMs, followed }: LoadPoint): Promise<ChannelState<CountRow>> {
    if (followed && viewKey(view) === WHOLE_VIEW_KEY) return this.#shared({ units, seq, atMs });
    const known = await this.repository.known(seq, windowStartMs(atMs), units, view);
    return new CountState(units, viewFilter(view), known, atMs);
  }

  follow(changes: readonly Change[] | null): void {
    if (changes === null) {
      this.#era += 1;
      this.#followedTo = 0;
      this.#book = null;
      return;
    }
    this.#followedTo = Math.max(this.#followedTo, changes.at(-1)?.seq ?? 0);
    for (const kept of this.#kept) if (kept.length <= KEPT_CHANGES) kept.push(...changes);
    if (this.#loads === 0 && !this.#book?.isUsed) this.#book = null;
    for (const change of changes) this.#book?.apply(change);
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
        () => this.repository.known(seq, windowStartMs(atMs), null, WHOLE_VIEW),
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
