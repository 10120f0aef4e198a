// Refusals wait here until they are written. Equal ones become one entry with a count; strangers count by address alone,
// and only so many addresses at a time, so that a flood from outside fills neither memory nor the table. What does not
// fit is counted, and one entry says how many were not written.
import { SYSTEM, type AuditEvent } from './audit-event.ts';

const KNOWN = 1_000;
const STRANGERS = 100;
/** Entries of their own that strangers get (failed sign-ins) until `takeStrangers` is called, once a minute. */
const NAMED_STRANGERS = 120;

/** What a stranger's refusal is noted as, whatever was asked. */
export const ANY_REQUEST = 'request';

interface Noted {
  readonly event: AuditEvent;
  times: number;
}

export class NoteQueue {
  #known = new Map<string, Noted>();
  #strangers = new Map<string, Noted>();
  #otherStrangers = 0;
  #namedStrangers = 0;
  #lost = 0;
  /** Since the start. */
  lostTotal = 0;

  get size(): number {
    return this.#known.size + this.#strangers.size;
  }

  add(event: AuditEvent): void {
    if (event.principal.kind !== 'nobody') return this.#addKnown(event, 1);
    if (event.action === ANY_REQUEST || this.#namedStrangers >= NAMED_STRANGERS)
      return this.#addStranger(event);
    this.#namedStrangers += 1;
    this.#addKnown(event, 1);
  }

  /** Takes out all but what strangers were refused, and what was lost. */
  takeKnown(): AuditEvent[] {
    const events = [...this.#known.values()].map(toEvent);
    this.#known = new Map();
    if (this.#lost > 0)
      events.push({
        principal: SYSTEM,
        action: 'audit.lost',
        outcome: 'failed',
        detail: { notWritten: this.#lost },
      });
    this.#lost = 0;
    return events;
  }

  /** Takes out what strangers were refused. */
  takeStrangers(): AuditEvent[] {
    const events = [...this.#strangers.values()].map(toEvent);
    this.#strangers = new Map();
    if (this.#otherStrangers > 0) events.push(strangerAt(null, { fromOtherAddresses: this.#otherStrangers }));
    this.#otherStrangers = 0;
    this.#namedStrangers = 0;
    return events;
  }

  /** They could not be written; those that still fit wait for the next time. */
  putBack(events: readonly AuditEvent[]): void {
    for (const event of events) {
      if (event.action === 'audit.lost') this.#lose(Number(event.detail?.['notWritten'] ?? 0));
      else this.#addKnown(event, Number(event.detail?.['times'] ?? 1));
    }
  }

  #addKnown(event: AuditEvent, times: number): void {
    const { principal, action, outcome, target, address } = event;
    const key = JSON.stringify([principal.kind, principal.id, action, outcome, target, address]);
    const same = this.#known.get(key);
    if (same) same.times += times;
    else if (this.#known.size < KNOWN) this.#known.set(key, { event, times });
    else this.#lose(times);
  }

  #addStranger({ address }: AuditEvent): void {
    const key = address ?? '';
    const same = this.#strangers.get(key);
    if (same) same.times += 1;
    else if (this.#strangers.size < STRANGERS)
      this.#strangers.set(key, { event: strangerAt(address ?? null, {}), times: 1 });
    else this.#otherStrangers += 1;
  }

  #lose(count: number): void {
    this.#lost += count;
    this.lostTotal += count;
  }
}

const strangerAt = (address: string | null, detail: AuditEvent['detail'] & object): AuditEvent => ({
  principal: { kind: 'nobody', id: 'public', name: 'public' },
  action: ANY_REQUEST,
  outcome: 'refused',
  address,
  detail,
});

const toEvent = ({ event, times }: Noted): AuditEvent =>
  times === 1 ? event : { ...event, detail: { ...event.detail, times } };
