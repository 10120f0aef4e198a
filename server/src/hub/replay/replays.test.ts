// The clock of a replay, and how many there may be: with a history made for the purpose and a wall that the test moves.
import type { CountRow } from '@ioc/contracts/stream/channels';
import type { PastFrame, ReplayClock } from '@ioc/contracts/stream/down';
import type { ReplayStart } from '@ioc/contracts/stream/up';
import { Access } from '../../access/access.ts';
import { NOBODY, type Principal } from '../../access/principal.ts';
import type { Change } from '../../feed/change.ts';
import type { HistoryBlock } from '../../feed/history/dated-change.ts';
import { MomentError } from '../../feed/history/moment.repository.ts';
import { createLogger } from '../../logger.ts';
import { Metrics } from '../../metrics.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { until } from '../../testing/until.ts';
import type { Channel, ChannelState } from '../channel.ts';
import type { StreamName } from '../stream.ts';
import type { Transport } from '../transport.ts';
import { Replays } from './replays.ts';

const NOW_MS = Date.parse('2026-03-01T12:00:00Z');
const THEN_MS = NOW_MS - 3_600_000;
const OPERATOR: Principal = {
  ...NOBODY,
  kind: 'person',
  grants: [{ role: 'operator', scope: 'province' }],
  by: 'session',
};

const COUNTS: StreamName = { channel: 'counts', scope: 'province', view: {} };

/** Shows how many changes it has seen; loaded, how many there were. */
class Seen implements ChannelState<CountRow> {
  version = 1;
  readonly incomplete = false;
  constructor(private total: number) {}
  apply(_change: Change): void {
    this.total += 1;
    this.version += 1;
  }
  advance(): void {}
  rows(): ReadonlyMap<string, CountRow> {
    return new Map([['seen', { key: 'seen', total: this.total }]]);
  }
}

const change = (seq: number): Change => ({ seq, storedAtMs: 0, topic: 'count', rows: [] });

function setUp() {
  const world = { nowMs: NOW_MS, clear: true, dense: false, fails: false, reads: [] as number[] };
  const frames: PastFrame[] = [];
  const clocks: ReplayClock[] = [];
  const transport: Transport = {
    send: (_to, event, payload) => {
      if (event === 'replayed') frames.push(payload as PastFrame);
      if (event === 'replay-clock') clocks.push(payload as ReplayClock);
      return 0;
    },
    beat: () => undefined,
    isClear: () => world.clear,
    close: () => undefined,
    hangUp: () => undefined,
  };
  /** A write each second. */
  const seqAt = (atMs: number) => Math.floor((atMs - THEN_MS) / 1_000) + 1;
  const pointAt = (atMs: number) => ({ atMs, known: { seq: seqAt(atMs), storedAtMs: atMs } });
  const history = {
    pointAt: (_mode: string, atMs: number) =>
      atMs < THEN_MS
        ? Promise.reject(new MomentError('before-first', 'nothing had been stored by then', THEN_MS))
        : Promise.resolve(pointAt(atMs)),
    onwards: (_mode: string, from: { atMs: number }, untilMs: number) => {
      if (world.fails) return Promise.reject(new Error('the database is away'));
      world.reads.push(untilMs - from.atMs);
      const seqs = Array.from(
        { length: seqAt(untilMs) - seqAt(from.atMs) },
        (_, at) => seqAt(from.atMs) + at + 1,
      );
      const block: HistoryBlock = world.dense
        ? null
        : seqs.map((seq) => ({ atMs: THEN_MS + (seq - 1) * 1_000, change: change(seq) }));
      return Promise.resolve({ block, point: pointAt(untilMs) });
    },
  };
  const channel: Channel = {
    name: 'counts',
    topics: new Set(['count'] as const),
    atOnce: false,
    load: ({ seq }) => Promise.resolve(new Seen(seq)),
  };
  const directory = new UnitDirectory(null as never);
  const audit = { note: () => undefined };
  const replays = new Replays(
    [channel],
    history as never,
    directory,
    new Access(directory),
    audit as never,
    () => world.nowMs,
    createLogger('silent'),
    new Metrics(),
  );
  // Its own timers find that the wall has not moved.
  replays.start(transport);
  const start = (more: Partial<ReplayStart> = {}): ReplayStart => ({
    replay: 'r',
    at: new Date(THEN_MS + 10_000).toISOString(),
    speed: 1,
    mode: 'known',
    playing: true,
    ...more,
  });
  const subscribe = (
    client = 'a',
    more: Partial<ReplayStart> = {},
    principal = OPERATOR,
    of: Partial<StreamName> = {},
  ) => replays.subscribe({ id: client, principal }, { ...COUNTS, ...of }, start(more));
  const total = () => frames.at(-1)?.rows.find(({ key }) => key === 'seen') as CountRow | undefined;
  /** Lets the wall move and the replay follow to the end of what it does. */
  const pass = async (ms: number) => {
    world.nowMs += ms;
    replays.tick();
    await until('it stands', () => replays.waiting === 0);
  };
  return { world, frames, clocks, replays, subscribe, total, pass };
}

