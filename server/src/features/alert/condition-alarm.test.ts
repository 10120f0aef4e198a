import { alertRuleSchema, type AlertRule, type RuleOf } from '@ioc/contracts/alert-rule';
import {
  alarmsOfCounts,
  alarmsOfOverdue,
  alarmsOfSilence,
  baselineMinutes,
  type CountedPlace,
  type OverdueTicket,
  type SilentSource,
} from './condition-alarm.ts';

const NOW_MS = Date.parse('2026-03-01T03:00:00Z');
const MINUTE_MS = 60_000;
const ruleOf = <W extends AlertRule['when']>(rule: { readonly when: W } & Record<string, unknown>) =>
  alertRuleSchema.parse({ id: 'rule', name: 'Luật', nameEn: 'Rule', severity: 'high', ...rule }) as RuleOf<W>;

const THRESHOLD = { when: 'threshold', windowMinutes: 15, atLeast: 10 } as const;
const RATE = { when: 'rate', windowMinutes: 15, baselineMinutes: 60, times: 2, atLeast: 5 } as const;
const counted = (recent: number, before = 0, place: string | null = null): CountedPlace => ({
  place,
  recent,
  before,
});
const subjects = (rule: Parameters<typeof alarmsOfCounts>[0], ...places: CountedPlace[]) =>
  alarmsOfCounts(rule, places, NOW_MS).map(({ subject }) => subject);

describe('a rule over counts', () => {
  it('holds from so many on, and not before', () => {
    expect(subjects(ruleOf(THRESHOLD), counted(10))).toEqual(['province']);
    expect(subjects(ruleOf(THRESHOLD), counted(9))).toEqual([]);
  });

  it('of a rate holds from so many times as many on as are usual in a window of that length', () => {
    // Forty in an hour are ten in a quarter.
    expect(subjects(ruleOf(RATE), counted(20, 40))).toEqual(['province']);
    expect(subjects(ruleOf(RATE), counted(19, 40))).toEqual([]);
  });

  it('of a rate takes nothing for many, however seldom it is', () => {
    expect(subjects(ruleOf(RATE), counted(5, 0))).toEqual(['province']);
    expect(subjects(ruleOf(RATE), counted(4, 0))).toEqual([]);
  });

  it('looks back before its window for a rate alone', () => {
    expect([baselineMinutes(ruleOf(RATE)), baselineMinutes(ruleOf(THRESHOLD))]).toEqual([60, 0]);
  });

  it('by unit names the unit, and leaves out what lies in none', () => {
    const found = alarmsOfCounts(
      ruleOf({ ...THRESHOLD, per: 'unit', domains: ['traffic'] }),
      [counted(10, 0, 'u1'), counted(99)],
      NOW_MS,
    );
    expect(found).toMatchObject([{ subject: 'u1', place: 'u1', unitId: 'u1', domain: 'traffic' }]);
  });

  it('by domain is of that domain; of several it is of none of them', () => {
    const of = (more: object, place: string | null = null) =>
      alarmsOfCounts(ruleOf({ ...THRESHOLD, ...more }), [counted(10, 0, place)], NOW_MS)[0];
    expect(of({ per: 'domain' }, 'health')).toMatchObject({ domain: 'health', unitId: null });
    expect(of({ domains: ['health'] })).toMatchObject({ domain: 'health', subject: 'province' });
    expect(of({ domains: ['health', 'traffic'] })?.domain).toBe('data');
    expect(of({})?.domain).toBe('data');
  });

  it('tells how many within how long, under a key of the moment', () => {
    expect(alarmsOfCounts(ruleOf(THRESHOLD), [counted(12)], NOW_MS)).toMatchObject([
      {
        key: 'province@2026-03-01T03:00:00.000Z',
        severity: 'high',
        title: 'Luật: 12 trong 15 phút',
        titleEn: 'Rule: 12 within 15 minutes',
        observedAtMs: NOW_MS,
      },
    ]);
  });
});

