import { judgePanelState } from './panel-state.ts';
import type { StateInput } from './panel-state.ts';

const input: StateInput = {
  refused: false,
  connection: 'live',
  freshness: { fresh: true },
  arrived: true,
  failed: false,
  empty: false,
};
const stale = { fresh: false, why: 'silent', since: null } as const;

test('rows on a fresh screen are live, none are empty', () => {
  expect(judgePanelState(input)).toBe('live');
  expect(judgePanelState({ ...input, empty: true })).toBe('empty');
});

test('on a stale screen nothing is called live or empty', () => {
  expect(judgePanelState({ ...input, freshness: stale })).toBe('stale');
  expect(judgePanelState({ ...input, freshness: stale, empty: true })).toBe('stale');
});

test('before the first rows a panel is loading, and offline once the silence is long', () => {
  expect(judgePanelState({ ...input, arrived: false, connection: 'connecting' })).toBe('loading');
  expect(judgePanelState({ ...input, arrived: false, connection: 'lost', freshness: stale })).toBe('offline');
});

test('a resource that fails before it ever came is an error', () => {
  expect(judgePanelState({ ...input, arrived: false, failed: true })).toBe('error');
});

test('what the hub refuses is said to be closed, whatever was there before', () => {
  expect(judgePanelState({ ...input, refused: true })).toBe('refused');
  expect(judgePanelState({ ...input, refused: true, arrived: false, freshness: stale })).toBe('refused');
});
