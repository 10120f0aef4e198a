// S1: what a stream has become by following is what its loader reads from the tables, for every channel and scope.
import { CHANNELS } from '@ioc/contracts/stream/channels';
import { CHANNEL_LIST, type Channel, type ChannelState } from '../hub/channel.ts';
import { readPosition, ChangeLogReader } from '../feed/change-log.ts';
import { UnitDirectory } from '../registry/unit-directory.ts';
import { DeskWork } from '../testing/desk-work.ts';
import { RandomWorld, WORLD_SCOPES } from '../testing/random-world.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import pg from 'pg';

const MINUTE_MS = 60_000;
describe('every channel', () => {
  let server: TestServer;
  let log: pg.Client;
  let world: RandomWorld;

  beforeAll(async () => {
    server = await openTestServer();
    log = new pg.Client({ connectionString: server.database.url });
    await log.connect();
    world = await RandomWorld.make(server, 7);
  }, 60_000);
  afterAll(async () => {
    await log.end();
    await server.close();
  });

  const shownBy = (state: ChannelState) =>
    Object.fromEntries([...state.rows()].sort(([a], [b]) => (a < b ? -1 : 1)));

  it('is wired, once', () => {
    const channels = server.running.app.get<Channel[]>(CHANNEL_LIST);
    expect(channels.map(({ name }) => name).sort()).toEqual([...CHANNELS].sort());
  });

  it('shows by following what its loader reads, in every scope, also later by the clock and in the past', async () => {
    const directory = server.running.app.get(UnitDirectory);
    const channels = server.running.app.get<Channel[]>(CHANNEL_LIST);
    let nowMs = Date.now();
    const begin = await readPosition(log);
    const followed = [];
    for (const channel of channels) {
      for (const scope of WORLD_SCOPES) {
        const units = directory.scopeUnits(scope) ?? null;
        const state = await channel.load({ units, seq: begin.seq, atMs: nowMs, live: true });
        followed.push({ channel, scope, units, state });
      }
    }
    const reader = new ChangeLogReader(log, begin);
    const work = await DeskWork.make(server);
    // The server writes too (it raises alerts): what is compared is what was followed.
    let seq = begin.seq;
    const past: { seq: number; atMs: number; shown: unknown[] }[] = [];
    for (let round = 0; round < 60; round += 1) {
      await world.writeSomething(nowMs);
      await work.doRound(round);
      const { changes, position } = await reader.next();
      seq = position.seq;
      nowMs = Date.now() + round * 7 * MINUTE_MS;
      for (const { channel, state } of followed) {
        for (const change of changes) if (channel.topics.has(change.topic)) state.apply(change);
        state.advance(nowMs);
      }
      if (round % 15 === 5)
        past.push({ seq: position.seq, atMs: nowMs, shown: followed.map(({ state }) => shownBy(state)) });
    }
    for (const { channel, scope, units, state } of followed) {
      const loaded = await channel.load({ units, seq, atMs: nowMs, live: true });
      loaded.advance(nowMs);
      expect({ channel: channel.name, scope, rows: shownBy(loaded) }).toEqual({
        channel: channel.name,
        scope,
        rows: shownBy(state),
      });
    }
    for (const moment of past) {
      for (const [at, { channel, scope, units }] of followed.entries()) {
        const loaded = await channel.load({ units, seq: moment.seq, atMs: moment.atMs, live: false });
        loaded.advance(moment.atMs);
        const name = `${channel.name} ${scope} as known at ${moment.seq}`;
        expect({ name, rows: shownBy(loaded) }).toEqual({ name, rows: moment.shown[at] });
      }
    }
  }, 90_000);
});
