import { handAt, shownAt } from './director.ts';
import { DEFAULT_RULES, type DirectorState, type Interruption, type ProgrammeEntry } from './wall.ts';

const T0 = Date.parse('2026-03-01T00:00:00.000Z');
const at = (seconds: number): string => new Date(T0 + seconds * 1_000).toISOString();
const programme: readonly ProgrammeEntry[] = [
  { scene: 'overview', area: 'province', dwellSeconds: 60 },
  { scene: 'traffic', area: 'unit:a', dwellSeconds: 30 },
  { scene: 'health', area: 'province', dwellSeconds: 10 },
];
const rotating: DirectorState = {
  mode: 'rotating',
  hand: { index: 0, elapsedMs: 0, at: at(0) },
  pin: null,
  interruption: null,
};
const wallOf = (state: Partial<DirectorState> = {}, entries = programme) => ({
  programme: entries,
  rules: DEFAULT_RULES,
  state: { ...rotating, ...state },
});
const standing = (from: number, until: number): Interruption => ({
  item: {
    channel: 'critical',
    key: 'a/1',
    source: 'a',
    id: '1',
    type: 'x',
    domain: 'traffic',
    severity: 'critical',
    title: 'A',
    titleEn: null,
    unitId: null,
    assetId: null,
    point: null,
    observedAt: at(from),
  },
  from: at(from),
  until: at(until),
  by: null,
});
const sceneAt = (seconds: number, state: Partial<DirectorState> = {}) =>
  shownAt(wallOf(state), T0 + seconds * 1_000).scene;

describe('what a wall shows', () => {
  it('turns when the dwell of an entry is over, and after the last comes the first', () => {
    expect([0, 59.999, 60, 89.999, 90, 99.999, 100, 160].map((seconds) => sceneAt(seconds))).toEqual([
      'overview',
      'overview',
      'traffic',
      'traffic',
      'health',
      'health',
      'overview',
      'traffic',
    ]);
    expect(shownAt(wallOf(), T0 + 65_000)).toMatchObject({
      area: 'unit:a',
      mode: 'rotating',
      index: 1,
      elapsedMs: 5_000,
      dwellMs: 30_000,
      untilMs: T0 + 90_000,
    });
  });

  it('is the same for whoever works it out, whenever it began to, a year on too', () => {
    const year = 365 * 86_400;
    expect(sceneAt(year * 10 + 65)).toBe(sceneAt(((year * 10 + 65) % 100) + 100));
    for (let seconds = 0; seconds < 300; seconds += 7) {
      const hand = { ...handAt(wallOf(), T0 + seconds * 1_000), at: at(seconds) };
      expect(sceneAt(seconds + 41, { hand })).toBe(sceneAt(seconds + 41));
    }
  });

  it('stands where it was put while a clock is a little behind', () => {
    expect(sceneAt(-5)).toBe('overview');
    expect(shownAt(wallOf(), T0 - 5_000).elapsedMs).toBe(0);
  });

  it('stands still while paused, and is what is pinned while that lasts', () => {
    const hand = { index: 1, elapsedMs: 12_000, at: at(0) };
    expect(shownAt(wallOf({ mode: 'paused', hand }), T0 + 9e7)).toMatchObject({
      scene: 'traffic',
      elapsedMs: 12_000,
      untilMs: null,
    });
    const pin = { scene: 'press', area: 'province' } as const;
    expect(shownAt(wallOf({ mode: 'pinned', hand, pin }), T0 + 9e7)).toMatchObject({
      scene: 'press',
      mode: 'pinned',
      index: 1,
      untilMs: null,
    });
  });

  it('keeps its place under an interruption and goes on to the millisecond when that is over', () => {
    const interruption = standing(20, 50);
    expect(shownAt(wallOf({ interruption }), T0 + 49_999)).toMatchObject({
      mode: 'interrupted',
      scene: 'overview',
      elapsedMs: 20_000,
      untilMs: T0 + 50_000,
    });
    expect(shownAt(wallOf({ interruption }), T0 + 50_000)).toMatchObject({
      mode: 'rotating',
      scene: 'overview',
      elapsedMs: 20_000,
      untilMs: T0 + 90_000,
      interruption: null,
    });
    expect(sceneAt(89.999, { interruption })).toBe('overview');
    expect(sceneAt(90, { interruption })).toBe('traffic');
  });

  it('never turns where there is one entry, and shows something where there is none', () => {
    expect(shownAt(wallOf({}, programme.slice(1, 2)), T0 + 95_000)).toMatchObject({
      scene: 'traffic',
      untilMs: null,
    });
    expect(shownAt(wallOf({}, []), T0)).toMatchObject({ scene: 'overview', area: 'province', untilMs: null });
  });
});
