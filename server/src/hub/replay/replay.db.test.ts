// S7: the past as it was pushed when it was the present, frame for frame; and as it happened, the same by following as
// by looking.
import type { AlertRow, ItemRow } from '@ioc/contracts/stream/channels';
import type { Frame, PastFrame } from '@ioc/contracts/stream/down';
import type { ClockMode } from '@ioc/contracts/stream/up';
import { viewKey, WHOLE_VIEW_KEY, type View } from '@ioc/contracts/stream/view';
import pg from 'pg';
import type { Position, Topic } from '../../feed/change.ts';
import { ChangeLogReader, readPosition } from '../../feed/change-log.ts';
import { KnownHistory } from '../../feed/history/known-history.ts';
import { MomentRepository } from '../../feed/history/moment.repository.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { DeskWork } from '../../testing/desk-work.ts';
import { arrival, word } from '../../testing/facts.ts';
import { RandomWorld, WORLD_SCOPES } from '../../testing/random-world.ts';
import { Screen } from '../../testing/screen.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { until } from '../../testing/until.ts';
import { CHANNEL_LIST, type Channel } from '../channel.ts';
import { Hub } from '../hub.ts';
import { NOWHERE } from '../place.ts';
import { StreamPool } from '../stream-pool.ts';
import { hasView, type Stream, type StreamName } from '../stream.ts';
import { ReadTurn } from './read-turn.ts';
import { ReplayHistory, type ReplayPoint } from './replay-history.ts';
import { ReplayStream } from './replay-stream.ts';
import { Replay } from './replay.ts';
import { Replays } from './replays.ts';

const MINUTE_MS = 60_000;
const ROUNDS = 40;
const PART: View = { domains: ['health'], minSeverity: 'low' };

/** What the live hub knew at a tick, and what each stream said. */
interface Recorded {
  readonly position: Position;
  readonly atMs: number;
  readonly frames: readonly (Frame | null)[];
}

