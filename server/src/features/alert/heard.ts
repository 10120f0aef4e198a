// What the feed of this node has read since the raiser last looked: enough to know that there is nothing to look for. Most
// writes bring nothing that a rule means, and reading them a second time cost as much as the hub's own reading. It only ever
// says "nothing": whatever may be something is read from the database, by what that holds.
import type { RuleOf } from '@ioc/contracts/alert-rule';
import type { Severity } from '@ioc/contracts/words';
import type { Change, ThingChange } from '../../feed/change.ts';
import type { Place } from './alarm.repository.ts';

type ThingRule = RuleOf<'thing'>;

export class Heard {
  /** Every write after this one was heard; null: nothing was. */
  #after: number | null = null;
  #upTo: Place | null = null;
  readonly #severities = new Set<Severity>();
  #isOver = false;

  /** Null: what came meanwhile nobody knows. */
  take(changes: readonly Change[] | null): void {
    if (changes === null) this.#after = null;
    const [first, last] = [changes?.[0], changes?.at(-1)];
    if (!first || !last) return;
    if (this.#after === null) this.#beginAfter(first.seq - 1);
    for (const change of changes ?? []) if (change.topic === 'item') this.#note(change);
    this.#upTo = { seq: last.seq, storedAt: new Date(last.storedAtMs).toISOString() };
  }

  /** Something came of a severity that a rule means. That something is over may wait for the next look. */
  isMeant(rules: readonly ThingRule[]): boolean {
    return rules.some(({ severities }) => severities.some((severity) => this.#severities.has(severity)));
  }

  /** How far there is nothing to read after `seq`; null: it must be read. Either way it begins anew from there. */
  nothingAfter(seq: number, rules: readonly ThingRule[]): Place | null {
    const upTo = this.#upTo;
    if (this.#after === null || upTo === null || upTo.seq <= seq) return null;
    const isNothing = seq >= this.#after && !this.#isOver && !this.isMeant(rules);
    this.#beginAfter(upTo.seq);
    return isNothing ? upTo : null;
  }

  #beginAfter(seq: number): void {
    this.#after = seq;
    this.#severities.clear();
    this.#isOver = false;
  }

  /** Also what was outdated within the write: it may have been critical. */
  #note({ rows, outdated = [] }: Extract<Change, { topic: 'item' }>): void {
    for (const list of [rows, outdated]) list.forEach((thing) => this.#noteThing(thing));
  }

  #noteThing({ severity, kind, closed }: ThingChange): void {
    this.#severities.add(severity);
    this.#isOver ||= kind !== 'event' && closed;
  }
}
