import type { WallCommand } from '@ioc/contracts/api/walls';
import { shownAt } from '@ioc/contracts/director';
import {
  DEFAULT_RULES,
  type DirectorState,
  type InterruptingItem,
  type ProgrammeEntry,
} from '@ioc/contracts/wall';
import { commanded, freshState, interrupted, mayInterrupt, NEWS_MS, undone, undoOf } from './wall-life.ts';

const T0 = Date.parse('2026-03-01T00:00:00.000Z');
const programme: readonly ProgrammeEntry[] = ['overview', 'traffic', 'health'].map((scene) => ({
  scene,
  area: 'province',
  dwellSeconds: 60,
}));
const rules = { ...DEFAULT_RULES, standSeconds: 30, quietSeconds: 120 };
const wall = (state: DirectorState = freshState(T0)) => ({ programme, rules, state });
const ms = (seconds: number) => T0 + seconds * 1_000;
const item = (id: string, seconds: number, more: Partial<InterruptingItem> = {}): InterruptingItem => ({
  channel: 'critical',
  key: `ids/${id}`,
  source: 'ids',
  id,
  type: 'attack',
  domain: 'cyber-security',
  severity: 'critical',
  title: 'Mã độc',
  titleEn: null,
  unitId: null,
  assetId: null,
  point: null,
  observedAt: new Date(ms(seconds)).toISOString(),
  ...more,
});
const told = (state: DirectorState, command: WallCommand, seconds: number): DirectorState => {
  const after = commanded(wall(state), command, ms(seconds));
  if (!after) throw new Error('the command did nothing');
  return after;
};
const scene = (state: DirectorState, seconds: number) => shownAt(wall(state), ms(seconds)).scene;

describe('a command', () => {
  it('to pause keeps the moment, and resuming goes on from it', () => {
    const paused = told(freshState(T0), { do: 'pause' }, 70);
    expect([scene(paused, 70), scene(paused, 9_999)]).toEqual(['traffic', 'traffic']);
    const resumed = told(paused, { do: 'resume' }, 1_000);
    expect([scene(resumed, 1_049), scene(resumed, 1_050)]).toEqual(['traffic', 'health']);
  });

  it('to pin shows it until resumed, and the programme goes on where it was left', () => {
    const pinned = told(freshState(T0), { do: 'pin', scene: 'press', area: 'province' }, 70);
    expect(scene(pinned, 5_000)).toBe('press');
    const resumed = told(pinned, { do: 'resume' }, 5_000);
    expect(scene(resumed, 5_000)).toBe('traffic');
  });

  it('to turn begins the entry before or after, from a pin and while paused too', () => {
    expect(scene(told(freshState(T0), { do: 'next' }, 59), 59)).toBe('traffic');
    expect(scene(told(freshState(T0), { do: 'previous' }, 59), 59)).toBe('health');
    const pinned = told(freshState(T0), { do: 'pin', scene: 'press', area: 'province' }, 10);
    expect(told(pinned, { do: 'next' }, 20)).toMatchObject({ mode: 'rotating', pin: null });
    const paused = told(told(freshState(T0), { do: 'pause' }, 10), { do: 'next' }, 20);
    expect([paused.mode, scene(paused, 999)]).toEqual(['paused', 'traffic']);
  });

  it('for what is so already changes nothing', () => {
    expect(commanded(wall(), { do: 'resume' }, ms(5))).toBeNull();
    expect(commanded(wall(), { do: 'end' }, ms(5))).toBeNull();
    const pin = { do: 'pin', scene: 'press', area: 'province' } as const;
    expect(commanded(wall(told(freshState(T0), pin, 1)), pin, ms(5))).toBeNull();
  });

  it('can be taken back, with the time an interruption still had', () => {
    const before = wall(interrupted(wall(), item('1', 10), null, ms(10)));
    const ended = told(before.state, { do: 'end' }, 20);
    expect(shownAt(wall(ended), ms(20)).interruption).toBeNull();
    const back = undone(wall(ended), undoOf(before, 'end', ms(20)), ms(25));
    expect(shownAt(wall(back), ms(44)).interruption?.item.id).toBe('1');
    expect(shownAt(wall(back), ms(45))).toMatchObject({
      interruption: null,
      scene: 'overview',
      elapsedMs: 10_000,
    });
    const turned = told(freshState(T0), { do: 'next' }, 30);
    const undo = undone(wall(turned), undoOf(wall(), 'next', ms(30)), ms(40));
    expect(shownAt(wall(undo), ms(40))).toMatchObject({ scene: 'overview', elapsedMs: 30_000 });
    const shown = interrupted(wall(), item('2', 5), 'An operator', ms(5));
    const hidden = undone(wall(shown), undoOf(wall(), 'show', ms(5)), ms(9));
    expect(shownAt(wall(hidden), ms(9)).interruption).toBeNull();
  });
});

describe('something critical', () => {
  it('comes onto the wall for as long as the rules say, and the scene returns as it was', () => {
    const state = interrupted(wall(), item('1', 50), null, ms(50));
    expect(shownAt(wall(state), ms(79)).interruption?.item.id).toBe('1');
    expect(shownAt(wall(state), ms(80))).toMatchObject({
      scene: 'overview',
      elapsedMs: 50_000,
      mode: 'rotating',
    });
  });

  it('waits for nothing but the quiet time, and comes once', () => {
    const state = interrupted(wall(), item('1', 50), null, ms(50));
    expect(mayInterrupt(wall(), item('1', 50), ms(50))).toBe(true);
    expect(mayInterrupt(wall(state), item('2', 60), ms(60))).toBe(false);
    expect(mayInterrupt(wall(state), item('2', 199), ms(199))).toBe(false);
    expect(mayInterrupt(wall(state), item('2', 200), ms(200))).toBe(true);
    expect(mayInterrupt(wall(state), item('1', 200), ms(200))).toBe(false);
  });

  it('does not come when it is old news, another domain, a lesser thing or on a channel that may not', () => {
    expect(mayInterrupt(wall(), item('1', 0), T0 + NEWS_MS + 1)).toBe(false);
    const narrow = { ...wall(), rules: { ...rules, domains: ['traffic' as const] } };
    expect(mayInterrupt(narrow, item('1', 0), ms(0))).toBe(false);
    expect(mayInterrupt(narrow, item('1', 0, { domain: 'traffic' }), ms(0))).toBe(true);
    expect(mayInterrupt(wall(), item('1', 0, { severity: 'high' }), ms(0))).toBe(false);
    expect(mayInterrupt(wall(), item('1', 0, { channel: 'alerts' }), ms(0))).toBe(false);
  });

  it('leaves a pin alone where the rules say so', () => {
    const pinned = told(freshState(T0), { do: 'pin', scene: 'press', area: 'province' }, 1);
    expect(mayInterrupt(wall(pinned), item('1', 2), ms(2))).toBe(true);
    const kept = { ...wall(pinned), rules: { ...rules, overPins: false } };
    expect(mayInterrupt(kept, item('1', 2), ms(2))).toBe(false);
  });
});