describe('a replay', () => {
  let server: TestServer;
  let channels: readonly Channel[];
  let directory: UnitDirectory;
  let streams: Stream[];
  const record: Recorded[] = [];

  beforeAll(async () => {
    server = await openTestServer();
    const { app } = server.running;
    directory = app.get(UnitDirectory);
    channels = app.get(CHANNEL_LIST);
    // The channels are to follow what is recorded, and nothing twice.
    await app.get(Hub).stop();
    const world = await RandomWorld.make(server, 11);
    const log = new pg.Client({ connectionString: server.database.url });
    await log.connect();
    try {
      await recordLive(world, log);
    } finally {
      await log.end();
    }
  }, 90_000);
  afterAll(() => server.close());

  const channelOf = ({ channel }: StreamName): Channel => {
    const found = channels.find(({ name }) => name === channel);
    if (!found) throw new Error(`there is no ${channel}`);
    return found;
  };

  /** Every channel in every scope, and a part of it in two of them. */
  function streamNames(): StreamName[] {
    return channels.flatMap(({ name: channel }) => [
      ...WORLD_SCOPES.map((scope) => ({ channel, scope, view: {} })),
      ...WORLD_SCOPES.slice(0, 2)
        .map((scope) => ({ channel, scope, view: PART }))
        .filter(hasView),
    ]);
  }

  async function recordLive(world: RandomWorld, log: pg.Client): Promise<void> {
    let nowMs = Date.now();
    for (let early = 0; early < 10; early += 1) await world.writeSomething(nowMs);
    const begin = await readPosition(log);
    const pool = new StreamPool(
      new Map(channels.map((channel) => [channel.name, channel])),
      directory,
      () => nowMs,
      { holds: () => Promise.resolve(false) },
    );
    pool.accept([], begin);
    streams = [];
    for (const name of streamNames()) streams.push(await pool.open(name));
    record.push({ position: begin, atMs: nowMs, frames: streams.map((stream) => stream.since(NOWHERE)) });
    const reader = new ChangeLogReader(log, begin);
    const work = await DeskWork.make(server);
    let position = begin;
    for (let round = 0; round < ROUNDS; round += 1) {
      // Some ticks bring nothing but the time.
      if (round % 4 !== 3) await world.writeSomething(nowMs);
      await work.doRound(round);
      const page = await reader.next();
      position = page.position;
      pool.accept(page.changes, position);
      nowMs += (round % 5) * MINUTE_MS + 250;
      record.push({ position, atMs: nowMs, frames: streams.map((stream) => stream.nextFrame(nowMs)) });
    }
  }

  const pointOf = ({ position, atMs }: Recorded): ReplayPoint => ({
    atMs,
    known: { seq: position.seq, storedAtMs: Date.parse(position.storedAt) },
  });

  async function replayed(of: (channel: Channel) => boolean): Promise<void> {
    const history = server.running.app.get(KnownHistory);
    const [first, ...later] = record;
    if (!first) throw new Error('nothing was recorded');
    const pasts: { readonly at: number; readonly past: ReplayStream }[] = [];
    for (const [at, { channel, name }] of streams.entries()) {
      if (!of(channel)) continue;
      const units = directory.scopeUnits(name.scope) ?? null;
      const past = await ReplayStream.load(channel, name, units, 'known', pointOf(first), first.atMs);
      expect(byKey(past.snapshot())).toEqual(byKey(first.frames[at]));
      pasts.push({ at, past });
    }
    const topics = new Set<Topic>();
    for (const channel of channels) if (of(channel)) for (const topic of channel.topics) topics.add(topic);
    let { seq } = first.position;
    for (const tick of later) {
      const block = await history.between(seq, tick.position.seq, topics);
      ({ seq } = tick.position);
      for (const { at, past } of pasts) {
        for (const { change } of block ?? []) past.apply(change);
        const name = `${past.key} at ${seq}`;
        expect({ name, frame: byKey(past.nextFrame(pointOf(tick))) }).toEqual({
          name,
          frame: byKey(tick.frames[at]),
        });
      }
    }
  }

  it('says, frame for frame, what was pushed live, in every channel and scope (S7.3)', async () => {
    await replayed(() => true);
    const frames = record.flatMap(({ frames: told }) => told.filter((frame) => frame !== null));
    expect(frames.length).toBeGreaterThan(400);
    // Nothing is proved of a channel that said nothing, and nothing of alerts that nobody touched.
    const pushed = frames.filter(({ from }) => from > 0);
    for (const { name } of channels)
      expect([name, pushed.filter(({ channel }) => channel === name).length > 2]).toEqual([name, true]);
    const alerts = pushed.flatMap(({ channel, rows }) => (channel === 'alerts' ? (rows as AlertRow[]) : []));
    const seen: readonly ((row: AlertRow) => boolean)[] = [
      ({ state }) => state === 'active',
      ({ state }) => state === 'acknowledged',
      ({ state }) => state === 'closed',
      ({ members }) => members > 1,
      ({ shelvedUntil }) => shelvedUntil !== null,
      ({ assigneeId }) => assigneeId !== null,
      ({ clearedAt }) => clearedAt !== null,
    ];
    expect(seen.map((is) => alerts.some(is))).toEqual(seen.map(() => true));
    const tickets = pushed.flatMap(({ channel, rows }) => (channel === 'tickets' ? (rows as ItemRow[]) : []));
    expect(tickets.some(({ state }) => state === 'paused')).toBe(true);
    const [late] = await server.sql<{ n: number }>('SELECT count(*)::int AS n FROM event WHERE late');
    expect(late?.n).toBeGreaterThan(5);
  }, 60_000);

  /** Where a player that was set to the first moment stands after a step to each of the others. */
  async function stepped(mode: ClockMode, moments: readonly number[], nowMs: number) {
    const rows = new Map<string, Map<string, unknown>>();
    const take = (frame: PastFrame) => {
      const key = `${frame.channel} ${frame.scope} ${frame.view ?? WHOLE_VIEW_KEY}`;
      const held = frame.from === 0 ? new Map<string, unknown>() : (rows.get(key) ?? new Map());
      for (const gone of frame.gone) held.delete(gone);
      for (const row of frame.rows) held.set(row.key, row);
      rows.set(key, held);
    };
    const replay = new Replay(
      'r',
      { mode, speed: 60, playing: false },
      {
        history: server.running.app.get(ReplayHistory),
        turn: new ReadTurn(),
        clock: () => nowMs,
        sendFrame: take,
        sendClock: () => undefined,
        isClear: () => true,
      },
    );
    const [first = 0, ...later] = moments;
    await replay.seek(first);
    for (const name of streamNames())
      await replay.join(channelOf(name), name, directory.scopeUnits(name.scope) ?? null);
    const shown: Record<string, unknown>[] = [];
    for (const atMs of later) {
      await replay.step(atMs - replay.atMs);
      shown.push(Object.fromEntries([...rows].map(([key, held]) => [key, sorted(held)])));
    }
    return shown;
  }

  async function loaded(mode: ClockMode, atMs: number, nowMs: number) {
    const point = await server.running.app.get(ReplayHistory).pointAt(mode, atMs, nowMs);
    const states: Record<string, unknown> = {};
    for (const name of streamNames()) {
      const units = directory.scopeUnits(name.scope) ?? null;
      const stream = await ReplayStream.load(channelOf(name), name, units, mode, point, nowMs);
      states[stream.key] = sorted(new Map(stream.snapshot().rows.map((row) => [row.key, row])));
    }
    return states;
  }

  it('as it happened is the same by following as by looking, late words and corrections in their place (S7.2)', async () => {
    const nowMs = Date.now() + 5 * 3_600_000;
    const moments = [1_500, 1_100, 800, 401, 60, 5].map((minutes) => Date.now() - minutes * MINUTE_MS);
    const shown = await stepped('happened', moments, nowMs);
    for (const [at, atMs] of moments.slice(1).entries())
      expect({ atMs, rows: shown[at] }).toEqual({ atMs, rows: await loaded('happened', atMs, nowMs) });
    const [, , , last] = shown;
    const shownOf = (key: string) => Object.keys(last?.[key] ?? {}).length;
    expect(shownOf('latest province all')).toBeGreaterThan(10);
    expect(shownOf('latest province domains=health&min=low')).toBeGreaterThan(3);
  }, 60_000);

  it('as it happened keeps to what was known when the clock was set, and to the order of the source (S7.2)', async () => {
    const nowMs = Date.now();
    const at = (minutes: number) => new Date(nowMs - minutes * MINUTE_MS).toISOString();
    // Of a domain of their own: what else there is does not matter here.
    const say = (id: string, text: string, minutes: number, stamp = minutes) =>
      server.append(word(id, text, at(minutes), { wordAt: at(stamp), domain: 'press' }));
    await say('reordered', 'first', 30, 10);
    await say('reordered', 'outdated', 20, 15);
    await say('reordered', 'last', 8);
    // Stored last, and newest of all for the twelve minutes after it was observed.
    await say('late', 'first', 30);
    await say('late', 'last', 8);
    await say('late', 'between', 20);
    await say('late', 'never seen', 14, 21);
    for (const id of ['corrected', 'moved-back', 'grown']) await say(id, 'first', 30);
    for (const id of ['corrected', 'moved-back']) await say(id, 'known', 16);
    const history = server.running.app.get(ReplayHistory);
    const from = await history.pointAt('happened', Date.parse(at(25)), nowMs);
    await server.append(arrival('too-new', { observedAt: at(18), domain: 'press' }));
    await say('grown', 'too new', 19);
    await say('corrected', 'too new', 17, 1);
    await say('moved-back', 'too new', 28, 1);
    await server.sql(`SELECT ring_registry('units')`);
    const onwards = async (untilMs: number, topic: Topic) => {
      const { block, point } = await history.onwards('happened', from, untilMs, new Set([topic]));
      expect(point).toEqual({ atMs: untilMs, known: from.known });
      return (block ?? []).flatMap(({ atMs, change }) =>
        (change.rows as readonly Record<string, unknown>[]).map((row) => Object.assign({ atMs }, row)),
      );
    };
    const things = await onwards(Date.parse(at(5)), 'item');
    expect(things.filter((row) => 'domain' in row && row['domain'] === 'press')).toMatchObject([
      { atMs: Date.parse(at(20)), id: 'late', state: 'between' },
      { atMs: Date.parse(at(16)), id: 'corrected', state: 'known' },
      { atMs: Date.parse(at(16)), id: 'moved-back', state: 'known' },
      { atMs: Date.parse(at(8)), id: 'late', state: 'last' },
      { atMs: Date.parse(at(8)), id: 'reordered', state: 'last' },
    ]);
    const press: StreamName = { channel: 'latest', scope: 'province', view: { domains: ['press'] } };
    const stateAt = async (minutes: number) => {
      const point = await history.pointAt('happened', Date.parse(at(minutes)), nowMs);
      const past = await ReplayStream.load(channelOf(press), press, null, 'happened', point, nowMs);
      return past.snapshot().rows.find(({ key }) => key === 'reviews/late');
    };
    expect(await stateAt(25)).toMatchObject({ state: 'first' });
    expect(await stateAt(13)).toMatchObject({ state: 'between' });
    expect(await stateAt(5)).toMatchObject({ state: 'last' });
    const counts = await onwards(Date.parse(at(5)), 'count');
    expect(counts.filter((row) => 'domain' in row && row['domain'] === 'press')).toEqual([]);
    expect(await onwards(Date.now() + MINUTE_MS, 'registry')).toEqual([]);
  }, 60_000);

  it('as known by the clock of the database is the same by stepping as by looking (S7.1)', async () => {
    const stored = await server.sql<{ at: Date }>('SELECT DISTINCT stored_at AS at FROM event ORDER BY 1');
    const moments = stored.filter((_, at) => at % 9 === 2).map(({ at }) => at.getTime());
    const nowMs = Date.now() + 10_000;
    const shown = await stepped('known', moments, nowMs);
    for (const [at, atMs] of moments.slice(1).entries())
      expect({ atMs, rows: shown[at] }).toEqual({ atMs, rows: await loaded('known', atMs, nowMs) });
  }, 60_000);

  it('refuses a moment before anything was known, and one of which not all is kept', async () => {
    const moments = server.running.app.get(MomentRepository);
    const nowMs = Date.now();
    const day = 86_400_000;
    await expect(moments.check(nowMs - day, 'known', nowMs)).rejects.toMatchObject({ code: 'before-first' });
    await expect(moments.check(nowMs + day, 'known', nowMs)).rejects.toMatchObject({ code: 'future' });
    await expect(moments.check(nowMs - 800 * day, 'happened', nowMs)).rejects.toMatchObject({
      code: 'before-first',
    });
    await server.sql(
      `INSERT INTO count_delta VALUES (now() - INTERVAL '800 days', 0, 0, 'traffic', 'low', NULL, 'event', 0)`,
    );
    await expect(moments.check(nowMs - 740 * day, 'happened', nowMs)).rejects.toMatchObject({
      code: 'beyond-retention',
    });
    await server.sql(`DELETE FROM count_delta WHERE stored_min = 0`);
    await expect(moments.check(nowMs - day / 2, 'happened', nowMs)).resolves.toBeUndefined();
  });

  it('comes over the socket as frames of its own, and ends with it (S7.5)', async () => {
    const screen = new Screen(server.socket());
    const past: PastFrame[] = [];
    screen.socket.on('replayed', (frame: PastFrame) => past.push(frame));
    await screen.connect();
    const ask = (event: string, message: object): Promise<unknown> =>
      screen.socket.timeout(10_000).emitWithAck(event, message);
    const [stored] = await server.sql<{ at: Date }>('SELECT min(stored_at) AS at FROM event');
    const at = new Date((stored?.at.getTime() ?? 0) + 1_000).toISOString();
    const clock = { replay: 'shift', at, mode: 'known', playing: false };
    const latest = { channel: 'latest', scope: 'province' };
    expect(await ask('subscribe', { ...latest, clock })).toEqual({ ok: true });
    await until('the moment', () => past.length === 1);
    expect(past[0]).toMatchObject({ from: 0, at, clock: { mode: 'known', replay: 'shift' } });
    expect(await ask('replay', { do: 'step', replay: 'shift', byMs: 60_000 })).toEqual({ ok: true });
    expect(await ask('replay', { do: 'fly', replay: 'shift' })).toMatchObject({ code: 'bad-message' });
    const early = { ...clock, replay: 'early', at: '2020-01-01T00:00:00Z' };
    expect(await ask('subscribe', { ...latest, clock: early })).toMatchObject({ code: 'before-first' });
    const faster = { ...clock, replay: 'faster', speed: 601 };
    expect(await ask('subscribe', { ...latest, clock: faster })).toMatchObject({ code: 'bad-message' });
    expect(screen.frames).toEqual([]);
    const replays = server.running.app.get(Replays);
    expect(replays.size).toBe(1);
    screen.socket.disconnect();
    await until('it is over', () => replays.size === 0);
  });

  it('answers programs about a moment with the same rows, and says which clock they are of', async () => {
    const [stored] = await server.sql<{ at: Date }>(
      'SELECT percentile_disc(0.5) WITHIN GROUP (ORDER BY stored_at) AS at FROM event',
    );
    const atMs = stored?.at.getTime() ?? 0;
    const read = async (query: string) =>
      (await (await server.get(`/api/v1/snapshot?channel=latest&${query}`)).json()) as PastFrame;
    const at = new Date(atMs).toISOString();
    const known = await read(`at=${at}`);
    expect(known).toMatchObject({ at, clock: { mode: 'known', replay: null } });
    expect((await read(`at=${at}&mode=happened`)).clock).toEqual({ mode: 'happened', replay: null });
    expect((await read('scope=province')).clock).toBeUndefined();
    const early = await server.get('/api/v1/snapshot?channel=latest&at=2020-01-01T00:00:00Z');
    expect(early.status).toBe(404);
    expect(await early.json()).toMatchObject({ issues: [{ path: 'at', message: 'before-first' }] });
  });

  it('answers programs with a part of a channel, as the socket does, now and at a moment', async () => {
    const [stored] = await server.sql<{ at: Date }>('SELECT max(stored_at) AS at FROM event');
    for (const when of ['', `&at=${stored?.at.toISOString()}`]) {
      const ask = (query: string) => server.get(`/api/v1/snapshot?channel=latest${when}${query}`);
      const whole = (await (await ask('')).json()) as Frame;
      const part = (await (await ask('&domains=health&minSeverity=low')).json()) as Frame;
      expect(whole.view).toBeUndefined();
      expect(part.view).toBe(viewKey(PART));
      expect(part.rows.length).toBeGreaterThan(0);
      const isMeant = (row: object) =>
        'domain' in row && row.domain === 'health' && 'severity' in row && row.severity !== 'info';
      expect(part.rows.every(isMeant)).toBe(true);
    }
    const whole = await server.get('/api/v1/snapshot?channel=sources&minSeverity=high');
    expect([whole.status, await whole.json()]).toMatchObject([400, { issues: [{ message: 'bad-view' }] }]);
    expect((await server.get('/api/v1/snapshot?channel=latest&domains=health,nothing')).status).toBe(400);
  });

  it('says the same when the log has forgotten, but for what stands nowhere else (S7.4)', async () => {
    const [job] = await server.sql<{ id: number }>(
      `SELECT job_id AS id FROM timescaledb_information.jobs WHERE proc_name = 'note_write_moments'`,
    );
    // Alerts may have been raised meanwhile: what was stored last is not always what was recorded last.
    const [newest] = await server.sql<{ seq: string }>('SELECT max(seq) AS seq FROM change_log');
    // A second is noted when a later write has come.
    await server.sql(`UPDATE write_clock SET stored_at = stored_at + INTERVAL '2 seconds'`);
    await server.sql(`CALL run_job(${job?.id})`);
    await server.sql('DELETE FROM change_log');
    await replayed(({ memoryMs }) => memoryMs === undefined);
    const moments = server.running.app.get(MomentRepository);
    const { atMs } = pointOf(record.at(-1) as Recorded);
    expect((await moments.knownAt(atMs)).seq).toBe(Number(newest?.seq));
  }, 60_000);
});

/** Rows of a frame have keys and no order. */
const byKey = (frame: Frame | null | undefined) =>
  frame && {
    ...frame,
    rows: frame.rows.toSorted((a, b) => (a.key < b.key ? -1 : 1)),
    gone: frame.gone.toSorted(),
  };

const sorted = (rows: ReadonlyMap<string, unknown>) =>
  Object.fromEntries([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
