import type { AlertRow } from '@ioc/contracts/stream/channels';
import { ALERT_CAP, AlertState, CLOSED_SHOWN_MS } from './alert-state.ts';

const NOW_MS = Date.parse('2026-03-01T03:00:00Z');
const at = (ms: number) => new Date(ms).toISOString();
const row = (id: number, more: Partial<AlertRow> = {}): AlertRow =>
  ({
    key: String(id),
    id: String(id),
    severity: 'high',
    unitId: 'u1',
    state: 'active',
    lastAt: at(NOW_MS),
    closedAt: null,
    ...more,
  }) as AlertRow;
const change = (...rows: AlertRow[]) => ({ seq: 1, storedAtMs: NOW_MS, topic: 'alert' as const, rows });
const shown = (state: AlertState) => [...state.rows().keys()];
const closed = (closedAtMs: number) => ({ state: 'closed' as const, closedAt: at(closedAtMs) });

describe('the alerts of a screen', () => {
  it('stand by open or closed, severity, newest alarm, number', () => {
    const rows = [
      row(1, closed(NOW_MS)),
      row(2, { severity: 'medium' }),
      row(3),
      row(4, { lastAt: at(NOW_MS - 1) }),
      row(5),
      row(6, { severity: 'critical', lastAt: at(NOW_MS - 9) }),
    ];
    expect(shown(new AlertState(null, rows, NOW_MS))).toEqual(['6', '5', '3', '4', '2', '1']);
  });

  it('are those of its units; one that moved away goes', () => {
    const state = new AlertState(
      new Set(['u1']),
      [row(1), row(2, { unitId: 'u2' }), row(3, { unitId: null })],
      NOW_MS,
    );
    expect(shown(state)).toEqual(['1']);
    state.apply(change(row(1, { unitId: 'u2' })));
    expect(shown(state)).toEqual([]);
  });

  it('show what was closed for an hour, to the millisecond', () => {
    const state = new AlertState(null, [row(1)], NOW_MS);
    state.apply(change(row(1, closed(NOW_MS)), row(2, closed(NOW_MS - CLOSED_SHOWN_MS))));
    expect(shown(state)).toEqual(['1']);
    const { version } = state;
    state.advance(NOW_MS + CLOSED_SHOWN_MS - 1);
    expect([shown(state), state.version]).toEqual([['1'], version]);
    state.advance(NOW_MS + CLOSED_SHOWN_MS);
    expect(shown(state)).toEqual([]);
    expect(state.version).toBeGreaterThan(version);
  });

  it('are so many at most, the worst of them, and are loaded again when a forgotten one may be due', () => {
    const many = Array.from({ length: 2 * ALERT_CAP + 1 }, (_, n) =>
      row(n, { severity: n < 3 ? 'critical' : 'low' }),
    );
    const state = new AlertState(null, many, NOW_MS);
    expect([state.rows().size, shown(state).slice(0, 3), state.incomplete]).toEqual([
      ALERT_CAP,
      ['2', '1', '0'],
      false,
    ]);
    // Three quarters of them are kept, down to the one with the number 254.
    const end = (from: number, to: number) =>
      change(...many.slice(from, to).map(({ id }) => row(Number(id), closed(NOW_MS - CLOSED_SHOWN_MS))));
    state.apply(end(254, 504));
    expect([state.rows().size, state.incomplete]).toEqual([ALERT_CAP, false]);
    state.apply(change(row(253, { severity: 'info' })));
    state.apply(end(504, 505));
    expect([state.rows().size, state.incomplete]).toEqual([ALERT_CAP - 1, true]);
  });
});