describe('the clock of a replay', () => {
  let made: ReturnType<typeof setUp>;
  beforeEach(() => {
    made = setUp();
  });
  afterEach(() => made.replays.stop());

  it('gives the state of its moment and says which clock it is of', async () => {
    expect(await made.subscribe()).toEqual({ ok: true });
    expect(made.frames).toMatchObject([
      {
        from: 0,
        to: 11,
        at: new Date(THEN_MS + 10_000).toISOString(),
        clock: { mode: 'known', replay: 'r' },
      },
    ]);
    expect(made.total()).toEqual({ key: 'seen', total: 11 });
  });

  it('plays as fast as it is told, reading ahead and not at each tick', async () => {
    await made.subscribe('a', { speed: 60 });
    for (let tick = 0; tick < 8; tick += 1) await made.pass(250);
    expect(made.total()?.total).toBe(11 + 120);
    expect(made.frames.at(-1)?.at).toBe(new Date(THEN_MS + 130_000).toISOString());
    expect(made.world.reads).toEqual([300_000]);
    await made.replays.control('a', { do: 'speed', replay: 'r', speed: 1 });
    await made.pass(1_000);
    expect(made.total()?.total).toBe(132);
  });

  it('stands still when paused, steps, and goes on', async () => {
    await made.subscribe('a', { playing: false });
    await made.pass(5_000);
    expect(made.total()?.total).toBe(11);
    await made.replays.control('a', { do: 'step', replay: 'r', byMs: 30_000 });
    expect(made.total()?.total).toBe(41);
    await made.replays.control('a', { do: 'step', replay: 'r', byMs: -20_000 });
    expect(made.frames.at(-1)).toMatchObject({ from: 0, rows: [{ total: 21 }] });
    await made.replays.control('a', { do: 'play', replay: 'r' });
    await made.pass(2_000);
    expect(made.total()?.total).toBe(23);
    await made.replays.control('a', { do: 'pause', replay: 'r' });
    expect(made.clocks.at(-1)).toMatchObject({ state: 'paused', mode: 'known' });
  });

  it('seeks, and changes what it is a clock of', async () => {
    await made.subscribe('a', { playing: false });
    const at = new Date(THEN_MS + 99_000).toISOString();
    expect(await made.replays.control('a', { do: 'seek', replay: 'r', at, mode: 'happened' })).toEqual({
      ok: true,
    });
    expect(made.frames.at(-1)).toMatchObject({
      from: 0,
      at,
      clock: { mode: 'happened' },
      rows: [{ total: 100 }],
    });
    const early = new Date(THEN_MS - 1).toISOString();
    expect(await made.replays.control('a', { do: 'seek', replay: 'r', at: early })).toMatchObject({
      code: 'before-first',
    });
  });

  it('waits for a client that cannot take more', async () => {
    await made.subscribe();
    made.world.clear = false;
    await made.pass(60_000);
    expect(made.total()?.total).toBe(11);
    made.world.clear = true;
    await made.pass(1_000);
    expect(made.total()?.total).toBe(12);
  });

  it('jumps where too much lies in its way, and shows what it would have shown', async () => {
    await made.subscribe('a', { speed: 60 });
    made.world.dense = true;
    for (let tick = 0; tick < 8; tick += 1) await made.pass(250);
    expect(made.frames).toHaveLength(3);
    expect(made.total()?.total).toBe(11 + 120);
  });

  it('comes to the present and says so', async () => {
    await made.subscribe('a', { at: new Date(NOW_MS - 10_000).toISOString(), speed: 600 });
    for (let tick = 0; tick < 3; tick += 1) await made.pass(250);
    expect(made.clocks.at(-1)).toMatchObject({ state: 'live' });
  });

  it('pauses and says so while the past cannot be read', async () => {
    await made.subscribe();
    made.world.fails = true;
    await made.pass(1_000);
    expect(made.clocks.at(-1)).toMatchObject({ state: 'paused', reason: 'unavailable' });
  });
});

