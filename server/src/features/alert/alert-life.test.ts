import type { Alert } from '@ioc/contracts/alert';
import { alertRuleSchema } from '@ioc/contracts/alert-rule';
import {
  acknowledged,
  assigned,
  cleared,
  closed,
  escalated,
  shelved,
  undone,
  unshelved,
} from './alert-life.ts';
import type { AlertRecord } from './alert-record.ts';
import { dueChange } from './due-change.ts';

const NOW_MS = Date.parse('2026-03-01T03:00:00Z');
const MINUTE_MS = 60_000;
const RULE = alertRuleSchema.parse({
  id: 'critical-thing',
  when: 'thing',
  name: 'x',
  nameEn: 'x',
  severities: ['critical'],
  escalateAfterMinutes: [5, 10],
});
const ACTIVE: AlertRecord = {
  id: '1',
  revision: 1,
  rule: 'critical-thing',
  groupKey: 'k',
  grouping: 'place',
  domain: 'traffic',
  severity: 'critical',
  unitId: null,
  lon: null,
  lat: null,
  title: 'x',
  titleEn: null,
  state: 'active',
  assigneeId: null,
  shelvedUntil: null,
  escalation: 0,
  escalateAt: NOW_MS + 5 * MINUTE_MS,
  members: 1,
  firstAt: NOW_MS,
  lastAt: NOW_MS,
  acknowledgedAt: null,
  clearedAt: null,
  closedAt: null,
};
const TAKEN: AlertRecord = {
  ...ACTIVE,
  state: 'acknowledged',
  acknowledgedAt: NOW_MS,
  escalateAt: null,
  revision: 2,
};

