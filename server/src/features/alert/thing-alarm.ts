import type { AlertRule, RuleOf } from '@ioc/contracts/alert-rule';
import type { Domain, Kind, Severity } from '@ioc/contracts/words';
import type { Alarm, Over } from './alarm.ts';

const MINUTE_MS = 60_000;

/** A stored word of a thing, as far as rules look at it. */
export interface StoredThing {
  readonly source: string;
  readonly id: string;
  readonly kind: Kind;
  readonly type: string;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly unitId: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly closed: boolean;
  readonly observedAtMs: number;
  readonly storedAtMs: number;
}

export const isThingRule = (rule: AlertRule): rule is RuleOf<'thing'> => rule.when === 'thing';

const has = <T>(list: readonly T[] | undefined, value: T): boolean =>
  list === undefined || list.includes(value);

const isMeant = (rule: RuleOf<'thing'>, thing: StoredThing): boolean =>
  rule.severities.includes(thing.severity) &&
  has(rule.domains, thing.domain) &&
  has(rule.kinds, thing.kind) &&
  has(rule.types, thing.type) &&
  has(rule.sources, thing.source);

const isOver = ({ kind, closed }: StoredThing): boolean => kind !== 'event' && closed;

/** What a thing raises: one alarm for each rule that means it, however many words about it come (F7). */
export const alarmsOfThing = (rules: readonly RuleOf<'thing'>[], thing: StoredThing): Alarm[] =>
  rules
    .filter((rule) => !isOver(thing) && isMeant(rule, thing))
    .filter((rule) => thing.storedAtMs - thing.observedAtMs <= rule.lateAfterMinutes * MINUTE_MS)
    .map((rule) => ({
      rule,
      key: `${thing.source}/${thing.id}`,
      subject: `${thing.source}/${thing.id}`,
      place: thing.source,
      domain: thing.domain,
      severity: thing.severity,
      unitId: thing.unitId,
      lon: thing.lon,
      lat: thing.lat,
      title: thing.title,
      titleEn: thing.titleEn,
      observedAtMs: thing.observedAtMs,
    }));

/** Of several words about a thing the last one says whether it is over: it may have been closed and opened again. */
export const lastWords = (things: readonly StoredThing[]): StoredThing[] => [
  ...new Map(things.map((thing) => [`${thing.source}\n${thing.id}`, thing])).values(),
];

/** A thing that was closed by its source is no condition any more, whatever it raised. */
export const oversOfThing = (rules: readonly RuleOf<'thing'>[], thing: StoredThing): Over[] =>
  isOver(thing)
    ? rules.map(({ id }) => ({
        rule: id,
        subject: `${thing.source}/${thing.id}`,
        overAtMs: thing.observedAtMs,
      }))
    : [];
