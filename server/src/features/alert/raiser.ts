// Raises alerts. One of several hub nodes leads, by a lease of seconds in the database; it follows what is stored after the
// cursor that it keeps there, looks at conditions every ten seconds and at timers every second. All of it is in rows: a
// node that dies leaves nothing behind but a lease that runs out, and the next one goes on where it was.
// Thing alarms go out with the write that made them: the feed of this node says when something came that a rule may mean, so a
// critical thing is an alert within a second, and the many writes that mean nothing cost one look a second together.
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { AlertRule } from '@ioc/contracts/alert-rule';
import { backoffMs } from '../../feed/backoff.ts';
import { Bell } from '../../feed/bell.ts';
import type { Change } from '../../feed/change.ts';
import type { Logger } from '../../logger.ts';
import type { Clock } from '../../tokens.ts';
import { conditionName, type Alarm, type Over } from './alarm.ts';
import { MOST_ROWS, type AlarmRepository, type Place, type Span } from './alarm.repository.ts';
import type { AlertRecord } from './alert-record.ts';
import { alarmsOfCounts, alarmsOfOverdue, alarmsOfSilence } from './condition-alarm.ts';
import { dueChange } from './due-change.ts';
import { alarmOfAway } from './away-alarm.ts';
import { Heard } from './heard.ts';
import type { RaiserRepository } from './raiser.repository.ts';
import type { RuleBook } from './rule-book.ts';
import { alarmsOfThing, isThingRule, lastWords, oversOfThing } from './thing-alarm.ts';

const MINUTE_MS = 60_000;
/** Between two looks at what is stored, however often the bell rings. */
const BREATH_MS = 60;
const WAIT_MS = 1_000;
const TIMERS_EVERY_MS = 1_000;
const LEASE_EVERY_MS = 2_000;
const CONDITIONS_EVERY_MS = 10_000;
/** After a cursor moved in memory alone, it is written down. */
const CURSOR_EVERY_MS = 5_000;
/** Whoever has just come up, or was away with the database, cannot tell a silent source from its own silence. */
const GRACE_MS = 60_000;
/** The log remembers far longer: whoever read so lately cannot have missed anything. */
const LATELY_MS = 60 * MINUTE_MS;

export interface RaiserParts {
  readonly alarms: AlarmRepository;
  readonly repository: RaiserRepository;
  readonly rules: RuleBook;
  readonly clock: Clock;
  readonly logger: Logger;
}

interface Lead {
  /** What is written down, and how far was really read. */
  stored: Place;
  read: Place;
  readonly sinceMs: number;
  leaseAtMs: number;
  conditionsAtMs: number;
  timersAtMs: number;
  cursorAtMs: number;
}

/** What holds by a rule; not whole: what is not among it may hold all the same, and has not ended. */
interface Look {
  readonly alarms: readonly Alarm[];
  readonly isWhole: boolean;
}
const CANNOT_BE_ASKED: Look = { alarms: [], isWhole: false };
const lookOf = <T>(rows: readonly T[], alarmsOf: (rows: readonly T[]) => readonly Alarm[]): Look => ({
  alarms: alarmsOf(rows),
  isWhole: rows.length < MOST_ROWS,
});

export class Raiser {
  readonly #holder = randomUUID();
  readonly #stopping = new AbortController();
  #lead: Lead | null = null;
  readonly #heard = new Heard();
  #running: Promise<void> = Promise.resolve();
  #looking: Promise<void> | null = null;
  #away: Span | null = null;

  constructor(
    private readonly parts: RaiserParts,
    private readonly bell = new Bell(),
  ) {}

  get leads(): boolean {
    return this.#lead !== null;
  }

  /** When nothing was raised and nothing can be any more, as far as this node found; null: never. */
  get away(): Span | null {
    return this.#away;
  }

