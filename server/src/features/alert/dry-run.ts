// What a rule would have raised in the last 24 hours: the same functions that raise, over what is stored, writing nothing.
// Bounded (E1): where there is too much to read, it says from when it looked.
import type { AlertRule, RuleOf } from '@ioc/contracts/alert-rule';
import type { DryRun } from '@ioc/contracts/api/alerts';
import type { Alarm } from './alarm.ts';
import type { AlarmRepository, MinuteCount } from './alarm.repository.ts';
import type { AlertRecord } from './alert-record.ts';
import {
  alarmsOfCounts,
  alarmsOfOverdue,
  alarmsOfSilence,
  baselineMinutes,
  type CountedPlace,
  type CountRule,
} from './condition-alarm.ts';
import { planAlerts } from './grouping.ts';
import { alarmsOfThing } from './thing-alarm.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const SHOWN = 50;
const MOST_THINGS = 5_000;

interface Found {
  readonly alarms: readonly Alarm[];
  readonly fromMs: number;
}

export async function dryRun(repository: AlarmRepository, rule: AlertRule, atMs: number): Promise<DryRun> {
  const { alarms, fromMs } = await alarmsOfDay(repository, rule, atMs);
  const alerts = alertsOf(alarms);
  return {
    from: new Date(fromMs).toISOString(),
    to: new Date(atMs).toISOString(),
    alarms: alarms.length,
    alerts: alerts.length,
    items: alerts.slice(0, SHOWN).map(({ title, titleEn, severity, unitId, firstAt, lastAt, members }) => ({
      title,
      titleEn,
      severity,
      unitId,
      firstAt: new Date(firstAt).toISOString(),
      lastAt: new Date(lastAt).toISOString(),
      alarms: members,
    })),
  };
}

/** As if nobody had touched them: minute by minute, each alarm where it would have gone. */
function alertsOf(alarms: readonly Alarm[]): AlertRecord[] {
  const all = new Map<string, AlertRecord>();
  const nextId = () => String(all.size + 1);
  const waiting = alarms.toSorted((a, b) => a.observedAtMs - b.observedAtMs);
  for (const alarm of waiting) {
    const windowMs = alarm.rule.group.windowMinutes * MINUTE_MS;
    const known = [...all.values()].filter(({ lastAt }) => alarm.observedAtMs - lastAt <= windowMs);
    const [change] = planAlerts({ alarms: [alarm], known, atMs: alarm.observedAtMs, nextId });
    if (change) all.set(change.alert.id, change.alert);
  }
  return [...all.values()];
}

async function alarmsOfDay(repository: AlarmRepository, rule: AlertRule, atMs: number): Promise<Found> {
  const fromMs = atMs - DAY_MS;
  switch (rule.when) {
    case 'thing':
      return thingsOfDay(repository, rule, fromMs);
    case 'threshold':
    case 'rate': {
      const readFromMs = fromMs - (rule.windowMinutes + baselineMinutes(rule)) * MINUTE_MS;
      return {
        alarms: countsOfDay(rule, await repository.minutes(rule, readFromMs, atMs), fromMs, atMs),
        fromMs,
      };
    }
    case 'absence':
      return silenceOfDay(repository, rule, fromMs, atMs);
    case 'overdue':
      return {
        alarms: alarmsOfOverdue(rule, await repository.overdue(rule, fromMs, atMs, true), null),
        fromMs,
      };
  }
}

async function thingsOfDay(
  repository: AlarmRepository,
  rule: RuleOf<'thing'>,
  sinceMs: number,
): Promise<Found> {
  const things = await repository.thingsSince(sinceMs, rule.severities);
  const alarms = new Map<string, Alarm>();
  for (const thing of things.toReversed())
    for (const alarm of alarmsOfThing([rule], thing))
      if (!alarms.has(alarm.key)) alarms.set(alarm.key, alarm);
  const oldest = things.at(-1);
  const fromMs = things.length === MOST_THINGS && oldest ? oldest.observedAtMs : sinceMs;
  return { alarms: [...alarms.values()], fromMs };
}

/** Minute by minute; what holds in one minute and held in the one before is the same alarm. */
function countsOfDay(
  rule: CountRule,
  minutes: readonly MinuteCount[],
  fromMs: number,
  toMs: number,
): Alarm[] {
  const alarms: Alarm[] = [];
  let holding = new Set<string>();
  for (let atMs = Math.ceil(fromMs / MINUTE_MS) * MINUTE_MS; atMs <= toMs; atMs += MINUTE_MS) {
    const now = alarmsOfCounts(rule, placesAt(rule, minutes, atMs), atMs);
    alarms.push(...now.filter(({ subject }) => !holding.has(subject)));
    holding = new Set(now.map(({ subject }) => subject));
  }
  return alarms;
}

function placesAt(rule: CountRule, minutes: readonly MinuteCount[], atMs: number): CountedPlace[] {
  const splitMs = atMs - rule.windowMinutes * MINUTE_MS;
  const startMs = splitMs - baselineMinutes(rule) * MINUTE_MS;
  const places = new Map<string | null, { recent: number; before: number }>();
  for (let at = firstAfter(minutes, startMs); at < minutes.length; at += 1) {
    const minute = minutes[at];
    if (!minute || minute.atMs > atMs) break;
    const sums = places.get(minute.place) ?? { recent: 0, before: 0 };
    sums[minute.atMs > splitMs ? 'recent' : 'before'] += minute.total;
    places.set(minute.place, sums);
  }
  return [...places].map(([place, { recent, before }]) => ({ place, recent, before }));
}

/** They are in order. */
function firstAfter(minutes: readonly MinuteCount[], atMs: number): number {
  let [low, high] = [0, minutes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((minutes[middle]?.atMs ?? 0) > atMs) high = middle;
    else low = middle + 1;
  }
  return low;
}

async function silenceOfDay(
  repository: AlarmRepository,
  rule: RuleOf<'absence'>,
  fromMs: number,
  atMs: number,
): Promise<Found> {
  const [sources, heard] = [await repository.sources(), await repository.heard(fromMs)];
  const last = new Map<string, number>();
  const alarms: Alarm[] = [];
  const silentUntil = (id: string, untilMs: number) => {
    const source = sources.find((one) => one.id === id);
    const lastReceivedAtMs = last.get(id);
    if (source && lastReceivedAtMs !== undefined)
      alarms.push(...alarmsOfSilence(rule, [{ ...source, lastReceivedAtMs }], untilMs));
  };
  for (const { id, atMs: heardAtMs } of heard) {
    silentUntil(id, heardAtMs);
    last.set(id, Math.max(heardAtMs, last.get(id) ?? 0));
  }
  for (const id of last.keys()) silentUntil(id, atMs);
  return { alarms, fromMs: Math.max(fromMs, heard[0]?.atMs ?? fromMs) };
}
