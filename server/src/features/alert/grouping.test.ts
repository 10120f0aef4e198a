import { alertRuleSchema, type AlertRule } from '@ioc/contracts/alert-rule';
import type { Alarm } from './alarm.ts';
import type { AlertChange, AlertRecord } from './alert-record.ts';
import { planAlerts } from './grouping.ts';

const NOW_MS = Date.parse('2026-03-01T03:00:00Z');
const MINUTE_MS = 60_000;
const RULE: AlertRule = alertRuleSchema.parse({
  id: 'critical-thing',
  when: 'thing',
  name: 'Việc nghiêm trọng',
  nameEn: 'Something critical',
  severities: ['critical', 'high'],
  escalateAfterMinutes: [5, 10],
});

const alarm = (id: string, more: Partial<Alarm> = {}): Alarm => ({
  rule: RULE,
  key: id,
  subject: id,
  place: 'camera',
  domain: 'environment',
  severity: 'high',
  unitId: 'u1',
  lon: null,
  lat: null,
  title: id,
  titleEn: null,
  observedAtMs: NOW_MS,
  ...more,
});

/** A desk that remembers what was planned. */
class Desk {
  readonly alerts = new Map<string, AlertRecord>();
  #made = 0;

  plan(alarms: readonly Alarm[], atMs = NOW_MS): AlertChange[] {
    const nextId = () => String((this.#made += 1));
    const changes = planAlerts({ alarms, known: [...this.alerts.values()], atMs, nextId });
    for (const { alert } of changes) this.alerts.set(alert.id, alert);
    return changes;
  }

  set(id: string, more: Partial<AlertRecord>): void {
    const alert = this.alerts.get(id);
    if (alert) this.alerts.set(id, { ...alert, ...more });
  }
}

describe('grouping', () => {
  it('makes a thousand related alarms of a minute into at most ten alerts, each alarm a member of one (L2, F20)', () => {
    const desk = new Desk();
    const members: string[] = [];
    for (let batch = 0; batch < 50; batch += 1) {
      const alarms = Array.from({ length: 20 }, (_, at) =>
        alarm(`a${batch}-${at}`, {
          unitId: `u${(batch * 20 + at) % 78}`,
          observedAtMs: NOW_MS + batch * 1_200,
        }),
      );
      for (const change of desk.plan(alarms, NOW_MS + batch * 1_200))
        members.push(...change.members.map(({ key }) => key));
    }
    expect(desk.alerts.size).toBe(5);
    expect(new Set(members).size).toBe(1_000);
    expect([...desk.alerts.values()].reduce((sum, alert) => sum + alert.members, 0)).toBe(1_000);
  });

  it('gives another domain its own alert while one is flooded', () => {
    const desk = new Desk();
    desk.plan(Array.from({ length: 30 }, (_, at) => alarm(`a${at}`, { unitId: `u${at}` })));
    const [fire] = desk.plan([alarm('fire', { domain: 'public-security', unitId: 'u9' })]);
    expect(fire?.alert).toMatchObject({ grouping: 'place', unitId: 'u9', title: 'fire', members: 1 });
  });

  it('keeps a flood out of any one unit, for whoever sees only that unit', () => {
    const desk = new Desk();
    desk.plan(Array.from({ length: 9 }, (_, at) => alarm(`a${at}`, { unitId: `u${at}` })));
    const flood = [...desk.alerts.values()].find(({ grouping }) => grouping === 'flood');
    expect(flood).toMatchObject({ unitId: null, lon: null, members: 5 });
    expect(flood?.title).toContain('a4');
  });

  it('opens a new alert when the window has passed', () => {
    const desk = new Desk();
    desk.plan([alarm('a')]);
    const later = NOW_MS + 11 * MINUTE_MS;
    expect(desk.plan([alarm('b', { observedAtMs: later })], later)[0]?.step?.step).toBe('raised');
    expect(desk.alerts.size).toBe(2);
  });

  it('never joins a closed alert', () => {
    const desk = new Desk();
    desk.plan([alarm('a')]);
    desk.set('1', { state: 'closed', closedAt: NOW_MS });
    expect(desk.plan([alarm('b')])[0]?.alert.id).toBe('2');
  });

  it('grows a taken alert quietly, and has it call again after five minutes', () => {
    const desk = new Desk();
    desk.plan([alarm('a')]);
    desk.set('1', { state: 'acknowledged', acknowledgedAt: NOW_MS, revision: 2, escalateAt: null });
    const [quiet] = desk.plan([alarm('b', { observedAtMs: NOW_MS + MINUTE_MS })], NOW_MS + MINUTE_MS);
    expect(quiet).toMatchObject({ step: null, alert: { state: 'acknowledged', revision: 2, members: 2 } });
    const later = NOW_MS + 5 * MINUTE_MS;
    const [loud] = desk.plan(
      [alarm('c', { observedAtMs: later }), alarm('d', { observedAtMs: later })],
      later,
    );
    expect(loud?.step).toMatchObject({ step: 'returned', detail: { why: 'grows' } });
    expect(loud?.alert).toMatchObject({
      state: 'active',
      acknowledgedAt: null,
      revision: 3,
      members: 4,
      escalateAt: later + 5 * MINUTE_MS,
    });
  });

  it('breaks a shelf and calls at once when it grows worse (L4)', () => {
    const desk = new Desk();
    desk.plan([alarm('a')]);
    desk.set('1', { shelvedUntil: NOW_MS + 60 * MINUTE_MS, escalateAt: null });
    expect(desk.plan([alarm('b')])[0]).toMatchObject({ step: null });
    const [worse] = desk.plan([alarm('c', { severity: 'critical' })]);
    expect(worse).toMatchObject({
      step: { step: 'returned', detail: { why: 'worse' } },
      alert: { severity: 'critical', shelvedUntil: null, state: 'active' },
    });
  });

  it('tells places without a unit apart by their source', () => {
    const desk = new Desk();
    desk.plan([alarm('a', { unitId: null }), alarm('b', { unitId: null, place: 'siem' })]);
    expect(desk.alerts.size).toBe(2);
  });

  it('takes an alarm from shortly before into the alert, and one from long before for another', () => {
    const desk = new Desk();
    desk.plan([alarm('a')]);
    const before = (ms: number) => desk.plan([alarm(`b${ms}`, { observedAtMs: NOW_MS - ms })])[0]?.alert;
    expect(before(10 * MINUTE_MS)).toMatchObject({
      id: '1',
      firstAt: NOW_MS - 10 * MINUTE_MS,
      lastAt: NOW_MS,
    });
    expect(before(20 * MINUTE_MS + 1)?.id).toBe('2');
  });

  it('goes on for as long as it grows', () => {
    const desk = new Desk();
    for (let minute = 0; minute <= 30; minute += 10)
      desk.plan([alarm(`a${minute}`, { observedAtMs: NOW_MS + minute * MINUTE_MS })]);
    expect([...desk.alerts.values()]).toMatchObject([{ members: 4, lastAt: NOW_MS + 30 * MINUTE_MS }]);
  });

  it('counts towards a flood what the same rule opened within the window, closed or not', () => {
    const opened = (...minutes: number[]) => {
      const desk = new Desk();
      for (const [at, minute] of minutes.entries())
        desk.plan([alarm(`a${at}`, { unitId: `u${at}`, observedAtMs: NOW_MS + minute * MINUTE_MS })]);
      return [...desk.alerts.values()].map(({ grouping }) => grouping);
    };
    expect(opened(0, 0, 0, 0, 10)).toEqual(['place', 'place', 'place', 'place', 'flood']);
    expect(opened(0, 0, 0, 0, 11)).toEqual(['place', 'place', 'place', 'place', 'place']);
    const desk = new Desk();
    desk.plan(Array.from({ length: 4 }, (_, at) => alarm(`a${at}`, { unitId: `u${at}` })));
    for (const id of desk.alerts.keys()) desk.set(id, { state: 'closed' });
    expect(desk.plan([alarm('b', { unitId: 'u9' })])[0]?.alert).toMatchObject({
      grouping: 'flood',
      groupKey: 'critical-thing|environment|*',
      titleEn: 'In many places at once, such as: b',
    });
    const other = { ...RULE, id: 'other' };
    expect(desk.plan([alarm('c', { unitId: 'u9', rule: other })])[0]?.alert.grouping).toBe('place');
  });

  it('counts no flood towards the next one', () => {
    const desk = new Desk();
    const openAt = (minute: number, ...units: number[]) => {
      const observedAtMs = NOW_MS + minute * MINUTE_MS;
      return units.map((n) => desk.plan([alarm(`a${n}`, { unitId: `u${n}`, observedAtMs })])[0]?.alert);
    };
    openAt(0, 0, 1, 2, 3);
    const [flood] = openAt(9, 4);
    expect(flood?.grouping).toBe('flood');
    desk.set(flood?.id ?? '', { state: 'closed' });
    const groupings = openAt(12, 5, 6, 7, 8, 9).map((alert) => alert?.grouping);
    expect(groupings.join(' ')).toBe('place place place place flood');
  });

  it('keeps what belongs to an alert of its own out of a flood', () => {
    const desk = new Desk();
    desk.plan(Array.from({ length: 6 }, (_, at) => alarm(`a${at}`, { unitId: `u${at}` })));
    expect(desk.plan([alarm('b', { unitId: 'u0' })])[0]?.alert).toMatchObject({ unitId: 'u0', members: 2 });
    expect(desk.plan([alarm('c', { unitId: 'u7' })])[0]?.alert).toMatchObject({
      grouping: 'flood',
      members: 3,
    });
  });

  it('calls again when what was over begins anew, for as high as it had called', () => {
    const desk = new Desk();
    desk.plan([alarm('a')]);
    desk.set('1', { clearedAt: NOW_MS, escalation: 1, escalateAt: null });
    const [again] = desk.plan([alarm('b', { severity: 'low' })]);
    expect(again).toMatchObject({
      step: { step: 'returned', detail: { why: 'again', title: 'b' } },
      alert: {
        severity: 'high',
        clearedAt: null,
        state: 'active',
        revision: 2,
        escalateAt: NOW_MS + 10 * MINUTE_MS,
      },
    });
  });

  it('grows quietly on the shelf, however long ago it was taken', () => {
    const desk = new Desk();
    desk.plan([alarm('a')]);
    const taken = { state: 'acknowledged', acknowledgedAt: NOW_MS - 60 * MINUTE_MS } as const;
    desk.set('1', { ...taken, shelvedUntil: NOW_MS + MINUTE_MS });
    expect(desk.plan([alarm('b')])[0]).toMatchObject({ step: null, alert: { state: 'acknowledged' } });
  });

  it('is as bad as the worst of it', () => {
    const desk = new Desk();
    const [opened] = desk.plan([alarm('a'), alarm('b', { severity: 'critical' }), alarm('c')]);
    expect(opened).toMatchObject({
      step: { step: 'raised', detail: { title: 'a' } },
      alert: { severity: 'critical', revision: 1, members: 3 },
    });
    expect(desk.plan([alarm('d', { severity: 'low' })])[0]).toMatchObject({
      step: null,
      alert: { severity: 'critical', members: 4 },
    });
  });

  it('opens with the first that was observed, and takes no longer a title than there is room for', () => {
    const desk = new Desk();
    const long = 'x'.repeat(600);
    const [change] = desk.plan([
      alarm('b', { observedAtMs: NOW_MS + 1 }),
      alarm('a', { title: long, titleEn: long, lon: 1, lat: 2 }),
    ]);
    expect(change?.alert).toMatchObject({
      lon: 1,
      lat: 2,
      firstAt: NOW_MS,
      lastAt: NOW_MS + 1,
      escalation: 0,
    });
    expect([change?.alert.title, change?.alert.titleEn].map((title) => title?.length)).toEqual([500, 500]);
    expect(change?.members.map(({ title }) => title.length)).toEqual([500, 1]);
    expect(change?.alert.escalateAt).toBe(NOW_MS + 5 * MINUTE_MS);
  });
});
