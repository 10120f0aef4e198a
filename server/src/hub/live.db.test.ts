import type { CountRow, ItemRow } from '@ioc/contracts/stream/channels';
import { WIRE_VERSION } from '@ioc/contracts/stream/version';
import { onNative } from '@ioc/standalone/testing/test-database';
import type { Socket } from 'socket.io-client';
import { StoringProbe } from '../feed/storing-probe.ts';
import { arrival, ticketWord, word } from '../testing/facts.ts';
import { Screen } from '../testing/screen.ts';
import { openSecondNode, openTestServer, type TestServer } from '../testing/test-server.ts';
import { until } from '../testing/until.ts';
import { Gateway } from './gateway.ts';
import { Hub } from './hub.ts';

describe('live streams', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
  }, 60_000);
  afterAll(() => server.close());

  const open = async () => {
    const screen = new Screen(server.socket());
    await screen.connect();
    return screen;
  };
  const position = async () =>
    Number((await server.sql<{ seq: string }>('SELECT seq FROM write_clock'))[0]?.seq);
  const keys = (screen: Screen, channel: 'map' | 'latest' | 'critical') =>
    screen.rows<ItemRow>(channel).map(({ key }) => key);

  const figures = async () => (await server.get('/metrics')).text();

  let floods = 0;
  const flood = () => {
    floods += 1;
    const title = 'x'.repeat(160);
    return server.append(
      ...Array.from({ length: 1_000 }, (_, at) => arrival(`flood-${floods}-${at}`, { title })),
    );
  };

  it('give a snapshot and then what changes, without a gap (S2)', async () => {
    await server.append(arrival('first'));
    const screen = await open();
    expect(await screen.subscribe('latest')).toEqual({ ok: true });
    await until('the snapshot', () => keys(screen, 'latest').includes('camera/first'));
    expect(screen.frames[0]?.from).toBe(0);
    await server.append(arrival('second'));
    await server.append(arrival('third'));
    await until('the third', () => keys(screen, 'latest').includes('camera/third'));
    expect(screen.gaps).toEqual([]);
    screen.socket.disconnect();
  });

  it('send only what was missed to a client that was away shortly (S3)', async () => {
    const before = await open();
    await before.subscribe('latest');
    await until('a snapshot', () => before.frames.length > 0);
    await server.append(arrival('seen'));
    await until('seen', () => keys(before, 'latest').includes('camera/seen'));
    const watcher = await open();
    await watcher.subscribe('latest');
    const after = before.to('latest') ?? 0;
    before.socket.disconnect();
    await server.append(arrival('missed'));
    await until('missed, by the watcher', () => keys(watcher, 'latest').includes('camera/missed'));
    const again = await open();
    await again.subscribe('latest', 'province', { after: before });
    await until('missed', () => keys(again, 'latest').includes('camera/missed'));
    expect(again.frames[0]).toMatchObject({ from: after });
    expect(again.frames[0]?.rows.length).toBeLessThan(watcher.rows('latest').length);
    expect(again.frames[0]?.historySkipped).toBeUndefined();
    expect(again.gaps).toEqual([]);
  });

  it('say that history was skipped when the place is forgotten', async () => {
    await server.append(arrival('old'));
    const screen = await open();
    const place = { channel: 'critical', scope: 'province', after: 1, at: '2026-01-01T00:00:00Z' };
    await screen.socket.timeout(5_000).emitWithAck('subscribe', place);
    await until('a frame', () => screen.frames.length > 0);
    expect(screen.frames[0]).toMatchObject({ from: 0, historySkipped: true });
  });

  it('go on where another node left off, in mid-stream (S3)', async () => {
    const second = await openSecondNode(server);
    try {
      const onNode = (url: string) => new Screen(server.socket({}, url));
      let screen = onNode(server.url);
      await screen.connect();
      await screen.subscribe('latest');
      await until('a snapshot', () => screen.frames.length > 0);
      for (let round = 0; round < 6; round += 1) {
        const next = onNode(round % 2 === 0 ? second.url : server.url);
        await server.append(arrival(`moved-${round}`));
        screen.socket.disconnect();
        await server.append(arrival(`between-${round}`));
        await next.connect();
        expect(await next.subscribe('latest', 'province', { after: screen })).toEqual({ ok: true });
        const wanted = [`camera/moved-${round}`, `camera/between-${round}`];
        await until('both', () => wanted.every((key) => keys(next, 'latest').includes(key)));
        expect(next.gaps).toEqual([]);
        // Only what it lacked, though this node never showed what the other one did.
        expect(next.frames[0]?.from).toBeGreaterThan(0);
        expect(next.frames[0]?.historySkipped).toBeUndefined();
        screen = next;
      }
    } finally {
      await second.close();
    }
  }, 30_000);

  it('keep a view to what it names, beside the whole of the same channel (S2.1, S2.2)', async () => {
    const screen = await open();
    const view = { domains: ['education' as const], minSeverity: 'high' as const };
    for (const channel of ['latest', 'counts'] as const) {
      await screen.subscribe(channel);
      expect(await screen.subscribe(channel, 'province', { view })).toEqual({ ok: true });
    }
    await server.append(
      arrival('seen', { domain: 'education', severity: 'high' }),
      arrival('too mild', { domain: 'education', severity: 'low' }),
      arrival('elsewhere', { domain: 'press', severity: 'critical' }),
    );
    await until('all in the whole', () => keys(screen, 'latest').includes('camera/elsewhere'));
    await until('one in the view', () => screen.rows('latest', 'province', view).length > 0);
    const ofView = screen.rows<ItemRow>('latest', 'province', view);
    expect(ofView.map(({ domain, severity }) => `${domain} ${severity}`)).toEqual(
      ofView.map(() => expect.stringMatching(/^education (high|critical)$/) as string),
    );
    await until('the figures', () => screen.rows('counts', 'province', view).length > 0);
    const figures = screen.rows<CountRow>('counts', 'province', view).map(({ key }) => key.split('/')[1]);
    expect(new Set(figures)).toEqual(new Set(['education']));
    // Loaded anew it is the same.
    const again = await open();
    await again.subscribe('latest', 'province', { view });
    await until('the snapshot', () => again.frames.length > 0);
    expect(keysOf(again.rows('latest', 'province', view))).toEqual(keysOf(ofView));
    expect(await screen.subscribe('sources', 'province', { view })).toMatchObject({ code: 'bad-view' });
  });

  it('keep tickets to the services that a view names, told and loaded', async () => {
    const screen = await open();
    const view = { services: ['y-te'] };
    expect(await screen.subscribe('tickets', 'province', { view })).toEqual({ ok: true });
    expect(await screen.subscribe('latest', 'province', { view })).toMatchObject({ code: 'bad-view' });
    await until('a snapshot', () => screen.frames.length > 0);
    const dueAt = new Date(Date.now() + 3_600_000).toISOString();
    const about = (serviceCode: string) => {
      const ticket = { serviceCode, agency: 'A', dueAt, closedAt: null, trackHash: null };
      return ticketWord(`about ${serviceCode}`, dueAt, { ticket, data: { ticket } });
    };
    await server.append(about('giao-duc'), about('y-te'));
    await until('the ticket', () => screen.rows('tickets', 'province', view).length > 0);
    const again = await open();
    await again.subscribe('tickets', 'province', { view });
    await until('the snapshot', () => again.frames.length > 0);
    for (const one of [screen, again])
      expect(keysOf(one.rows('tickets', 'province', view))).toEqual(['desk/about y-te']);
  });

  it('push what is critical at once, before the next tick (S5)', async () => {
    const screen = await open();
    await screen.subscribe('critical');
    await until('a snapshot', () => screen.frames.length > 0);
    // No tick can help: with the hub's tick taken away only the push at once is left.
    const tick = jest.spyOn(server.running.app.get(Hub), 'tick').mockImplementation(() => undefined);
    await server.append(arrival('alarm', { severity: 'critical' }));
    await until('the alarm', () => keys(screen, 'critical').includes('camera/alarm'));
    tick.mockRestore();
  });

  it('count a thing once however often it changes, and move it when its severity does (M6)', async () => {
    const screen = await open();
    await screen.subscribe('counts');
    await until('a snapshot', () => screen.frames.length > 0);
    const total = (severity: string) =>
      screen.rows<CountRow>('counts').find(({ key }) => key === `now/health/${severity}`)?.total ?? 0;
    const at = (second: number) => new Date(Date.now() - 60_000 + second * 1_000).toISOString();
    await server.append(word('r1', 'new', at(1), { domain: 'health', severity: 'low' }));
    await until('the first', () => total('low') === 1);
    await server.append(
      word('r1', 'worse', at(2), { domain: 'health', severity: 'high', observedAt: at(2) }),
    );
    await until('the move', () => total('high') === 1 && total('low') === 0);
  });

  it('keep what is not for a scope out of it', async () => {
    const screen = await open();
    expect(await screen.subscribe('latest', 'unit:nowhere')).toMatchObject({
      ok: false,
      code: 'bad-message',
    });
    await server.sql(
      `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ('1@2025-07-01', 'commune', 'A', 'A', '2025-07-01')
       ON CONFLICT DO NOTHING`,
    );
    await server.sql(`SELECT ring_registry('units')`);
    const ok = await until('the unit', async () => {
      const answer = await screen.subscribe('latest', 'unit:1@2025-07-01');
      return answer.ok && answer;
    });
    expect(ok).toEqual({ ok: true });
    await server.append(arrival('inside', { unitId: '1@2025-07-01' }), arrival('outside'));
    await until('inside', () => screen.rows('latest', 'unit:1@2025-07-01').length > 0);
    expect(screen.rows<ItemRow>('latest', 'unit:1@2025-07-01').map(({ id }) => id)).toEqual(['inside']);
  });

  it('survive a client that reads nothing, and bring it up to date when it reads again', async () => {
    const stalled = await open();
    const other = await open();
    for (const screen of [stalled, other]) await screen.subscribe('map');
    await until('both joined', () => stalled.frames.length > 0 && other.frames.length > 0);
    const raw = rawSocketOf(stalled.socket);
    raw.pause();
    const gateway = server.running.app.get(Gateway);
    const id = stalled.socket.id ?? '';
    // Until the kernel's buffers are full and the server can feel it.
    await until('back-pressure', () => flood().then(() => !gateway.isClear(id)), 30_000);
    for (let round = 0; round < 3; round += 1) await flood();
    const end = await position();
    await until('the other one', () => other.to('map') === end, 20_000);
    expect(gateway.isClear(id)).toBe(false);
    const measured = await figures();
    expect(figureOf(measured, 'ioc_frames_dropped_total')).toBeGreaterThan(0);
    expect(figureOf(measured, 'ioc_clients_waiting')).toBe(1);
    raw.resume();
    // Where the floods took longer than the heartbeat's patience the line was cut: then it comes back, as a page does.
    await until(
      'the stalled one caught up, or cut off',
      () => stalled.to('map') === end || !stalled.socket.connected,
      20_000,
    );
    if (!stalled.socket.connected) {
      await stalled.connect();
      await stalled.subscribe('map', 'province', { after: stalled });
    }
    await until('the stalled one caught up', () => stalled.to('map') === end, 20_000);
    expect(new Set(keys(stalled, 'map'))).toEqual(new Set(keys(other, 'map')));
    expect(stalled.gaps).toEqual([]);
  }, 60_000);

  it('refuse nonsense and floods without falling over (S4)', async () => {
    const screen = await open();
    const faults: unknown[] = [];
    screen.socket.on('fault', (fault) => faults.push(fault));
    const answer: unknown = await screen.socket
      .timeout(5_000)
      .emitWithAck('subscribe', { channel: '__proto__' });
    expect(answer).toMatchObject({ ok: false, code: 'bad-message' });
    const ended = new Promise((resolve) => screen.socket.once('disconnect', resolve));
    for (let at = 0; at < 300; at += 1) screen.socket.emit('hello', { wire: 1 });
    await ended;
    expect(faults).toContainEqual(expect.objectContaining({ code: 'too-many' }));
    const big = await open();
    const cut = new Promise((resolve) => big.socket.once('disconnect', resolve));
    big.socket.emit('hello', { wire: 'x'.repeat(100_000) });
    await cut;
  });

  it('tell an old page to load itself again (S8)', async () => {
    const screen = await open();
    const reload = new Promise((resolve) => screen.socket.once('reload', resolve));
    await screen.socket.timeout(5_000).emitWithAck('hello', { wire: 0 });
    expect(await reload).toEqual({ wire: WIRE_VERSION });
    // And nothing that it might misread.
    expect(await screen.subscribe('latest')).toMatchObject({ ok: false, code: 'old-wire' });
  });

  it('are measured: clients, subscriptions, frames and their sizes', async () => {
    const before = await figures();
    const screen = await open();
    await screen.subscribe('latest');
    await until('a snapshot', () => screen.frames.length > 0);
    const after = await figures();
    for (const name of ['ioc_clients', 'ioc_subscriptions'])
      expect([name, figureOf(after, name) - figureOf(before, name)]).toEqual([name, 1]);
    for (const name of [
      'ioc_frames_total{channel="latest"}',
      'ioc_frame_bytes_count{channel="latest"}',
      'ioc_frame_bytes_sum{channel="latest"}',
      'ioc_sent_bytes_total',
    ])
      expect([name, figureOf(after, name) > figureOf(before, name)]).toEqual([name, true]);
  });

  it('are called ready only by a process that turns and commits (S6.1)', async () => {
    const untilMs = performance.now() + 1_700;
    while (performance.now() < untilMs);
    const answer = await server.fetch('/readyz');
    expect(answer.status).toBe(503);
    expect(await answer.json()).toMatchObject({ ready: false, storing: true });
    // What was true at the last round is no answer: the commit is tried now.
    const probe = server.running.app.get(StoringProbe);
    const tried = jest.spyOn(probe, 'tryNow').mockResolvedValue(false);
    expect(await (await server.fetch('/readyz')).json()).toMatchObject({ ready: false, storing: false });
    tried.mockRestore();
  });

  (onNative ? it.skip : it)(
    'freeze while nothing can be stored, say so, and go on by themselves (S6)',
    async () => {
      const screen = await open();
      await screen.subscribe('latest');
      await until('a snapshot', () => screen.frames.length > 0);
      const restarting = server.database.restart?.();
      await until('not storing', () => screen.heartbeats.at(-1)?.storing === false);
      await restarting;
      await until('storing', () => screen.heartbeats.at(-1)?.storing === true, 20_000);
      await server.append(arrival('afterwards'));
      await until('the new arrival', () => keys(screen, 'latest').includes('camera/afterwards'));
      expect(screen.gaps).toEqual([]);
    },
    60_000,
  );
});

/** Of what `/metrics` says; NaN: it does not say. */
const figureOf = (text: string, name: string): number => {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `));
  return Number(line?.slice(name.length));
};

const keysOf = (rows: readonly { readonly key: string }[]) => rows.map(({ key }) => key).sort();

interface Pausable {
  pause(): void;
  resume(): void;
}

/** The TCP socket below: a paused one makes the server's writes pile up, as a sleeping tablet does. */
function rawSocketOf(socket: Socket): Pausable {
  const engine = socket.io.engine as unknown as { transport: { ws: { _socket: Pausable } } };
  return engine.transport.ws._socket;
}
