import type { WallScreenRow } from '@ioc/contracts/stream/channels';
import { DEFAULT_RULES } from '@ioc/contracts/wall';
import type { Wall } from '@ioc/contracts/wall';
import { GRACE_MS, SILENT_AFTER_MS, screenStateOf } from './screen-state.ts';

const T0 = Date.parse('2026-03-01T00:00:00.000Z');
const at = (seconds: number) => new Date(T0 + seconds * 1_000).toISOString();
const wall: Wall = {
  id: 'w',
  name: 'W',
  scope: 'province',
  version: 4,
  programme: [
    { scene: 'overview', area: 'province', dwellSeconds: 60 },
    { scene: 'traffic', area: 'province', dwellSeconds: 60 },
  ],
  rules: DEFAULT_RULES,
  state: {
    mode: 'rotating',
    hand: { index: 0, elapsedMs: 0, at: at(0) },
    pin: null,
    interruption: null,
  },
  picture: null,
  screens: [{ id: 's', name: 'S', place: null }],
  undoable: false,
  changedAt: at(0),
  changedBy: 'a',
};
const said = (seconds: number, shown: Partial<WallScreenRow['shown']> = {}): WallScreenRow => ({
  key: 'screen/s',
  what: 'screen',
  wallId: 'w',
  screenId: 's',
  name: 'S',
  shown: { scene: 'overview', area: 'province', version: 4, state: 'rotating', ...shown },
  at: at(seconds),
});
const state = (seconds: number, word?: WallScreenRow) => screenStateOf(wall, word, T0 + seconds * 1_000);

test('a screen follows while it shows what it should, and lags when it shows something else', () => {
  expect(state(30, said(25))).toBe('following');
  expect(state(63, said(58))).toBe('following');
  expect(state(70, said(58))).toBe('lagging');
  expect(state(70, said(61, { scene: 'traffic' }))).toBe('following');
  expect(state(30, said(25, { area: 'unit:a' }))).toBe('lagging');
});

test('an older version is forgiven for a moment, silence and what stands in the way are told apart', () => {
  expect(state(GRACE_MS / 1_000 - 1, said(1, { version: 3 }))).toBe('following');
  expect(state(GRACE_MS / 1_000 + 1, said(1, { version: 3 }))).toBe('lagging');
  expect(state(SILENT_AFTER_MS / 1_000 + 2, said(1))).toBe('silent');
  expect(state(5)).toBe('never');
  expect(state(5, said(4, { state: 'past' }))).toBe('past');
  expect(state(5, said(4, { state: 'unable' }))).toBe('unable');
});
