import type { SourceChange } from '../../feed/change.ts';
import { SourcesState, stateOf } from './source-state.ts';

const NOW_MS = Date.parse('2026-03-01T05:30:00Z');
const source = (more: Partial<SourceChange> = {}): SourceChange => ({
  id: 's',
  connector: 'c',
  name: 'S',
  nameEn: 'S',
  enabled: true,
  availability: 'unknown',
  cadenceMs: 60_000,
  lastEventAt: null,
  lastReceivedAt: new Date(NOW_MS).toISOString(),
  lagMs: null,
  stored: 0,
  duplicates: 0,
  late: 0,
  deadLetters: 0,
  quarantined: 0,
  dropped: 0,
  lettersDropped: 0,
  ...more,
});

describe('the state of a source', () => {
  it.each([
    ['waiting', { lastReceivedAt: null }, 0],
    ['live', {}, 60_000],
    ['stale', {}, 120_001],
    ['quiet', { cadenceMs: null }, 301_000],
    ['down', { availability: 'down' as const }, 0],
    ['off', { enabled: false }, 500_000],
  ])('is %s', (state, more, laterMs) => {
    expect(stateOf(source(more), NOW_MS + laterMs)).toBe(state);
  });

  it('changes by silence alone, at the moment it should and not before', () => {
    const state = new SourcesState([source()], NOW_MS);
    const { version } = state;
    state.advance(NOW_MS + 119_000);
    expect(state.version).toBe(version);
    state.advance(NOW_MS + 120_001);
    expect(state.rows().get('s')?.state).toBe('stale');
    const after = state.version;
    state.advance(NOW_MS + 500_000);
    expect(state.version).toBe(after);
  });
});
