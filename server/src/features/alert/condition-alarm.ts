// Conditions that hold at a moment, as rules over counts, sources and tickets see them, from rows that the repository read.
// What holds now and did not stand before is an alarm; what stood and does not hold any more is over.
import type { AlertRule, RuleOf } from '@ioc/contracts/alert-rule';
import type { Domain } from '@ioc/contracts/words';
import type { Alarm } from './alarm.ts';

const MINUTE_MS = 60_000;

/** Things of a place within a rule's window, and in the time before it. */
export interface CountedPlace {
  /** A unit, a domain, or the province, as the rule asks; null: unlocated. */
  readonly place: string | null;
  readonly recent: number;
  readonly before: number;
}

export interface SilentSource {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly cadenceMs: number | null;
  readonly lastReceivedAtMs: number;
}

export interface OverdueTicket {
  readonly source: string;
  readonly id: string;
  readonly domain: Domain;
  readonly unitId: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly dueAtMs: number;
}

export type CountRule = RuleOf<'threshold'> | RuleOf<'rate'>;

/** How long the time before the window is; none for a threshold. */
export const baselineMinutes = (rule: CountRule): number => (rule.when === 'rate' ? rule.baselineMinutes : 0);

function isMany(rule: CountRule, { recent, before }: CountedPlace): boolean {
  if (recent < rule.atLeast) return false;
  if (rule.when === 'threshold') return true;
  const usual = (before / rule.baselineMinutes) * rule.windowMinutes;
  return recent >= usual * rule.times;
}

const PROVINCE = 'province';

export const alarmsOfCounts = (rule: CountRule, places: readonly CountedPlace[], atMs: number): Alarm[] =>
  places
    .filter((place) => (rule.per === 'unit' ? place.place !== null : true) && isMany(rule, place))
    .map(({ place, recent }) => {
      const subject = place ?? PROVINCE;
      const domains = rule.domains ?? [];
      return {
        rule,
        key: `${subject}@${new Date(atMs).toISOString()}`,
        subject,
        place: subject,
        domain:
          rule.per === 'domain'
            ? (subject as Domain)
            : ((domains.length === 1 ? domains[0] : null) ?? 'data'),
        severity: rule.severity,
        unitId: rule.per === 'unit' ? place : null,
        lon: null,
        lat: null,
        title: `${rule.name}: ${recent} trong ${rule.windowMinutes} phút`,
        titleEn: `${rule.nameEn}: ${recent} within ${rule.windowMinutes} minutes`,
        observedAtMs: atMs,
      };
    });

const silenceLimitMs = (rule: RuleOf<'absence'>, { cadenceMs }: SilentSource): number | null => {
  if (rule.silentMinutes !== undefined) return rule.silentMinutes * MINUTE_MS;
  return cadenceMs === null ? null : Math.max(MINUTE_MS, cadenceMs * rule.rhythms);
};

/** One silence is one alarm: its key is when the source was last heard. */
export const alarmsOfSilence = (
  rule: RuleOf<'absence'>,
  sources: readonly SilentSource[],
  atMs: number,
): Alarm[] =>
  sources
    .filter(({ id }) => rule.sources === undefined || rule.sources.includes(id))
    .filter((source) => {
      const limitMs = silenceLimitMs(rule, source);
      return limitMs !== null && atMs - source.lastReceivedAtMs > limitMs;
    })
    .map(({ id, name, nameEn, lastReceivedAtMs }) => ({
      rule,
      key: `${id}@${new Date(lastReceivedAtMs).toISOString()}`,
      subject: id,
      place: id,
      domain: 'data',
      severity: rule.severity,
      unitId: null,
      lon: null,
      lat: null,
      title: `${rule.name}: ${name}`,
      titleEn: `${rule.nameEn}: ${nameEn}`,
      observedAtMs: atMs,
    }));

/**
 * A ticket that was given a new date is another promise. `noticedAtMs`: they are news of that moment, and grouped as such,
 * however long ago each became overdue; null: each is of the moment when it did.
 */
export const alarmsOfOverdue = (
  rule: RuleOf<'overdue'>,
  tickets: readonly OverdueTicket[],
  noticedAtMs: number | null,
): Alarm[] =>
  tickets.map(({ source, id, domain, unitId, lon, lat, title, titleEn, dueAtMs }) => ({
    rule,
    key: `${source}/${id}@${new Date(dueAtMs).toISOString()}`,
    subject: `${source}/${id}`,
    place: source,
    domain,
    severity: rule.severity,
    unitId,
    lon,
    lat,
    title: `${rule.name}: ${title}`,
    titleEn: titleEn === null ? null : `${rule.nameEn}: ${titleEn}`,
    observedAtMs: noticedAtMs ?? dueAtMs + rule.overdueMinutes * MINUTE_MS,
  }));

export const isConditionRule = (rule: AlertRule): boolean => rule.when !== 'thing';
