// What cannot be asked again (syslog, MQTT QoS 0) waits here for its commit (A2): on the disk before anybody decodes it,
// handed on in the order it came, gone after its commit. As long as the database keeps up, a record goes from the door to
// the intake through memory and the file is only written; when it does not, records wait in the file alone and are read
// back when their turn comes, so that an outage costs disk and not memory.
import type { Logger } from 'pino';
import { Journal } from './journal.ts';
import type { Written } from './journal.ts';
import { encodeDelivery } from './record.ts';
import type { Position, SpooledDelivery } from './record.ts';
import { recover } from './recover.ts';
import { FIRST_OFFSET, readSegment } from './segment.ts';

export interface SpoolOptions {
  readonly folder: string;
  readonly maxBytes: number;
  readonly log: Logger;
  /** Why nothing can be taken in; null when it can be again. */
  readonly onProblem: (problem: string | null) => void;
  readonly segmentBytes?: number;
  readonly windowBytes?: number;
  readonly heldBytes?: number;
}

/** Resolves after the commit. */
export type HandOn = (delivery: SpooledDelivery) => Promise<void>;
type Held = Written<SpooledDelivery>;

const SEGMENT_BYTES = 16 * 1024 * 1024;
/** Handed on and not yet committed. */
const WINDOW_BYTES = 1024 * 1024;
/** Written, and waiting in memory for its turn. */
const HELD_BYTES = 4 * 1024 * 1024;
const MARK_AFTER_MS = 500;
const READ_AGAIN_MS = 5_000;
/** Decoding a backlog must leave the event loop to others. */
const SLICE_MS = 10;

export class Spool {
  readonly #options: SpoolOptions;
  readonly #journal: Journal<SpooledDelivery>;
  readonly #underWay: { readonly start: Position; readonly end: Position; done: boolean }[] = [];
  #held: Held[] = [];
  #heldBytes = 0;
  #underWayBytes = 0;
  /** Where to read on when memory does not hold everything; null when it does. */
  #readAt: Position | null;
  #handOn: HandOn | null = null;
  #pumping = false;
  /** Something changed while the pump was at work: it may have looked too early. */
  #pumpAgain = false;
  #markTimer: NodeJS.Timeout | null = null;
  #problem: string | null = null;
  #idleWanted: (() => void)[] = [];
  #closed = false;