  start(): void {
    this.#running = this.#run();
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    this.bell.ring();
    await this.#running;
    await this.#looking;
    await this.parts.repository.leave(this.#holder).catch(() => undefined);
  }

  /** What this node's feed reads; null: it cannot tell what came meanwhile. */
  hear(changes: readonly Change[] | null): void {
    this.#heard.take(changes);
    if (changes === null || this.#heard.isMeant(this.#thingRules())) this.bell.ring();
  }

  async #run(): Promise<void> {
    const { signal } = this.#stopping;
    for (let attempt = 0; !signal.aborted; attempt += 1) {
      try {
        while (!signal.aborted) {
          this.bell.answer();
          const more = await this.round();
          attempt = 0;
          await delay(BREATH_MS, undefined, { signal }).catch(() => undefined);
          if (!more) await this.bell.wait(WAIT_MS);
        }
      } catch (error) {
        if (signal.aborted) break;
        this.#lead = null;
        this.parts.logger.warn({ err: error }, 'alerts cannot be raised now');
        await delay(backoffMs(attempt), undefined, { signal }).catch(() => undefined);
      }
    }
  }

  /** Everything that is due; true: there is more to read at once. */
  async round(): Promise<boolean> {
    const atMs = this.parts.clock();
    const lead = await this.#leading(atMs);
    if (!lead) return false;
    const more = await this.#followThings(lead, atMs);
    if (hasPassed(CONDITIONS_EVERY_MS, lead.conditionsAtMs, atMs)) {
      lead.conditionsAtMs = atMs;
      this.#lookBeside(atMs - lead.sinceMs >= GRACE_MS, atMs);
    }
    if (hasPassed(TIMERS_EVERY_MS, lead.timersAtMs, atMs)) {
      lead.timersAtMs = atMs;
      const due = (alert: AlertRecord) => dueChange(alert, this.parts.rules, atMs);
      await this.parts.repository.callDue(this.#holder, atMs, due);
    }
    return more;
  }

  async #leading(atMs: number): Promise<Lead | null> {
    const lead = this.#lead;
    if (lead && !hasPassed(LEASE_EVERY_MS, lead.leaseAtMs, atMs)) return lead;
    const place = await this.parts.repository.lead(this.#holder);
    if (!place) this.#lead = null;
    else if (lead && lead.stored.seq === place.seq) lead.leaseAtMs = atMs;
    else {
      this.parts.logger.info({ seq: place.seq }, 'this node raises the alerts');
      const times = { sinceMs: atMs, leaseAtMs: atMs, conditionsAtMs: 0, timersAtMs: 0, cursorAtMs: atMs };
      this.#lead = { stored: place, read: place, ...times };
    }
    return this.#lead;
  }

  /** Beside the rest: a critical thing does not wait for sums over hours. One look at a time. */
  #lookBeside(hears: boolean, atMs: number): void {
    this.#looking ??= this.lookAtConditions(hears, atMs)
      .catch((error: unknown) => this.parts.logger.warn({ err: error }, 'conditions cannot be looked at now'))
      .finally(() => (this.#looking = null));
  }

  async #followThings(lead: Lead, atMs: number): Promise<boolean> {
    const rules = this.#thingRules();
    const nothing = this.#heard.nothingAfter(lead.read.seq, rules);
    if (nothing) {
      await this.#passOver(lead, nothing, atMs);
      return false;
    }
    const away = await this.#awaySince(lead.read, atMs);
    const severities = [...new Set(rules.flatMap((rule) => rule.severities))];
    const { things, upTo, more } = await this.parts.alarms.thingsAfter(lead.read, severities);
    const { alarms, overs } = await this.parts.repository.news(
      [...(away ? [alarmOfAway(away, atMs)] : []), ...things.flatMap((thing) => alarmsOfThing(rules, thing))],
      lastWords(things).flatMap((thing) => oversOfThing(rules, thing)),
    );
    const isNews = alarms.length > 0 || overs.length > 0;
    if (!isNews) {
      await this.#passOver(lead, upTo, atMs);
      return more && this.leads;
    }
    const cursor = { from: lead.stored, to: upTo };
    const { repository } = this.parts;
    this.#moved(
      lead,
      upTo,
      atMs,
      await repository.raise({ holder: this.#holder, alarms, overs, cursor, atMs }),
    );
    return more && this.leads;
  }

  /** There was nothing in it; written down now and then. */
  async #passOver(lead: Lead, upTo: Place, atMs: number): Promise<void> {
    lead.read = upTo;
    if (upTo.seq === lead.stored.seq || !hasPassed(CURSOR_EVERY_MS, lead.cursorAtMs, atMs)) return;
    const isMine = await this.parts.repository.move(this.#holder, lead.stored, upTo);
    this.#moved(lead, upTo, atMs, isMine ? 0 : null);
  }

  /** `raised` null: somebody else leads, or did; begin again from what is written down. */
  #moved(lead: Lead, upTo: Place, atMs: number, raised: number | null): void {
    if (raised === null) this.#lead = null;
    lead.read = upTo;
    lead.stored = upTo;
    lead.cursorAtMs = atMs;
  }

  #thingRules() {
    return this.parts.rules.enabled.filter(isThingRule);
  }

  /** It reads on from the oldest that is remembered; what lies before is told and not passed over. */
  async #awaySince(read: Place, atMs: number): Promise<Span | null> {
    if (atMs - Date.parse(read.storedAt) < LATELY_MS) return null;
    const away = await this.parts.alarms.forgottenAfter(read);
    if (!away) return null;
    this.#away = away;
    const [from, to] = [away.fromMs, away.toMs].map((ms) => new Date(ms).toISOString());
    this.parts.logger.error({ from, to }, 'no alert was raised of what was stored meanwhile');
    return away;
  }

