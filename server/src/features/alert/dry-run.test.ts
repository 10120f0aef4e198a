import { alertRuleSchema, type AlertRule } from '@ioc/contracts/alert-rule';
import type { AlarmRepository } from './alarm.repository.ts';
import { dryRun } from './dry-run.ts';
import type { StoredThing } from './thing-alarm.ts';

const NOW_MS = Date.parse('2026-03-02T03:00:00Z');
const MINUTE_MS = 60_000;
const DAY_MS = 24 * 60 * MINUTE_MS;
const ruleOf = (more: object): AlertRule =>
  alertRuleSchema.parse({ id: 'rule', name: 'x', nameEn: 'x', severity: 'high', ...more });
const THING_RULE = alertRuleSchema.parse({
  id: 'rule',
  name: 'x',
  nameEn: 'x',
  when: 'thing',
  severities: ['critical'],
});
const THRESHOLD = ruleOf({ when: 'threshold', windowMinutes: 10, atLeast: 3 });

const tried = (rule: AlertRule, repository: Partial<AlarmRepository>) =>
  dryRun(repository as AlarmRepository, rule, NOW_MS);
/** So many in the minute that ended so long ago. */
const minute = (agoMinutes: number, total: number, place: string | null = null) => ({
  atMs: NOW_MS - agoMinutes * MINUTE_MS,
  place,
  total,
});
const counted = (rule: AlertRule, ...minutes: ReturnType<typeof minute>[]) =>
  tried(rule, { minutes: () => Promise.resolve(minutes) });

describe('a rule that is tried', () => {
  it('raises once for as long as its condition holds, and again after it did not', async () => {
    const answer = await counted(THRESHOLD, minute(100, 2), minute(95, 1), minute(60, 3));
    expect(answer).toMatchObject({ alarms: 2, alerts: 2, to: new Date(NOW_MS).toISOString() });
    expect(answer.items.map(({ firstAt }) => (NOW_MS - Date.parse(firstAt)) / MINUTE_MS)).toEqual([95, 60]);
  });

  it('sums a window and no more of it', async () => {
    expect((await counted(THRESHOLD, minute(100, 2), minute(91, 1))).alarms).toBe(1);
    expect((await counted(THRESHOLD, minute(100, 2), minute(90, 1))).alarms).toBe(0);
  });

  it('compares a rate with the time right before the window', async () => {
    const rate = ruleOf({ when: 'rate', windowMinutes: 10, baselineMinutes: 20, times: 3, atLeast: 3 });
    // Three beside four in twenty minutes, two of a window: not three times as many. The four alone are, beside none.
    expect((await counted(rate, minute(120, 4), minute(100, 3))).alarms).toBe(1);
    expect((await counted(rate, minute(121, 4), minute(100, 3))).alarms).toBe(2);
  });

  it('reads as far back as the first window reaches', async () => {
    const asked: number[] = [];
    const rate = ruleOf({ when: 'rate', windowMinutes: 10, baselineMinutes: 20, times: 3, atLeast: 3 });
    const minutes = (_rule: unknown, fromMs: number, toMs: number) => {
      asked.push(NOW_MS - fromMs, NOW_MS - toMs);
      return Promise.resolve([]);
    };
    await tried(rate, { minutes });
    expect(asked).toEqual([DAY_MS + 30 * MINUTE_MS, 0]);
  });

  it('raises of each thing once, by its oldest word that it means, and groups as the desk would', async () => {
    const thing = (id: string, agoMinutes: number) =>
      ({
        source: 's',
        id,
        kind: 'item',
        domain: 'traffic',
        severity: 'critical',
        unitId: 'u1',
        title: `${id} ${agoMinutes}`,
        titleEn: null,
        closed: false,
        observedAtMs: NOW_MS - agoMinutes * MINUTE_MS,
        storedAtMs: NOW_MS - agoMinutes * MINUTE_MS,
      }) as StoredThing;
    // Newest first, as they are read.
    const things = [thing('b', 5), thing('a', 8), thing('a', 9), thing('c', 30)];
    const answer = await tried(THING_RULE, { thingsSince: () => Promise.resolve(things) });
    expect(answer).toMatchObject({
      from: new Date(NOW_MS - DAY_MS).toISOString(),
      alarms: 3,
      alerts: 2,
      items: [
        { title: 'c 30', alarms: 1 },
        { title: 'a 9', alarms: 2 },
      ],
    });
  });

  it('says from when it looked where there is more than it reads', async () => {
    const oldest = { source: 's', severity: 'low', observedAtMs: NOW_MS - MINUTE_MS } as StoredThing;
    const many = Array.from({ length: 5_000 }, () => oldest);
    const answer = await tried(THING_RULE, { thingsSince: () => Promise.resolve(many) });
    expect(answer).toMatchObject({ from: new Date(NOW_MS - MINUTE_MS).toISOString(), alarms: 0 });
  });

  it('finds each silence of the day, also the one that still lasts', async () => {
    const heard = (...ago: number[]) =>
      ago.map((minutes) => ({ id: 'gauge', atMs: NOW_MS - minutes * MINUTE_MS }));
    const silences = async (...ago: number[]) => {
      const source = { id: 'gauge', name: 'g', nameEn: 'g', cadenceMs: null, lastReceivedAtMs: NOW_MS };
      return tried(ruleOf({ when: 'absence', silentMinutes: 10 }), {
        sources: () => Promise.resolve([source]),
        heard: () => Promise.resolve(heard(...ago)),
      });
    };
    expect((await silences(60, 55, 50, 45, 40, 35, 30, 25, 20, 15, 10, 5)).alarms).toBe(0);
    expect((await silences(60, 55, 30, 5)).alarms).toBe(2);
    expect((await silences(30, 20, 11)).alarms).toBe(1);
    expect((await silences(60)).from).toBe(new Date(NOW_MS - 60 * MINUTE_MS).toISOString());
  });

  it('asks for all that was overdue in the day, closed since or not', async () => {
    const asked: unknown[] = [];
    const rule = ruleOf({ when: 'overdue', overdueMinutes: 10 });
    const overdue = (_rule: unknown, fromMs: number, atMs: number, ever?: boolean) => {
      asked.push(NOW_MS - fromMs, NOW_MS - atMs, ever);
      return Promise.resolve([]);
    };
    await tried(rule, { overdue });
    expect(asked).toEqual([DAY_MS, 0, true]);
  });
});