describe('the life of an alert', () => {
  it('is active, taken, closed, each once', () => {
    expect(acknowledged(ACTIVE, NOW_MS)).toEqual(TAKEN);
    expect(acknowledged(TAKEN, NOW_MS)).toBe('the alert is taken already');
    const done = closed(TAKEN, NOW_MS);
    expect(done).toMatchObject({ state: 'closed', closedAt: NOW_MS, revision: 3 });
    expect(closed(done as AlertRecord, NOW_MS)).toBe('the alert is closed');
    expect(shelved(done as AlertRecord, NOW_MS)).toBe('the alert is closed');
  });

  it('is taken by whoever it is given to', () => {
    expect(assigned(ACTIVE, 'a', NOW_MS)).toMatchObject({
      state: 'acknowledged',
      assigneeId: 'a',
      escalateAt: null,
    });
    expect(assigned(TAKEN, null, NOW_MS)).toMatchObject({ state: 'acknowledged', assigneeId: null });
  });

  it('calls nobody while it is shelved, and begins again when it is not', () => {
    const away = shelved(ACTIVE, NOW_MS + 30 * MINUTE_MS) as AlertRecord;
    expect(away).toMatchObject({ state: 'active', escalateAt: null });
    const later = NOW_MS + 30 * MINUTE_MS;
    expect(unshelved(away, RULE, later)).toMatchObject({
      shelvedUntil: null,
      escalateAt: later + 5 * MINUTE_MS,
    });
  });

  it('calls higher and higher until nobody is left', () => {
    const once = escalated(ACTIVE, RULE, NOW_MS);
    expect(once).toMatchObject({ escalation: 1, escalateAt: NOW_MS + 10 * MINUTE_MS });
    expect(escalated(once, RULE, NOW_MS)).toMatchObject({ escalation: 2, escalateAt: null });
  });

  it('whose condition is over still has to be seen; one that was seen closes by itself', () => {
    const over = cleared(ACTIVE, NOW_MS);
    expect(over).toMatchObject({ state: 'active', clearedAt: NOW_MS, escalateAt: null });
    expect(acknowledged(over, NOW_MS + 1)).toMatchObject({ state: 'closed', closedAt: NOW_MS + 1 });
    expect(cleared({ ...ACTIVE, severity: 'medium' }, NOW_MS)).toMatchObject({ state: 'closed' });
    expect(cleared(TAKEN, NOW_MS)).toMatchObject({ state: 'closed', closedAt: NOW_MS });
  });

  it('lets whoever took the last step take it back, for five minutes', () => {
    const before = { ...ACTIVE, escalateAt: new Date(NOW_MS + MINUTE_MS).toISOString() } as unknown as Alert;
    const last = { step: 'acknowledged', actorId: 'me', atMs: NOW_MS, before };
    const back = undone({ ...TAKEN, members: 7 }, last, 'me', NOW_MS + 2 * MINUTE_MS);
    expect(back).toMatchObject({ state: 'active', acknowledgedAt: null, members: 7, revision: 3 });
    expect((back as AlertRecord).escalateAt).toBe(NOW_MS + 3 * MINUTE_MS);
    expect(undone(TAKEN, last, 'somebody', NOW_MS)).toBe('only whoever took a step takes it back');
    expect(undone(TAKEN, last, 'me', NOW_MS + 6 * MINUTE_MS)).toMatch('too long ago');
    expect(undone(TAKEN, { ...last, step: 'commented' }, 'me', NOW_MS)).toMatch('cannot be taken back');
  });

  it('is not taken by who takes it away from somebody, nor after its end', () => {
    const over = cleared(ACTIVE, NOW_MS);
    expect(assigned(ACTIVE, null, NOW_MS)).toMatchObject({ state: 'active', assigneeId: null });
    expect(assigned(over, 'a', NOW_MS)).toMatchObject({ state: 'active', assigneeId: 'a' });
    expect(assigned(closed(TAKEN, NOW_MS) as AlertRecord, 'a', NOW_MS)).toBe('the alert is closed');
    expect(assigned({ ...TAKEN, acknowledgedAt: NOW_MS - 1 }, 'a', NOW_MS)).toMatchObject({
      acknowledgedAt: NOW_MS - 1,
    });
  });

  it('calls nobody after the shelf who has taken it, nor when it is over', () => {
    expect(unshelved(ACTIVE, RULE, NOW_MS)).toBe('the alert is not shelved');
    const until = { shelvedUntil: NOW_MS };
    expect(unshelved({ ...TAKEN, ...until }, RULE, NOW_MS)).toMatchObject({ escalateAt: null });
    expect(unshelved({ ...ACTIVE, ...until, clearedAt: 1 }, RULE, NOW_MS)).toMatchObject({
      escalateAt: null,
    });
  });

  it('goes on calling after the shelf where it was', () => {
    const away = { ...ACTIVE, escalation: 1, escalateAt: null, shelvedUntil: NOW_MS };
    expect(unshelved(away, RULE, NOW_MS)).toMatchObject({ escalateAt: NOW_MS + 10 * MINUTE_MS });
    expect(unshelved({ ...away, escalation: 2 }, RULE, NOW_MS)).toMatchObject({ escalateAt: null });
    expect(unshelved(away, undefined, NOW_MS)).toMatchObject({ escalateAt: null });
  });

  it('leaves the shelf when it is closed, however it is', () => {
    const away = { ...ACTIVE, shelvedUntil: NOW_MS + MINUTE_MS };
    expect(closed(away, NOW_MS)).toMatchObject({ shelvedUntil: null, escalateAt: null });
    const over = cleared(away, NOW_MS);
    expect(over.shelvedUntil).toBe(NOW_MS + MINUTE_MS);
    expect(acknowledged(over, NOW_MS)).toMatchObject({ state: 'closed', shelvedUntil: null });
    expect(cleared({ ...away, state: 'acknowledged' }, NOW_MS)).toMatchObject({
      closedAt: NOW_MS,
      shelvedUntil: null,
    });
  });

  it('of high severity has to be seen as well when it is over', () => {
    expect(cleared({ ...ACTIVE, severity: 'high' }, NOW_MS)).toMatchObject({
      state: 'active',
      closedAt: null,
    });
    expect(cleared({ ...ACTIVE, severity: 'low' }, NOW_MS)).toMatchObject({ state: 'closed', revision: 2 });
  });

  it('is taken back to the moment before, until five minutes are over', () => {
    const step = { step: 'closed', actorId: 'me', atMs: NOW_MS };
    const before = {
      ...TAKEN,
      assigneeId: 'b',
      shelvedUntil: new Date(NOW_MS + 9 * MINUTE_MS).toISOString(),
      acknowledgedAt: new Date(NOW_MS - MINUTE_MS).toISOString(),
    } as unknown as Alert;
    const done = closed({ ...TAKEN, assigneeId: 'c' }, NOW_MS) as AlertRecord;
    expect(undone(done, { ...step, before }, 'me', NOW_MS + 5 * MINUTE_MS)).toMatchObject({
      state: 'acknowledged',
      assigneeId: 'b',
      shelvedUntil: NOW_MS + 9 * MINUTE_MS,
      acknowledgedAt: NOW_MS - MINUTE_MS,
      closedAt: null,
      escalateAt: null,
    });
    expect(undone(done, { ...step, before }, 'me', NOW_MS + 5 * MINUTE_MS + 1)).toMatch('too long ago');
    expect(undone(done, { ...step, before: null }, 'me', NOW_MS)).toMatch('cannot be taken back');
    const called = { ...before, escalateAt: new Date(NOW_MS + 9 * MINUTE_MS).toISOString() } as Alert;
    expect(undone(done, { ...step, before: called }, 'me', NOW_MS)).toMatchObject({
      escalateAt: NOW_MS + 9 * MINUTE_MS,
    });
  });
});

describe('what an alert does by itself', () => {
  const rules = { rule: () => RULE };

  it('is to come back from the shelf at its minute, and not to call at once', () => {
    const away = { ...ACTIVE, shelvedUntil: NOW_MS, escalateAt: NOW_MS };
    expect(dueChange(away, rules, NOW_MS)).toMatchObject({
      alert: { shelvedUntil: null, escalation: 0, escalateAt: NOW_MS + 5 * MINUTE_MS, revision: 2 },
      step: { step: 'unshelved', actor: { kind: 'system' } },
    });
    expect(dueChange({ ...TAKEN, shelvedUntil: NOW_MS }, rules, NOW_MS)?.step?.step).toBe('unshelved');
  });

  it('is to call for somebody higher, as long as nobody has taken it', () => {
    expect(dueChange(ACTIVE, rules, NOW_MS)).toMatchObject({
      alert: { escalation: 1, escalateAt: NOW_MS + 10 * MINUTE_MS },
      step: { step: 'escalated', detail: { level: 1 } },
      members: [],
    });
    expect(dueChange({ ...ACTIVE, shelvedUntil: NOW_MS + 1 }, rules, NOW_MS)?.step?.step).toBe('escalated');
    expect(dueChange(TAKEN, rules, NOW_MS)).toBeNull();
  });
});
