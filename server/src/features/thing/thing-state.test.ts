import type { ThingChange } from '../../feed/change.ts';
import { ThingState } from './thing-state.ts';
import { CRITICAL, LATEST, MAP, TICKETS } from './thing-rules.ts';

const NOW_MS = Date.parse('2026-03-01T03:00:00Z');
const HOUR_MS = 3_600_000;

const thing = (id: string, more: Partial<ThingChange> = {}, agoMs = 0): ThingChange => ({
  source: 's',
  id,
  kind: 'item',
  type: 't',
  domain: 'traffic',
  severity: 'info',
  unitId: null,
  assetId: null,
  lon: 107,
  lat: 16,
  title: id,
  titleEn: null,
  state: 'new',
  closed: false,
  firstObservedAt: new Date(NOW_MS - agoMs).toISOString(),
  observedAt: new Date(NOW_MS - agoMs).toISOString(),
  ticket: null,
  ...more,
});
const change = (...rows: ThingChange[]) => ({ seq: 1, storedAtMs: NOW_MS, topic: 'item' as const, rows });
const ids = (state: ThingState) => [...state.rows().values()].map(({ id }) => id);

describe('a screen of things', () => {
  it('keeps the same object for a row that did not change', () => {
    const state = new ThingState(LATEST, null, [thing('a')], NOW_MS);
    const before = state.rows().get('s/a');
    state.apply(change(thing('b')));
    state.advance(NOW_MS + 1_000);
    expect(state.rows().get('s/a')).toBe(before);
  });

  it('is exact within bounded memory: what it forgot it asks for again when there is room', () => {
    const state = new ThingState(LATEST, null, [], NOW_MS);
    for (let at = 0; at < 2_000; at += 1) state.apply(change(thing(`n${at}`, {}, (2_000 - at) * 1_000)));
    expect(ids(state)).toHaveLength(60);
    expect(ids(state)[0]).toBe('n1999');
    expect(state.incomplete).toBe(false);
    // Older than what was forgotten: it may not take a place that belongs to the forgotten.
    state.apply(change(thing('older', {}, 1_999_999)));
    const elsewhere = new Set(['elsewhere']);
    const scoped = new ThingState(LATEST, elsewhere, [], NOW_MS);
    for (let at = 0; at < 200; at += 1)
      scoped.apply(change(thing(`n${at}`, { unitId: 'elsewhere' }, (200 - at) * 1_000)));
    for (let at = 100; at < 200; at += 1)
      scoped.apply(change(thing(`n${at}`, { unitId: 'moved' }, (200 - at) * 1_000)));
    expect(scoped.incomplete).toBe(true);
    expect(ids(state)).not.toContain('older');
  });

  it('of some units shows what lies in them, lets go what moved out, and hears of no other arrival', () => {
    const units = new Set(['here', 'there']);
    const state = new ThingState(LATEST, units, [], NOW_MS);
    const inUnit = (id: string, unitId: string | null, agoMs: number, kind: 'item' | 'event' = 'item') =>
      thing(id, { unitId, kind }, agoMs);
    const first = change(
      inUnit('a', 'here', 1),
      inUnit('b', 'elsewhere', 2),
      inUnit('c', 'there', 3, 'event'),
      inUnit('d', 'elsewhere', 4, 'event'),
      inUnit('e', null, 5),
      inUnit('f', 'there', 6),
    );
    state.apply(first);
    expect(ids(state)).toEqual(['a', 'c', 'f']);
    state.apply(change(inUnit('a', 'elsewhere', 1), inUnit('f', null, 6), inUnit('b', 'here', 2)));
    expect(ids(state)).toEqual(['b', 'c']);
    // What is sorted by unit is the change's, whoever looks at it.
    const other = new ThingState(LATEST, new Set(['elsewhere', 'x', 'y', 'z', 'nowhere']), [], NOW_MS);
    other.apply(first);
    expect(ids(other)).toEqual(['b', 'd']);
  });

  it('tells instants to the millisecond in UTC, however the database says them', () => {
    const told = (firstObservedAt: string) =>
      [...new ThingState(MAP, null, [thing('a', { firstObservedAt })], NOW_MS).rows().values()][0]
        ?.observedAt;
    expect(told('2026-03-01T02:59:58.123987+00:00')).toBe('2026-03-01T02:59:58.123Z');
    expect(told('2026-03-01T02:59:58.1+00:00')).toBe('2026-03-01T02:59:58.100Z');
    expect(told('2026-03-01T02:59:58+00:00')).toBe('2026-03-01T02:59:58.000Z');
    expect(told('2026-03-01T09:59:58.123456+07:00')).toBe('2026-03-01T02:59:58.123Z');
  });

  it('of the map leaves out what has no place, and arrivals and closed ones after two hours', () => {
    const state = new ThingState(MAP, null, [], NOW_MS);
    state.apply(
      change(
        thing('open', {}, 9 * HOUR_MS),
        thing('nowhere', { lon: null }),
        thing('closed', { closed: true }),
      ),
    );
    state.apply(change(thing('arrival', { kind: 'event', severity: 'high' })));
    expect(ids(state)).toEqual(['arrival', 'closed', 'open']);
    state.advance(NOW_MS + 2 * HOUR_MS);
    expect(ids(state)).toEqual(['open']);
  });

  it('of what is critical keeps an open one a day and a closed one an hour', () => {
    const critical = { severity: 'critical' as const };
    const state = new ThingState(CRITICAL, null, [], NOW_MS);
    state.apply(
      change(thing('open', critical, 1), thing('closed', { ...critical, closed: true }), thing('calm')),
    );
    expect(ids(state)).toEqual(['closed', 'open']);
    state.advance(NOW_MS + HOUR_MS);
    expect(ids(state)).toEqual(['open']);
    state.advance(NOW_MS + 24 * HOUR_MS);
    expect(ids(state)).toEqual([]);
  });

  it('of tickets tells no due time of a paused one, and does not turn it overdue', () => {
    const dueAt = new Date(NOW_MS + HOUR_MS).toISOString();
    const paused = thing('p', { kind: 'ticket', state: 'paused', ticket: { dueAt } });
    const state = new ThingState(TICKETS, null, [paused], NOW_MS);
    state.advance(NOW_MS + 2 * HOUR_MS);
    expect(state.rows().get('s/p')).toMatchObject({ overdue: false, dueAt: null });
    state.apply(change({ ...paused, state: 'in-progress' }));
    expect(state.rows().get('s/p')).toMatchObject({ overdue: true, dueAt });
  });

  it('of tickets turns one overdue by the clock alone, and lets closed ones go at midnight', () => {
    const ticket = (id: string, dueInMs: number, more: Partial<ThingChange> = {}) =>
      thing(id, { kind: 'ticket', ticket: { dueAt: new Date(NOW_MS + dueInMs).toISOString() }, ...more });
    const state = new ThingState(TICKETS, null, [], NOW_MS);
    state.apply(
      change(ticket('later', 2 * HOUR_MS), ticket('soon', HOUR_MS), ticket('done', 0, { closed: true })),
    );
    expect(ids(state)).toEqual(['soon', 'later', 'done']);
    expect(state.rows().get('s/soon')).toMatchObject({ overdue: false });
    const { version } = state;
    state.advance(NOW_MS + HOUR_MS + 1_000);
    expect(state.version).toBeGreaterThan(version);
    expect(state.rows().get('s/soon')).toMatchObject({ overdue: true });
    // 03:00 UTC is 10:00 in Việt Nam: fourteen hours to midnight.
    state.advance(NOW_MS + 14 * HOUR_MS);
    expect(ids(state)).toEqual(['soon', 'later']);
  });
});
