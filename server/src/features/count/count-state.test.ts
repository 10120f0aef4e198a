import { CountState } from './count-state.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 3_600_000;
/** 12:30 in Việt Nam. */
const NOW_MS = Date.parse('2026-03-01T05:30:20Z');

const delta = (agoMs: number, by: number, unitId: string | null = null) => ({
  seq: 1,
  storedAtMs: NOW_MS,
  topic: 'count' as const,
  rows: [
    {
      observedAt: new Date(NOW_MS - agoMs).toISOString(),
      domain: 'traffic',
      severity: 'high',
      unitId,
      kind: 'event',
      delta: by,
    },
  ],
});
const totals = (state: CountState) =>
  Object.fromEntries([...state.rows().values()].map(({ key, total }) => [key, total]));

describe('the counts', () => {
  it('put a thing into the day, today, its hour and its minute', () => {
    const state = new CountState(null, () => true, [], NOW_MS);
    state.apply(delta(0, 2));
    expect(totals(state)).toEqual({
      'now/traffic/high': 2,
      'today/traffic/high': 2,
      'hour/traffic/2026-03-01T05:00:00Z': 2,
      'minute/traffic/2026-03-01T05:30:00Z': 2,
    });
  });

  it('lose what was taken back, row and all', () => {
    const state = new CountState(null, () => true, [], NOW_MS);
    state.apply(delta(0, 1));
    state.apply(delta(0, -1));
    expect(totals(state)).toEqual({});
  });

  it('count yesterday in Việt Nam as the last 24 hours and not as today', () => {
    const state = new CountState(null, () => true, [], NOW_MS);
    state.apply(delta(13 * HOUR_MS, 1));
    expect(totals(state)).toEqual({ 'now/traffic/high': 1, 'hour/traffic/2026-02-28T16:00:00Z': 1 });
  });

  it('move their windows with the clock', () => {
    const state = new CountState(null, () => true, [], NOW_MS);
    state.apply(delta(0, 1));
    state.advance(NOW_MS + 60 * MINUTE_MS);
    expect(Object.keys(totals(state))).not.toContain('minute/traffic/2026-03-01T05:30:00Z');
    state.advance(NOW_MS + 12 * HOUR_MS);
    expect(totals(state)).toEqual({ 'now/traffic/high': 1, 'hour/traffic/2026-03-01T05:00:00Z': 1 });
    state.advance(NOW_MS + 24 * HOUR_MS);
    expect(totals(state)).toEqual({});
  });

  it('leave other units out', () => {
    const state = new CountState(new Set(['u1']), () => true, [], NOW_MS);
    state.apply(delta(0, 1, 'u2'));
    state.apply(delta(0, 1));
    expect(totals(state)).toEqual({});
    state.apply(delta(0, 1, 'u1'));
    expect(totals(state)['now/traffic/high']).toBe(1);
  });
});