  private constructor(options: SpoolOptions, segments: ReadonlyMap<number, number>, readAt: Position | null) {
    this.#options = options;
    this.#readAt = readAt;
    const { folder, maxBytes } = options;
    const segmentBytes = options.segmentBytes ?? Math.min(SEGMENT_BYTES, Math.ceil(maxBytes / 4));
    this.#journal = new Journal({
      folder,
      maxBytes,
      segmentBytes,
      segments,
      onWritten: (written) => this.#onWritten(written),
      onProblem: (problem) => this.#tell(problem),
    });
  }

  /** Looks through what an earlier run left. Nothing is handed on before `start`. */
  static async open(options: SpoolOptions): Promise<Spool> {
    const { segments, readAt } = await recover(options.folder, options.log);
    return new Spool(options, segments, readAt);
  }

  /** Bytes of its files. */
  get usedBytes(): number {
    return this.#journal.usedBytes;
  }

  /** Bytes from the oldest record that is not committed to the newest. */
  get waitingBytes(): number {
    const oldest = this.#underWay[0]?.start ?? this.#held[0]?.start ?? this.#readAt;
    if (!oldest) return 0;
    const bytes = this.#journal.from(oldest.segment).reduce((sum, [, length]) => sum + length, 0);
    return Math.max(1, bytes - oldest.offset);
  }

  /** For senders that can be kept waiting: resolves once it is on the disk, whenever there is room. */
  async put(delivery: SpooledDelivery): Promise<void> {
    const record = encodeDelivery(delivery);
    for (;;) {
      if (this.#closed) throw new Error('the spool is closed');
      const written = this.#journal.offer(record, delivery);
      if (written) return written;
      await this.#journal.room();
    }
  }

  /** For senders that cannot wait: null when there is no room now. */
  offer(delivery: SpooledDelivery): Promise<void> | null {
    return this.#closed ? null : this.#journal.offer(encodeDelivery(delivery), delivery);
  }

  /** From now on records are handed on, those of an earlier run first. */
  start(handOn: HandOn): void {
    this.#handOn = handOn;
    this.#pump();
  }

  /** Resolves when everything was committed. */
  async idle(): Promise<void> {
    while (this.#readAt !== null || this.#held.length || this.#underWay.length)
      await new Promise<void>((resolve) => this.#idleWanted.push(resolve));
  }

  /** What was not committed stays for the next start. */
  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#handOn = null;
    if (this.#markTimer) clearTimeout(this.#markTimer);
    await this.#journal.close(this.#readAt === null && !this.#held.length && !this.#underWay.length);
  }

  #onWritten(written: Held): void {
    if (this.#readAt === null && this.#heldBytes + written.bytes > this.#heldLimit)
      this.#readAt = written.start;
    if (this.#readAt === null) this.#hold(written);
    this.#pump();
  }

  #hold(written: Held): void {
    this.#held.push(written);
    this.#heldBytes += written.bytes;
  }

  get #heldLimit(): number {
    return this.#options.heldBytes ?? HELD_BYTES;
  }

  #pump(): void {
    this.#pumpAgain = this.#pumping;
    if (this.#pumping || !this.#handOn) return;
    this.#pumping = true;
    this.#handOnAll()
      .catch((error: unknown) => {
        this.#options.log.error({ err: error }, 'the spool could not be read; it is tried again');
        setTimeout(() => this.#pump(), READ_AGAIN_MS).unref();
      })
      .finally(() => {
        this.#pumping = false;
        if (this.#pumpAgain) this.#pump();
      });
  }

  async #handOnAll(): Promise<void> {
    let sliceEndsMs = performance.now() + SLICE_MS;
    for (;;) {
      if (!this.#held.length && this.#readAt) await this.#readBack(this.#readAt);
      const next = this.#held[0];
      if (!next || !this.#handOn || !this.#hasWindow(next.bytes)) break;
      this.#held.shift();
      this.#heldBytes -= next.bytes;
      void this.#deliver(next, this.#handOn);
      if (performance.now() < sliceEndsMs) continue;
      await new Promise(setImmediate);
      sliceEndsMs = performance.now() + SLICE_MS;
    }
    this.#tellIdle();
  }

  #hasWindow(bytes: number): boolean {
    const limit = this.#options.windowBytes ?? WINDOW_BYTES;
    return this.#underWayBytes === 0 || this.#underWayBytes + bytes <= limit;
  }

  async #deliver({ content, bytes, start, end }: Held, handOn: HandOn): Promise<void> {
    const way = { start, end, done: false };
    this.#underWay.push(way);
    this.#underWayBytes += bytes;
    try {
      await handOn(content);
      way.done = true;
    } catch {
      // Only the end of the process rejects: the record stays for the next start.
      return;
    }
    this.#underWayBytes -= bytes;
    this.#release();
    this.#pump();
  }

  /** Commits come back in any order; released is what has nothing uncommitted before it. */
  #release(): void {
    const open = this.#underWay.findIndex(({ done }) => !done);
    const released = this.#underWay.splice(0, open < 0 ? this.#underWay.length : open).at(-1);
    if (!released || this.#closed) return;
    this.#journal.release(released.end);
    this.#markTimer ??= setTimeout(() => {
      this.#markTimer = null;
      this.#journal.mark();
    }, MARK_AFTER_MS).unref();
  }

  /** Takes about a megabyte from the files; when their end is reached, memory goes on by itself. */
  async #readBack(from: Position): Promise<void> {
    const [[segment, bytes] = [], following] = this.#journal.from(from.segment);
    if (segment === undefined || bytes === undefined) {
      this.#readAt = null;
      return;
    }
    const offset = segment === from.segment ? Math.max(from.offset, FIRST_OFFSET) : FIRST_OFFSET;
    const part = await readSegment(this.#options.folder, segment, { offset, end: bytes });
    for (const { record, start, end } of part.records)
      if (record.kind === 'delivery')
        this.#hold({
          content: record.delivery,
          bytes: end - start,
          start: { segment, offset: start },
          end: { segment, offset: end },
        });
    if (part.torn) this.#options.log.error({ segment, offset: part.next }, 'the spool is damaged here');
    const atEnd = part.torn || part.next >= bytes;
    this.#readAt = atEnd
      ? this.#after(segment, part.torn ? bytes : part.next, following)
      : { segment, offset: part.next };
  }

  #after(
    segment: number,
    offset: number,
    following: [segment: number, bytes: number] | undefined,
  ): Position | null {
    if (following) return { segment: following[0], offset: FIRST_OFFSET };
    // More may have been written while we read.
    const { end } = this.#journal;
    return end.segment === segment && end.offset <= offset ? null : { segment, offset };
  }

  #tellIdle(): void {
    if (this.#readAt !== null || this.#held.length || this.#underWay.length) return;
    for (const go of this.#idleWanted.splice(0)) go();
  }

  #tell(problem: string | null): void {
    if (problem === this.#problem) return;
    const { log, onProblem } = this.#options;
    if (problem) log.error({ problem }, 'syslog and MQTT QoS 0 wait');
    else log.info('the spool takes in again');
    this.#problem = problem;
    onProblem(problem);
  }
}
