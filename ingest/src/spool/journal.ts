// The writing side of the spool. Whatever arrives while a group is written and synced makes up the next group, so that
// one fdatasync serves everybody who waits for it. When the disk refuses, the segment is left where it was last known to
// be good (what a failed sync left behind is not trusted) and the same group goes to a new one, again and again until it
// works; meanwhile nothing more is taken in.
import type { FileHandle } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { backoffMs } from '../runtime/backoff.ts';
import { encodeMark } from './record.ts';
import type { Position } from './record.ts';
import { createSegment, FIRST_OFFSET, removeSegment } from './segment.ts';

export interface JournalOptions<T> {
  readonly folder: string;
  readonly maxBytes: number;
  readonly segmentBytes: number;
  /** Segments from an earlier run, and how much of each is good. */
  readonly segments: ReadonlyMap<number, number>;
  /** Called in the order of writing, once the record is on the disk. */
  readonly onWritten: (record: Written<T>) => void;
  /** Null: it works again. */
  readonly onProblem: (problem: string | null) => void;
}

export interface Written<T> {
  readonly content: T;
  readonly bytes: number;
  readonly start: Position;
  readonly end: Position;
}

interface Waiting<T> {
  readonly content: T;
  readonly record: Buffer;
  readonly resolve: () => void;
}

const GROUP_BYTES = 4 * 1024 * 1024;
/** Records that wait for the disk; beyond it nothing is taken in, so that a slow disk cannot fill the memory. */
const MAX_WAITING_BYTES = 32 * 1024 * 1024;
const RETRY = { firstMs: 100, maxMs: 5_000 };

export class Journal<T> {
  readonly #options: JournalOptions<T>;
  /** Bytes of each segment that are known to be on the disk. */
  readonly #segments: Map<number, number>;
  readonly #closing = new AbortController();
  #waiting: Waiting<T>[] = [];
  #waitingBytes = 0;
  #roomWanted: (() => void)[] = [];
  #handle: FileHandle | null = null;
  #current: number;
  /** Never used twice, also not when a segment could neither be made nor removed. */
  #next: number;
  #released: Position | null = null;
  #marked = true;
  #failing = false;
  #running: Promise<void> | null = null;

  constructor(options: JournalOptions<T>) {
    this.#options = options;
    this.#segments = new Map(options.segments);
    this.#current = Math.max(0, ...options.segments.keys());
    this.#next = this.#current + 1;
  }

