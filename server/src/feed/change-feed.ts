// The hub's only inlet. LISTEN wakes it and a poll each second is belt and braces; what it hands out is always read
// from the log after its own position, so a lost ring loses nothing. It never gives up: without the database there is
// nothing else to do, and `lagMs` and `connected` say so meanwhile.
// A reading costs about the same whatever it finds, and the embedded engine has one session for everyone (E1). So what is
// urgent is read at once, and everything else when it is asked for, right before a tick (`catchUp`).
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { Logger } from '../logger.ts';
import type { Clock } from '../tokens.ts';
import { backoffMs } from './backoff.ts';
import type { Change, Position } from './change.ts';
import { ChangeLogReader, readPosition } from './change-log.ts';
import { Doorbell } from './doorbell.ts';

const POLL_MS = 1_000;
/**
 * From the beginning of one reading to the next, also where urgent writes follow each other closely. A database that is slow
 * to answer is asked less often, up to a tick apart, so that readers leave most of its one session to the writers.
 */
const READ_EVERY_MS = { least: 25, most: 250 } as const;
const OF_ITS_TIME = 4;
/** What is not urgent waits so long for somebody to ask for it; the first ring after a quiet moment is answered at once. */
const UNASKED_MS = 300;
/** The log remembers 48 h; past this there may be a hole. */
const LOG_MEMORY_MS = 47 * 3_600_000;

/** `reset`: changes were missed or taken back; whoever holds state loads it again at `position`. */
export interface FeedBatch {
  readonly changes: readonly Change[];
  readonly position: Position;
  readonly reset: boolean;
}

export class ChangeFeed {
  #position: Position | null = null;
  #doorbell: Doorbell | null = null;
  #isReading = false;
  /** Those who wait until nothing is left to read. */
  #waiting: (() => void)[] = [];
  #stopping = new AbortController();
  #markBegun: () => void = () => undefined;
  readonly #begun = new Promise<void>((resolve) => (this.#markBegun = resolve));
  #caughtUpAtMs: number;
  #behindSinceMs: number | null = null;

  constructor(
    private readonly url: string,
    private readonly clock: Clock,
    private readonly logger: Logger,
    private readonly unaskedMs = UNASKED_MS,
  ) {
    this.#caughtUpAtMs = clock();
  }

  get connected(): boolean {
    return this.#doorbell !== null;
  }

  get position(): Position | null {
    return this.#position;
  }

  /** How old the oldest change is that may still be unread, ms; about the poll's rhythm when all is well. */
  lagMs(): number {
    const sinceMs = this.#behindSinceMs ?? this.#caughtUpAtMs;
    const ageMs = Math.max(0, this.clock() - sinceMs);
    return this.#behindSinceMs === null && ageMs < 2 * POLL_MS ? 0 : ageMs;
  }

  /** Resolves when the feed has begun, or after `limitMs`. */
  async whenConnected(limitMs: number): Promise<void> {
    const limit = new AbortController();
    await Promise.race([
      this.#begun,
      delay(limitMs, undefined, { signal: limit.signal }).catch(() => undefined),
    ]);
    limit.abort();
  }

  stop(): void {
    this.#stopping.abort();
    this.#doorbell?.ring();
  }

  /** Reads what is written by now; resolves when it was handed out and taken, or after `limitMs`. */
  async catchUp(limitMs: number): Promise<void> {
    const isDue = this.#doorbell?.written.isRung ?? false;
    if (!isDue && !this.#isReading) return;
    if (isDue) this.#doorbell?.ring();
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, limitMs);
      this.#waiting.push(() => {
        clearTimeout(timer);
        resolve();
      });
    });
  }

  /** Ends when stopped. The first batch is empty and says where the feed begins. */
  async *batches(): AsyncGenerator<FeedBatch> {
    for (let attempt = 0; !this.#stopping.signal.aborted; attempt += 1) {
      try {
        for await (const batch of this.#connection()) {
          attempt = 0;
          yield batch;
        }
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        this.logger.warn({ err: error }, 'the feed lost the database');
        await delay(backoffMs(attempt), undefined, { signal: this.#stopping.signal }).catch(() => undefined);
      }
    }
  }

  async *#connection(): AsyncGenerator<FeedBatch> {
    const doorbell = await Doorbell.connect(this.url);
    try {
      const { position, reset } = await this.#begin(doorbell);
      this.#doorbell = doorbell;
      this.#position = position;
      this.#markBegun();
      yield { changes: [], position, reset };
      yield* this.#read(doorbell, new ChangeLogReader(doorbell.client, position));
    } finally {
      this.#doorbell = null;
      this.#rest();
      doorbell.close();
    }
  }

  async *#read(doorbell: Doorbell, reader: ChangeLogReader): AsyncGenerator<FeedBatch> {
    while (!this.#stopping.signal.aborted) {
      const beganAtMs = performance.now();
      this.#isReading = true;
      doorbell.answer();
      const { changes, position, more } = await reader.next();
      const tookMs = performance.now() - beganAtMs;
      this.#position = position;
      this.#caughtUpAtMs = this.clock();
      this.#behindSinceMs = more ? Date.parse(position.storedAt) : null;
      if (changes.length > 0) yield { changes, position, reset: false };
      if (more) continue;
      this.#rest();
      await doorbell.attend(position.seq, performance.now());
      await doorbell.written.wait(POLL_MS);
      await doorbell.urgent.wait(beganAtMs + this.unaskedMs - performance.now());
      await this.#pause(beganAtMs + readEveryMs(tookMs) - performance.now());
    }
  }

  /** Nothing is left to read, or nothing can be read. */
  #rest(): void {
    this.#isReading = false;
    for (const resolve of this.#waiting.splice(0)) resolve();
  }

  async #pause(ms: number): Promise<void> {
    if (ms > 0) await delay(ms, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
  }

  async #begin(doorbell: Doorbell): Promise<{ position: Position; reset: boolean }> {
    const head = await readPosition(doorbell.client);
    const mine = this.#position;
    if (!mine) return { position: head, reset: false };
    const wasTakenBack = head.seq < mine.seq;
    const isForgotten =
      head.seq > mine.seq && Date.parse(head.storedAt) - Date.parse(mine.storedAt) > LOG_MEMORY_MS;
    return wasTakenBack || isForgotten ? { position: head, reset: true } : { position: mine, reset: false };
  }
}

const readEveryMs = (tookMs: number): number =>
  Math.min(READ_EVERY_MS.most, Math.max(READ_EVERY_MS.least, OF_ITS_TIME * tookMs));
