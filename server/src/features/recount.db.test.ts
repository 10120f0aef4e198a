// S1: what a stream has become by following is what its loader reads from the tables, for every channel and scope.
import type { Fact } from '@ioc/contracts/fact';
import type { Scope } from '@ioc/contracts/scope';
import { CHANNELS } from '@ioc/contracts/stream/channels';
import { SEVERITIES } from '@ioc/contracts/words';
import { CHANNEL_LIST, type Channel, type ChannelState } from '../hub/channel.ts';
import { readPosition, ChangeLogReader } from '../feed/change-log.ts';
import { UnitDirectory } from '../registry/unit-directory.ts';
import { arrival, word } from '../testing/facts.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import pg from 'pg';

const MINUTE_MS = 60_000;
const SCOPES: readonly Scope[] = ['province', 'unit:u1', 'unit:u2', 'group:old-town'];
const STATES = ['new', 'active', 'ended'];

/** mulberry32: the same numbers in each run. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

describe('every channel', () => {
  let server: TestServer;
  let log: pg.Client;
  const random = randomOf(7);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;

  beforeAll(async () => {
    server = await openTestServer();
    log = new pg.Client({ connectionString: server.database.url });
    await log.connect();
    for (const id of ['u0', 'u1', 'u2']) {
      await server.sql(
        `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ($1, 'commune', $1, $1, '2025-07-01')`,
        [id],
      );
    }
    await server.sql(
      `INSERT INTO unit_lineage (from_id, to_id, kind, effective) VALUES ('u0', 'u1', 'merge', '2025-07-01')`,
    );
    await server.sql(`INSERT INTO scope_group (id, name, name_en) VALUES ('old-town', 'x', 'x')`);
    await server.sql(`INSERT INTO scope_group_member (group_id, unit_id) VALUES ('old-town', 'u1')`);
    await server.running.app.get(UnitDirectory).reload();
  }, 60_000);
  afterAll(async () => {
    await log.end();
    await server.close();
  });

  const anyFact = (nowMs: number): Fact => {
    const at = (agoMinutes: number) =>
      new Date(nowMs - Math.floor(random() * agoMinutes * MINUTE_MS)).toISOString();
    const place = random() < 0.8 ? { lon: 107 + random(), lat: 16 + random() } : { lon: null, lat: null };
    const more = { unitId: pick([null, 'u0', 'u1', 'u2']), severity: pick(SEVERITIES), ...place };
    const kind = pick(['event', 'item', 'ticket'] as const);
    const id = `${kind}-${Math.floor(random() * 40)}`;
    if (kind === 'event')
      return arrival(`${id}-${Math.floor(random() * 1e9)}`, { ...more, observedAt: at(1_600) });
    const state = pick(STATES);
    const stamp = at(1_600);
    const due = {
      serviceCode: 'x',
      agency: 'A',
      dueAt: new Date(nowMs + (random() - 0.5) * 3_600_000).toISOString(),
      closedAt: null,
    };
    const ticket = kind === 'ticket' ? { ticket: { ...due, trackHash: null }, data: { ticket: due } } : {};
    return word(id, state, stamp, { ...more, kind, closed: state === 'ended', ...ticket });
  };

  const writeSomething = async (nowMs: number) => {
    await server.append(...Array.from({ length: 1 + Math.floor(random() * 12) }, () => anyFact(nowMs)));
    if (random() < 0.3) {
      const figure = {
        source: 'portal',
        unitId: pick(['u1', 'u2', null]),
        unitCode: pick(['1', '2']),
        procedureCode: pick(['p', 'q']),
        level: 'full',
        periodStart: '2026-01-01',
        periodEnd: pick(['2026-01-31', '2026-02-28']),
        asOf: new Date(nowMs - Math.floor(random() * 1e7)).toISOString(),
        wordKey: String(random()),
        receivedAt: new Date(nowMs).toISOString(),
        figures: { received: Math.floor(random() * 50), closedOnTime: 5, closedLate: 1, openOverdue: 2 },
        sumDifference: 1,
      };
      await server.sql(
        `SELECT register_sources('[{"id": "portal", "connector": "portal", "name": "P", "nameEn": "P", "cadenceMs": 60000}]')`,
      );
      await server.sql('SELECT * FROM append_service_figures($1::jsonb)', [JSON.stringify([figure])]);
    }
  };

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
      for (const scope of SCOPES) {
        const units = directory.scopeUnits(scope) ?? null;
        const state = await channel.load({ units, seq: begin.seq, atMs: nowMs, live: true });
        followed.push({ channel, scope, units, state });
      }
    }
    const reader = new ChangeLogReader(log, begin);
    // The server writes too (it raises alerts): what is compared is what was followed.
    let seq = begin.seq;
    const past: { seq: number; atMs: number; shown: unknown[] }[] = [];
    for (let round = 0; round < 60; round += 1) {
      await writeSomething(nowMs);
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