  /** Rules over counts, sources and tickets, each as it is now; `hears`: silence means something. */
  async lookAtConditions(hears: boolean, atMs: number): Promise<void> {
    const { repository, rules } = this.parts;
    const enabled = rules.enabled;
    const looked = await Promise.all(enabled.map((rule) => this.#conditions(rule, hears, atMs)));
    const alarms = looked.flatMap((look) => look.alarms);
    const unknown = enabled.filter((_rule, at) => looked[at]?.isWhole !== true).map(({ id }) => id);
    const holding = new Set(alarms.map(({ rule, subject }) => conditionName(rule.id, subject)));
    const standing = await repository.standing(unknown);
    const overs: Over[] = standing
      .filter(({ rule, subject }) => !holding.has(conditionName(rule, subject)))
      .map(({ rule, subject }) => ({ rule, subject, overAtMs: atMs }));
    if (alarms.length === 0 && overs.length === 0) return;
    const raised = await repository.raise({ holder: this.#holder, alarms, overs, cursor: null, atMs });
    if (raised === null) this.#lead = null;
  }

  async #conditions(rule: AlertRule, hears: boolean, atMs: number): Promise<Look> {
    const { alarms } = this.parts;
    switch (rule.when) {
      case 'thing':
        return CANNOT_BE_ASKED;
      case 'threshold':
      case 'rate':
        return lookOf(await alarms.counts(rule, atMs), (places) => alarmsOfCounts(rule, places, atMs));
      case 'absence':
        if (!hears) return CANNOT_BE_ASKED;
        return lookOf(await alarms.sources(), (sources) => alarmsOfSilence(rule, sources, atMs));
      case 'overdue': {
        const fromMs = atMs - (rule.overdueMinutes + rule.forgetAfterMinutes) * MINUTE_MS;
        const tickets = await alarms.overdue(rule, fromMs, atMs);
        return lookOf(tickets, (found) => alarmsOfOverdue(rule, found, atMs));
      }
    }
  }
}

/** Also when the clock was put back, or nothing would be done until it is where it was. */
const hasPassed = (ms: number, sinceMs: number, atMs: number): boolean => Math.abs(atMs - sinceMs) >= ms;
