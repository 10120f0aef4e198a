// The book against states of their own: whatever comes, however the clock moves, each scope shows what it would alone,
// and the province is the sum of its units and of what lies in none.
import type { Change, CountChange } from '../../feed/change.ts';
import type { ChannelState } from '../../hub/channel.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import * as fc from 'fast-check';
import { CountBook, type UnitEntry } from './count-book.ts';
import { CountState } from './count-state.ts';

const BEGIN_MS = Date.parse('2026-03-01T16:30:20Z');
const MINUTE_MS = 60_000;
const UNITS = ['u1', 'u2', 'u3'];

const entry = fc.record({
  agoMinutes: fc.integer({ min: -3, max: 1_500 }),
  unitId: fc.constantFrom(...UNITS, null),
  domain: fc.constantFrom('traffic', 'health'),
  severity: fc.constantFrom('low', 'critical'),
  delta: fc.constantFrom(1, 1, 2, -1),
});
const steps = fc.array(
  fc.record({
    passMinutes: fc.constantFrom(0, 0, 1, 1, 7, 60, 600),
    rows: fc.array(entry, { maxLength: 5 }),
  }),
  { minLength: 1, maxLength: 12 },
);

const rowsAt = (
  atMs: number,
  entries: readonly (Omit<CountChange, 'observedAt' | 'kind'> & { agoMinutes: number })[],
) =>
  entries.map(({ agoMinutes, ...row }) => ({
    ...row,
    kind: 'event',
    observedAt: new Date(atMs - agoMinutes * MINUTE_MS).toISOString(),
  }));
const totals = (state: ChannelState) =>
  Object.fromEntries(
    [...state.rows().values()].flatMap((row) => ('total' in row ? [[row.key, row.total]] : [])),
  );
const scopes: readonly ScopeUnits[] = [null, ...UNITS.map((id) => new Set([id])), new Set(['u1', 'u3'])];

function sumOf(list: readonly Record<string, number>[]): Record<string, number> {
  const sum: Record<string, number> = {};
  for (const figures of list)
    for (const [key, total] of Object.entries(figures)) sum[key] = (sum[key] ?? 0) + total;
  return Object.fromEntries(Object.entries(sum).filter(([, total]) => total !== 0));
}

describe('the book of counts', () => {
  it('shows each scope what it would show alone, and sums what lies in it', () => {
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 8 }), steps, (loaded, list) => {
        const first = rowsAt(BEGIN_MS, loaded);
        const book = new CountBook(first, BEGIN_MS);
        book.readUnits(
          first.filter((row): row is typeof row & UnitEntry => row.unitId !== null),
          [],
        );
        const alone = scopes.map((units) => new CountState(units, () => true, [], BEGIN_MS));
        const unlocated = new CountState(null, () => true, [], BEGIN_MS);
        const take = (rows: CountChange[]): Change => {
          const change: Change = { seq: 1, storedAtMs: 0, topic: 'count', rows };
          for (const state of alone) state.apply(change);
          unlocated.apply({ ...change, rows: rows.filter(({ unitId }) => unitId === null) });
          return change;
        };
        take(first);
        const shared = scopes.map((units) => book.scope(units));
        let atMs = BEGIN_MS;
        for (const { passMinutes, rows } of list) {
          atMs += passMinutes * MINUTE_MS;
          for (const state of [...shared, ...alone, unlocated]) state.advance(atMs);
          book.apply(take(rowsAt(atMs, rows)));
          // One that joins now shows the same as one that was there.
          expect(totals(book.scope(new Set(['u1', 'u3'])))).toEqual(totals(alone[4] ?? unlocated));
          expect(shared.map(totals)).toEqual(alone.map(totals));
          const [province, ...units] = shared.map(totals);
          expect(province).toEqual(sumOf([...units.slice(0, 3), totals(unlocated)]));
        }
      }),
      { numRuns: 60 },
    );
  });

  it('keeps nothing for a scope that nobody listens to', () => {
    const book = new CountBook([], BEGIN_MS);
    book.readUnits([], []);
    const open = [null, new Set(['u1'])].map((units) => book.scope(units));
    expect(book.isUsed).toBe(true);
    for (const state of open) state.release?.();
    expect(book.isUsed).toBe(false);
  });
});