describe('a rule over silence', () => {
  const source = (silentMs: number, more: Partial<SilentSource> = {}): SilentSource => ({
    id: 'gauge',
    name: 'Trạm đo',
    nameEn: 'Gauge',
    cadenceMs: 2 * MINUTE_MS,
    lastReceivedAtMs: NOW_MS - silentMs,
    ...more,
  });
  const silent = (rule: object, ...sources: SilentSource[]) =>
    alarmsOfSilence(ruleOf({ when: 'absence', ...rule }), sources, NOW_MS);

  it('holds after so many times the rhythm that was promised, and not before', () => {
    expect(silent({ rhythms: 3 }, source(6 * MINUTE_MS))).toEqual([]);
    expect(silent({ rhythms: 3 }, source(6 * MINUTE_MS + 1))).toMatchObject([
      { subject: 'gauge', place: 'gauge', domain: 'data', title: 'Luật: Trạm đo', titleEn: 'Rule: Gauge' },
    ]);
  });

  it('never holds within a minute, however quick the rhythm', () => {
    expect(silent({}, source(MINUTE_MS, { cadenceMs: 1_000 }))).toEqual([]);
    expect(silent({}, source(MINUTE_MS + 1, { cadenceMs: 1_000 }))).toHaveLength(1);
  });

  it('leaves a source without a rhythm alone, unless minutes are given in its place', () => {
    const noRhythm = source(11 * MINUTE_MS, { cadenceMs: null });
    expect(silent({}, noRhythm)).toEqual([]);
    expect(silent({ silentMinutes: 10 }, noRhythm)).toHaveLength(1);
    expect(silent({ silentMinutes: 12 }, noRhythm, source(11 * MINUTE_MS))).toEqual([]);
  });

  it('means the sources it names', () => {
    const both = [source(60 * MINUTE_MS), source(60 * MINUTE_MS, { id: 'camera' })];
    expect(silent({ sources: ['camera'] }, ...both).map(({ subject }) => subject)).toEqual(['camera']);
    expect(silent({}, ...both)).toHaveLength(2);
  });

  it('is one alarm as long as it lasts, and another one the next time', () => {
    const key = (last: SilentSource) => silent({}, last)[0]?.key;
    const once = source(60 * MINUTE_MS);
    expect(key(once)).toBe('gauge@2026-03-01T02:00:00.000Z');
    expect(key(source(30 * MINUTE_MS))).not.toBe(key(once));
  });
});

describe('a rule over tickets', () => {
  const DUE_MS = NOW_MS - 90 * MINUTE_MS;
  const RULE = ruleOf({ when: 'overdue', overdueMinutes: 30 });
  const ticket: OverdueTicket = {
    source: 'desk',
    id: 't1',
    domain: 'hotline',
    unitId: 'u1',
    lon: 105,
    lat: 20,
    title: 'Mất nước',
    titleEn: null,
    dueAtMs: DUE_MS,
  };

  it('is of the ticket and of its date: a new date is another promise', () => {
    const [found] = alarmsOfOverdue(RULE, [ticket], NOW_MS);
    expect(found).toMatchObject({
      key: `desk/t1@${new Date(DUE_MS).toISOString()}`,
      subject: 'desk/t1',
      place: 'desk',
      domain: 'hotline',
      unitId: 'u1',
      lon: 105,
      lat: 20,
      title: 'Luật: Mất nước',
      titleEn: null,
    });
    const [later] = alarmsOfOverdue(RULE, [{ ...ticket, dueAtMs: DUE_MS + 1 }], NOW_MS);
    expect([later?.key === found?.key, later?.subject === found?.subject]).toEqual([false, true]);
  });

  it('is news of when it is noticed, or else of when it became overdue', () => {
    expect(alarmsOfOverdue(RULE, [ticket], NOW_MS)[0]?.observedAtMs).toBe(NOW_MS);
    expect(alarmsOfOverdue(RULE, [ticket], null)[0]?.observedAtMs).toBe(DUE_MS + 30 * MINUTE_MS);
    expect(alarmsOfOverdue(RULE, [{ ...ticket, titleEn: 'No water' }], null)[0]?.titleEn).toBe(
      'Rule: No water',
    );
  });
});