  get usedBytes(): number {
    let sum = 0;
    for (const bytes of this.#segments.values()) sum += bytes;
    return sum;
  }

  /** Where the next record will begin, at the earliest. */
  get end(): Position {
    return { segment: this.#current, offset: this.#segments.get(this.#current) ?? 0 };
  }

  /** Segments from this one on, oldest first, and how much of each is on the disk. */
  from(segment: number): [segment: number, bytes: number][] {
    return [...this.#segments].filter(([number]) => number >= segment).toSorted(([a], [b]) => a - b);
  }

  /** Null when there is no room now; else resolves once the record is on the disk. */
  offer(record: Buffer, content: T): Promise<void> | null {
    const { maxBytes } = this.#options;
    const full = this.usedBytes + this.#waitingBytes + record.length > maxBytes;
    if (full || this.#failing || this.#waitingBytes > MAX_WAITING_BYTES || this.#closing.signal.aborted) {
      if (full && !this.#failing) this.#options.onProblem('the spool is full');
      return null;
    }
    const written = new Promise<void>((resolve) => this.#waiting.push({ content, record, resolve }));
    this.#waitingBytes += record.length;
    this.#running ??= this.#run();
    return written;
  }

  /** Resolves when it is worth another try to `offer`. */
  room(): Promise<void> {
    return new Promise((resolve) => this.#roomWanted.push(resolve));
  }

  /** Everything before this position was committed: whole segments go, and the place is written down. */
  release(position: Position): void {
    this.#released = position;
    this.#marked = false;
    for (const [segment] of this.#segments) {
      if (segment >= position.segment || segment === this.#current) continue;
      this.#segments.delete(segment);
      // A file that cannot be removed is read again at the next start: twice is harmless, a crash is not.
      void removeSegment(this.#options.folder, segment).catch(() => undefined);
      this.#tellRoom();
    }
  }

  /** Writes down what was released, if that is not known yet. */
  mark(): void {
    if (this.#marked || this.#failing || this.#closing.signal.aborted) return;
    this.#running ??= this.#run();
  }

  /** Writes what waits, if the disk lets it, and the mark; `empty` removes everything. */
  async close(empty: boolean): Promise<void> {
    this.mark();
    this.#closing.abort();
    await this.#running;
    await this.#handle?.close();
    this.#tellRoom();
    if (!empty) return;
    for (const segment of this.#segments.keys()) await removeSegment(this.#options.folder, segment);
  }

  async #run(): Promise<void> {
    // What the same turn of the event loop brings belongs to the same group.
    await new Promise(setImmediate);
    for (let attempt = 0; this.#waiting.length || !this.#marked;) {
      const group = this.#nextGroup();
      try {
        await this.#write(group);
        this.#settle(group);
        attempt = 0;
      } catch (error) {
        await this.#leaveSegment();
        this.#failing = true;
        this.#options.onProblem(`the spool cannot be written (${codeOf(error)})`);
        if (this.#closing.signal.aborted) break;
        const pauseMs = backoffMs(attempt++, RETRY);
        await delay(pauseMs, undefined, { signal: this.#closing.signal }).catch(() => undefined);
      }
    }
    this.#running = null;
  }

  #nextGroup(): readonly Waiting<T>[] {
    let bytes = 0;
    const tooMuch = this.#waiting.findIndex(({ record }, index) => {
      bytes += record.length;
      return index > 0 && bytes > GROUP_BYTES;
    });
    return tooMuch < 0 ? [...this.#waiting] : this.#waiting.slice(0, tooMuch);
  }

  async #write(group: readonly Waiting<T>[]): Promise<void> {
    const marks = this.#marked || !this.#released ? [] : [encodeMark(this.#released)];
    const released = this.#released;
    const buffers = [...marks, ...group.map(({ record }) => record)];
    const bytes = buffers.reduce((sum, { length }) => sum + length, 0);
    const handle = await this.#handleFor(bytes);
    const start = this.end.offset;
    const { bytesWritten } = await handle.writev(buffers, start);
    if (bytesWritten !== bytes) throw Object.assign(new Error('a short write'), { code: 'ENOSPC' });
    await handle.datasync();
    this.#segments.set(this.#current, start + bytes);
    if (released === this.#released) this.#marked = true;
    this.#report(group, start + (marks[0]?.length ?? 0));
  }

  #report(group: readonly Waiting<T>[], start: number): void {
    let at = start;
    for (const { content, record } of group) {
      const bytes = record.length;
      const segment = this.#current;
      const from = { segment, offset: at };
      at += bytes;
      this.#options.onWritten({ content, bytes, start: from, end: { segment, offset: at } });
    }
  }

  #settle(group: readonly Waiting<T>[]): void {
    this.#waiting = this.#waiting.slice(group.length);
    this.#waitingBytes -= group.reduce((sum, { record }) => sum + record.length, 0);
    for (const { resolve } of group) resolve();
    this.#failing = false;
    this.#tellRoom();
  }

  /** The open segment, or a new one when the group would make it too long. */
  async #handleFor(bytes: number): Promise<FileHandle> {
    const { folder, segmentBytes } = this.#options;
    const used = this.#segments.get(this.#current) ?? 0;
    if (this.#handle && (used + bytes <= segmentBytes || used === FIRST_OFFSET)) return this.#handle;
    await this.#leaveSegment();
    const segment = this.#next++;
    this.#handle = await createSegment(folder, segment);
    this.#current = segment;
    this.#segments.set(segment, FIRST_OFFSET);
    // The segment before may have waited for this one to go.
    if (this.#released) this.release(this.#released);
    return this.#handle;
  }

  async #leaveSegment(): Promise<void> {
    const handle = this.#handle;
    this.#handle = null;
    if (!handle) return;
    // Half a group behind the last good byte would be read as damage at the next start.
    await handle.truncate(this.end.offset).catch(() => undefined);
    await handle.close().catch(() => undefined);
    if (this.end.offset > FIRST_OFFSET) return;
    this.#segments.delete(this.#current);
    await removeSegment(this.#options.folder, this.#current).catch(() => undefined);
  }

  #tellRoom(): void {
    if (!this.#failing) this.#options.onProblem(null);
    for (const go of this.#roomWanted.splice(0)) go();
  }
}

const codeOf = (error: unknown): string =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : String(error);
