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
  it('makes a thousand related alarms of a minute into at most ten alerts, each alarm a member of one (F20)', () => {
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
      revision: 3,
      members: 4,
      escalateAt: later + 5 * MINUTE_MS,
    });
  });

  it('breaks a shelf and calls at once when it grows worse', () => {
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
});
