import { DEFAULT_RULES, type InterruptingItem, type Wall } from '@ioc/contracts/wall';
import type { Change, ThingChange } from '../../feed/change.ts';
import { Interrupter } from './interrupter.ts';
import { criticalItem } from './interrupting-item.ts';
import { freshState, interrupted } from './wall-life.ts';

const T0 = Date.parse('2026-03-01T00:00:00.000Z');
const UNITS: Readonly<Record<string, ReadonlySet<string>>> = { 'unit:u1': new Set(['u1']) };

const wallOf = (id: string, more: Partial<Wall> = {}): Wall => ({
  id,
  name: id,
  scope: 'province',
  programme: [{ scene: 'overview', area: 'province', dwellSeconds: 60 }],
  rules: { ...DEFAULT_RULES, standSeconds: 30, quietSeconds: 120 },
  state: freshState(T0),
  picture: null,
  screens: [],
  version: 1,
  undoable: false,
  changedAt: new Date(T0).toISOString(),
  changedBy: 'rules',
  ...more,
});

const fire = (id: string, atMs: number, more: Partial<ThingChange> = {}): Change => ({
  seq: 1,
  storedAtMs: atMs,
  topic: 'item',
  rows: [
    {
      source: 'camera',
      id,
      kind: 'event',
      type: 'fire',
      domain: 'public-security',
      severity: 'critical',
      unitId: 'u1',
      assetId: null,
      lon: null,
      lat: null,
      title: 'Cháy kho',
      titleEn: null,
      state: 'seen',
      closed: false,
      firstObservedAt: new Date(atMs).toISOString(),
      observedAt: new Date(atMs).toISOString(),
      ticket: null,
      ...more,
    },
  ],
});

/** The database as the interrupter sees it: walls, and how often it was asked under the writers' lock. */
function setUp(...walls: Wall[]) {
  const state = { nowMs: T0, asked: [] as string[][] };
  const repository = {
    list: async () => walls,
    interrupt: async (items: readonly InterruptingItem[]) => {
      state.asked.push(items.map(({ id }) => id));
      return [];
    },
  };
  const directory = { scopeUnits: (scope: string) => (scope === 'province' ? null : UNITS[scope]) };
  const logger = { info: () => undefined, warn: () => undefined } as never;
  const interrupter = new Interrupter(repository, directory, () => state.nowMs, logger);
  const hear = async (...changes: Change[]) => {
    interrupter.hear(changes);
    await new Promise(setImmediate);
  };
  return { state, hear };
}

const turnedTo = (wall: Wall, id: string, atMs: number): Change => {
  const [thing] = fire(id, atMs).rows as readonly ThingChange[];
  const state = interrupted(wall, criticalItem(thing!), null, atMs);
  return {
    seq: 2,
    storedAtMs: atMs,
    topic: 'wall',
    rows: [{ id: wall.id, wall: { ...wall, state } }],
  };
};

it('asks nothing of the database while something stands on every wall, nor in the quiet time after it', async () => {
  const wall = wallOf('hall');
  const { state, hear } = setUp(wall);
  await hear(fire('first', T0));
  expect(state.asked).toEqual([['first']]);
  await hear(turnedTo(wall, 'first', T0));
  for (const seconds of [1, 29, 31, 149]) {
    state.nowMs = T0 + seconds * 1_000;
    await hear(fire(`at ${seconds}`, state.nowMs));
  }
  expect(state.asked).toEqual([['first']]);
  state.nowMs = T0 + 150_000;
  await hear(fire('free again', state.nowMs));
  expect(state.asked).toEqual([['first'], ['free again']]);
});

it('asks when one wall of several is free', async () => {
  const [busy, free] = [wallOf('hall'), wallOf('desk')];
  const { state, hear } = setUp(busy, free);
  await hear(fire('first', T0), turnedTo(busy, 'first', T0));
  await hear(fire('second', T0));
  expect(state.asked).toEqual([['first'], ['second']]);
});

it('asks nothing about what lies outside the areas of all walls, or is wanted by none', async () => {
  const { state, hear } = setUp(wallOf('commune', { scope: 'unit:u1' }));
  await hear(fire('here', T0));
  await hear(fire('elsewhere', T0, { unitId: 'u2' }), fire('nowhere', T0, { unitId: null }));
  await hear(fire('high', T0, { severity: 'high' }), fire('old', T0 - 3_600_000));
  expect(state.asked).toEqual([['here']]);
});

it('asks about a thing once, however many words it says', async () => {
  const { state, hear } = setUp(wallOf('hall'));
  await hear(fire('first', T0));
  await hear(fire('first', T0, { state: 'spreading' }));
  expect(state.asked).toEqual([['first']]);
});
