// What people and programs did, written to the append-only chain of `audit_entry` by the database function
// `append_audit`. A change is written in the transaction that makes it, so that neither is there without the other.
// Refusals are noted: they wait in a bounded queue and equal ones are counted into one entry, so that a flood of them
// cannot hold up the database. A transaction that writes facts too takes the writers' lock first, then appends here.
import type { Logger } from '../logger.ts';
import type { Queryable } from '../db/queryable.ts';
import { entriesText, type AuditEvent } from './audit-event.ts';
import type { AuditRepository } from './audit.repository.ts';
import { currentMark } from './audit-mark.ts';
import { NoteQueue } from './note-queue.ts';

export type { AuditEvent } from './audit-event.ts';

const FLUSH_EVERY_MS = 2_000;
const STRANGERS_EVERY_MS = 60_000;
const BATCH = 200;

export interface AuditTrailOptions {
  readonly flushEveryMs?: number;
  readonly strangersEveryMs?: number;
}

export class AuditTrail {
  readonly #queue = new NoteQueue();
  readonly #timers: readonly NodeJS.Timeout[];
  #flushing: Promise<void> = Promise.resolve();

  constructor(
    private readonly repository: Pick<AuditRepository, 'append'>,
    private readonly logger: Logger,
    { flushEveryMs = FLUSH_EVERY_MS, strangersEveryMs = STRANGERS_EVERY_MS }: AuditTrailOptions = {},
  ) {
    this.#timers = [
      setInterval(() => void this.flush(), flushEveryMs).unref(),
      setInterval(() => void this.flushStrangers(), strangersEveryMs).unref(),
    ];
  }

  /** Notes that wait. */
  get waiting(): number {
    return this.#queue.size;
  }

  /** Notes that were lost since the start. */
  get lost(): number {
    return this.#queue.lostTotal;
  }

  /** In the caller's transaction; the caller takes no other lock after it. */
  append(manager: Queryable, ...events: readonly AuditEvent[]): Promise<void> {
    return this.#append(manager, events);
  }

  /** By itself; resolves after commit. */
  write(...events: readonly AuditEvent[]): Promise<void> {
    return this.#append(null, events);
  }

  /** Soon, and never in the way of the caller. */
  note(event: AuditEvent): void {
    const mark = currentMark();
    this.#queue.add(mark?.filledIn(event) ?? event);
    mark?.set();
  }

  /** Writes what was noted of people and programs; what cannot be written waits. */
  flush(): Promise<void> {
    return this.#drain(() => this.#queue.takeKnown());
  }

  /** The same for strangers, whose refusals are gathered for longer. */
  flushStrangers(): Promise<void> {
    return this.#drain(() => this.#queue.takeStrangers());
  }

  /** Takes no more time than the one who calls gives it; writes what is left. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    await this.flush();
    await this.flushStrangers();
  }

  async #append(manager: Queryable | null, events: readonly AuditEvent[]): Promise<void> {
    const mark = currentMark();
    const filled = events.map((event) => mark?.filledIn(event) ?? event);
    await this.repository.append(manager, entriesText(filled));
    mark?.set();
  }

  /** One after the other, so that a slow database has one of our statements and not many. */
  #drain(take: () => AuditEvent[]): Promise<void> {
    this.#flushing = this.#flushing.then(() => this.#writeAll(take()));
    return this.#flushing;
  }

  async #writeAll(events: AuditEvent[]): Promise<void> {
    for (let from = 0; from < events.length; from += BATCH) {
      try {
        await this.repository.append(null, entriesText(events.slice(from, from + BATCH)));
      } catch (error) {
        this.#queue.putBack(events.slice(from));
        this.logger.warn({ err: error }, 'the audit trail cannot be written now; notes wait');
        return;
      }
    }
  }
}
