import type { AlertRow } from '@ioc/contracts/stream/channels';
import { NO_QUEUE_FILTER, queueOf, standingOn } from './queue.ts';

const AT = '2026-03-01T03:00:00.000Z';
const alert = (id: string, more: Partial<AlertRow> = {}): AlertRow => ({
  key: id,
  id,
  revision: 1,
  rule: 'critical-thing',
  grouping: 'place',
  domain: 'traffic',
  severity: 'high',
  unitId: 'u1',
  point: null,
  title: `Sạt lở ${id}`,
  titleEn: null,
  state: 'active',
  assigneeId: null,
  shelvedUntil: null,
  escalation: 0,
  escalateAt: null,
  members: 1,
  firstAt: AT,
  lastAt: AT,
  raisedAt: AT,
  acknowledgedAt: null,
  clearedAt: null,
  closedAt: null,
  ...more,
});
const ids = (rows: readonly AlertRow[]) => rows.map(({ id }) => id);

describe('the queue of alerts', () => {
  it('puts each alert into one list, and counts them', () => {
    const all = [
      alert('1'),
      alert('2', { state: 'acknowledged' }),
      alert('3', { shelvedUntil: AT }),
      alert('4', { state: 'closed', closedAt: AT }),
    ];
    const { rows, counts } = queueOf(all, NO_QUEUE_FILTER, 'me');
    expect(ids(rows)).toEqual(['1']);
    expect(counts).toEqual({ waiting: 1, taken: 1, shelved: 1, open: 3, closed: 1 });
  });

  it('does not move while alarms pour into an alert', () => {
    const all = [alert('1'), alert('2')];
    const before = ids(queueOf(all, NO_QUEUE_FILTER, 'me').rows);
    const grown = [alert('1', { lastAt: '2026-03-01T03:09:00.000Z', members: 900 }), alert('2')];
    expect(ids(queueOf(grown, NO_QUEUE_FILTER, 'me').rows)).toEqual(before);
  });

  it('has the worst first, then what was called for, then the newest', () => {
    const all = [
      alert('1'),
      alert('2', { raisedAt: '2026-03-01T03:05:00.000Z' }),
      alert('3', { escalation: 1 }),
      alert('4', { severity: 'critical' }),
    ];
    expect(ids(queueOf(all, NO_QUEUE_FILTER, 'me').rows)).toEqual(['4', '3', '2', '1']);
  });

  it('finds without marks, and one’s own', () => {
    const all = [alert('1', { assigneeId: 'me' }), alert('2', { title: 'Cháy rừng' })];
    expect(ids(queueOf(all, { ...NO_QUEUE_FILTER, text: 'sat lo' }, 'me').rows)).toEqual(['1']);
    expect(ids(queueOf(all, { ...NO_QUEUE_FILTER, mine: true }, 'me').rows)).toEqual(['1']);
    expect(ids(queueOf(all, { ...NO_QUEUE_FILTER, unitId: 'u2' }, 'me').rows)).toEqual([]);
  });

  it('stays on the alert one stands on, and on the next one when it leaves', () => {
    const rows = [alert('3'), alert('1'), alert('2')];
    expect(standingOn(rows, '2', 0)).toBe(2);
    expect(standingOn(rows, 'gone', 1)).toBe(1);
    expect(standingOn(rows.slice(0, 1), 'gone', 2)).toBe(0);
    expect(standingOn([], 'gone', 0)).toBe(-1);
    expect(standingOn(rows, null, 0)).toBe(-1);
  });
});
