// A thousand related alarms in a minute are a handful of things to do. The written rule:
//   1. alarms of one rule, domain and unit (without a unit: source) within the rule's window are one alert;
//   2. when a rule has opened `most` such alerts in a domain within the window, what comes from elsewhere is one more: the
//      flood of that rule and domain. So a flood is at most `most` + 1 alerts, while another domain still gets its own;
//   3. an alert that was taken calls again when it grows worse, when its condition had ended, or when it still grows
//      `callAgainMinutes` after it was taken; until then growing changes figures and calls nobody.
// Nothing is suppressed: each raw alarm is stored as a member. Pure: in come new alarms and the alerts they may join, out
// come the changes.
import { SEVERITIES, type Severity } from '@ioc/contracts/words';
import type { Alarm } from './alarm.ts';
import { escalateAtMs, returned } from './alert-life.ts';
import type { Actor, AlertChange, AlertRecord, Member, Step } from './alert-record.ts';

const MINUTE_MS = 60_000;
const MOST_TITLE = 500;

export const RAISER: Actor = { kind: 'system', id: 'system', name: 'system' };

export interface Plan {
  readonly alarms: readonly Alarm[];
  /** Open alerts of the alarms' rules, and closed ones that began within the window: they count towards `most`. */
  readonly known: readonly AlertRecord[];
  readonly atMs: number;
  readonly nextId: () => string;
}

interface Growing {
  alert: AlertRecord;
  step: Step | null;
  readonly members: Member[];
}

const rank = (severity: Severity): number => SEVERITIES.indexOf(severity);
const windowMs = ({ rule }: Alarm): number => rule.group.windowMinutes * MINUTE_MS;
const placeKey = ({ rule, domain, unitId, place }: Alarm): string =>
  `${rule.id}|${domain}|${unitId ?? `@${place}`}`;
const floodKey = ({ rule, domain }: Alarm): string => `${rule.id}|${domain}|*`;

/** At most one change for an alert. */
export function planAlerts({ alarms, known, atMs, nextId }: Plan): AlertChange[] {
  const all = new Map<string, Growing>(known.map((alert) => [alert.id, { alert, step: null, members: [] }]));
  for (const alarm of alarms.toSorted((a, b) => a.observedAtMs - b.observedAtMs)) {
    const home = homeOf(alarm, all);
    if (home) join(home, alarm, atMs);
    else {
      const alert = opened(alarm, nextId(), isFlood(alarm, all), atMs);
      all.set(alert.id, { alert, step: raisedStep(alarm), members: [memberOf(alarm)] });
    }
  }
  return [...all.values()].filter(({ members }) => members.length > 0);
}

/** The alert of its place, or else the flood that is on. */
function homeOf(alarm: Alarm, all: ReadonlyMap<string, Growing>): Growing | undefined {
  const open = [...all.values()].filter(({ alert }) => alert.state !== 'closed' && isNear(alert, alarm));
  const place = placeKey(alarm);
  const flood = floodKey(alarm);
  return (
    open.findLast(({ alert }) => alert.groupKey === place) ??
    open.findLast(({ alert }) => alert.groupKey === flood)
  );
}

const isNear = ({ firstAt, lastAt }: AlertRecord, alarm: Alarm): boolean =>
  alarm.observedAtMs >= firstAt - windowMs(alarm) && alarm.observedAtMs <= lastAt + windowMs(alarm);

function isFlood(alarm: Alarm, all: ReadonlyMap<string, Growing>): boolean {
  const opened = [...all.values()].filter(
    ({ alert }) =>
      alert.rule === alarm.rule.id &&
      alert.domain === alarm.domain &&
      alert.grouping === 'place' &&
      Math.abs(alarm.observedAtMs - alert.firstAt) <= windowMs(alarm),
  );
  return opened.length >= alarm.rule.group.most;
}

function opened(alarm: Alarm, id: string, flood: boolean, atMs: number): AlertRecord {
  const { rule, domain, severity, unitId, lon, lat, title, titleEn, observedAtMs } = alarm;
  const where = flood
    ? {
        unitId: null,
        lon: null,
        lat: null,
        title: `Dồn dập ở nhiều nơi, như: ${title}`,
        titleEn: `In many places at once, such as: ${titleEn ?? title}`,
      }
    : { unitId, lon, lat, title, titleEn };
  return {
    id,
    revision: 1,
    rule: rule.id,
    groupKey: flood ? floodKey(alarm) : placeKey(alarm),
    grouping: flood ? 'flood' : 'place',
    domain,
    severity,
    ...where,
    title: where.title.slice(0, MOST_TITLE),
    titleEn: where.titleEn?.slice(0, MOST_TITLE) ?? null,
    state: 'active',
    assigneeId: null,
    shelvedUntil: null,
    escalation: 0,
    escalateAt: escalateAtMs(rule, 0, atMs),
    members: 1,
    firstAt: observedAtMs,
    lastAt: observedAtMs,
    acknowledgedAt: null,
    clearedAt: null,
    closedAt: null,
  };
}

function join(home: Growing, alarm: Alarm, atMs: number): void {
  const { alert } = home;
  home.members.push(memberOf(alarm));
  home.alert = {
    ...alert,
    members: alert.members + 1,
    firstAt: Math.min(alert.firstAt, alarm.observedAtMs),
    lastAt: Math.max(alert.lastAt, alarm.observedAtMs),
  };
  const why = whyAgain(alert, alarm, atMs);
  if (why === null) return;
  const severity = rank(alarm.severity) > rank(alert.severity) ? alarm.severity : alert.severity;
  const isFirstStep = home.step === null;
  home.alert = {
    ...home.alert,
    ...returned(alert, alarm.rule, atMs),
    severity,
    revision: alert.revision + (isFirstStep ? 1 : 0),
  };
  home.step ??= { step: 'returned', actor: RAISER, reason: null, detail: { why, title: alarm.title } };
}

function whyAgain(alert: AlertRecord, alarm: Alarm, atMs: number): string | null {
  if (rank(alarm.severity) > rank(alert.severity)) return 'worse';
  if (alert.clearedAt !== null) return 'again';
  if (alert.shelvedUntil !== null || alert.acknowledgedAt === null) return null;
  return atMs - alert.acknowledgedAt >= alarm.rule.callAgainMinutes * MINUTE_MS ? 'grows' : null;
}

const raisedStep = ({ title, subject }: Alarm): Step => ({
  step: 'raised',
  actor: RAISER,
  reason: null,
  detail: { title, subject },
});

const memberOf = ({ key, subject, severity, unitId, title, titleEn, observedAtMs }: Alarm): Member => ({
  key,
  subject,
  severity,
  unitId,
  title: title.slice(0, MOST_TITLE),
  titleEn: titleEn?.slice(0, MOST_TITLE) ?? null,
  observedAt: observedAtMs,
});
