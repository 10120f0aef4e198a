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
});