describe('replays', () => {
  let made: ReturnType<typeof setUp>;
  beforeEach(() => {
    made = setUp();
  });
  afterEach(() => made.replays.stop());

  it('are few for a client and in all (S7.6)', async () => {
    await made.subscribe('a', { replay: 'one' });
    await made.subscribe('a', { replay: 'two' });
    expect(await made.subscribe('a', { replay: 'three' })).toMatchObject({ ok: false, code: 'too-many' });
    for (const client of ['b', 'c', 'd']) {
      await made.subscribe(client, { replay: 'one' });
      await made.subscribe(client, { replay: 'two' });
    }
    expect(await made.subscribe('e')).toMatchObject({ ok: false, code: 'too-many' });
    made.replays.disconnect('a');
    expect(made.replays.size).toBe(6);
    expect(await made.subscribe('e')).toEqual({ ok: true });
  });

  it('are refused to who may not hear the channel (S7.5)', async () => {
    expect(await made.subscribe('a', {}, NOBODY)).toMatchObject({ ok: false, code: 'forbidden' });
    expect(made.replays.size).toBe(0);
    expect(made.frames).toEqual([]);
  });

  it('are told apart by their views, and refused where there are none', async () => {
    const health: Partial<StreamName> = { view: { domains: ['health'] } };
    await made.subscribe();
    await made.subscribe('a', {}, OPERATOR, health);
    expect(made.frames.map(({ view }) => view)).toEqual([undefined, 'domains=health']);
    made.replays.unsubscribe('a', 'r', COUNTS);
    expect(made.replays.size).toBe(1);
    made.replays.unsubscribe('a', 'r', { ...COUNTS, ...health });
    expect(made.replays.size).toBe(0);
    expect(await made.subscribe('a', {}, OPERATOR, { ...health, channel: 'sources' })).toMatchObject({
      code: 'bad-view',
    });
  });

  it('leave nothing behind: not when the moment cannot be shown, not when nobody follows', async () => {
    const at = new Date(THEN_MS - 1).toISOString();
    expect(await made.subscribe('a', { at })).toMatchObject({ code: 'before-first' });
    expect(made.replays.size).toBe(0);
    await made.subscribe('a');
    made.replays.unsubscribe('a', 'r', COUNTS);
    expect(made.replays.size).toBe(0);
    expect(await made.replays.control('a', { do: 'play', replay: 'r' })).toMatchObject({ code: 'no-replay' });
  });

  it('end when nobody has touched them for half an hour', async () => {
    await made.subscribe('a', { playing: false });
    made.world.nowMs += 31 * 60_000;
    made.replays.look();
    await until('the end', () => made.replays.size === 0);
    expect(made.clocks.at(-1)).toMatchObject({ state: 'ended' });
  });
});
