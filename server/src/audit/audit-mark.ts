// Follows one request, so that what is appended while it runs knows where it came from, and so that a change which
// nobody wrote down can be noticed when it ends.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { AuditEvent } from './audit-event.ts';

export class AuditMark {
  #isWritten = false;

  constructor(
    private readonly address: string,
    private readonly correlationId: string,
  ) {}

  /** An entry was written on behalf of this request. */
  get isWritten(): boolean {
    return this.#isWritten;
  }

  set(): void {
    this.#isWritten = true;
  }

  filledIn(event: AuditEvent): AuditEvent {
    return {
      ...event,
      address: event.address ?? this.address,
      correlationId: event.correlationId ?? this.correlationId,
    };
  }
}

const marks = new AsyncLocalStorage<AuditMark>();

export const currentMark = (): AuditMark | undefined => marks.getStore();

/** Runs `work` and whatever it starts on behalf of the mark. */
export const runMarked = (mark: AuditMark, work: () => void): void => marks.run(mark, work);
