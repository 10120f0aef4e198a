// The hub with a channel and a transport made for the purpose: who gets what when somebody cannot take it.
import { DOMAINS } from '@ioc/contracts/words';
import { NOBODY } from '../access/principal.ts';
import { ALARMS, FIGURES, HubNode, Log, OPERATOR } from '../testing/hub-world.ts';
import { until } from '../testing/until.ts';
import { Client, STREAMS_PER_CLIENT } from './client.ts';
import { NOWHERE } from './place.ts';

describe('the hub', () => {
  let node: HubNode;
  beforeEach(async () => {
    node = new HubNode(new Log());
    await node.write('begin');
  });
  afterEach(() => node.hub.stop());

  it('sends one frame to all who can take it', async () => {
    await node.join('a');
    await node.join('b');
    await node.write('x');
    node.hub.tick();
    expect(node.sent.at(-1)).toMatchObject({ to: ['a', 'b'], frame: { rows: [{ key: 'x' }] } });
  });

  it('gives who could not take it one frame when it can, newest by key (S2)', async () => {
    await node.join('slow');
    node.stalled.add('slow');
    const before = node.sent.length;
    for (let round = 0; round < 50; round += 1) {
      await node.write('x', `y${round % 3}`);
      node.hub.tick();
    }
    expect(node.framesTo('slow')).toHaveLength(before);
    node.clear('slow');
    expect(node.sent.slice(before)).toHaveLength(1);
    expect(node.sent.at(-1)?.frame).toMatchObject({ from: 1, to: 51 });
    expect(node.sent.at(-1)?.frame.rows).toHaveLength(4);
  });

  it('keeps nothing for a stalled client but where it stands (S5.1)', async () => {
    await node.join('slow');
    node.stalled.add('slow');
    for (let round = 0; round < 30; round += 1) {
      await node.write(...Array.from({ length: 1_000 }, (_, at) => `k${round * 1_000 + at}`));
      node.hub.tick();
    }
    expect(node.hub.load).toMatchObject({ waiting: 1, readers: 1 });
    const before = node.framesTo('slow').length;
    node.clear('slow');
    // So much is remembered by nobody: a snapshot that says so, in parts.
    const parts = node.framesTo('slow').slice(before);
    for (const part of parts) expect(part).toMatchObject({ from: 0, to: 31, historySkipped: true });
    expect(parts.flatMap(({ rows }) => rows)).toHaveLength(30_001);
    expect(parts.map(({ part }) => part?.n)).toEqual(parts.map((_, n) => n));
    expect(node.hub.load.waiting).toBe(0);
  });

  it('goes on after the last part of a large frame with what was shown meanwhile (S2.5)', async () => {
    await node.join('a');
    node.onFrame = () => node.stalled.add('a');
    const before = node.framesTo('a').length;
    await node.write(...Array.from({ length: 3_000 }, (_, at) => `k${at}`));
    node.hub.tick();
    for (let round = 0; round < 20; round += 1) {
      if (round === 1) {
        await node.write('k7', 'late');
        node.hub.tick();
      }
      node.clear('a');
    }
    const frames = node.framesTo('a').slice(before);
    const parts = frames.slice(0, -1);
    expect(parts.map(({ part }) => part)).toEqual(parts.map((_, n) => ({ n, of: parts.length })));
    expect(parts.length).toBeGreaterThan(2);
    expect(parts.flatMap(({ rows }) => rows)).toHaveLength(3_000);
    expect(frames.at(-1)).toMatchObject({ from: 2, to: 3 });
    expect(frames.at(-1)?.rows.map(({ key }) => key)).toEqual(['k7', 'late']);
  });

  it('brings a large frame to its end also where critical things alone fill the line (S2.5)', async () => {
    await node.write(...Array.from({ length: 3_000 }, (_, at) => `k${at}`));
    await node.join('a');
    await node.hub.subscribe('a', ALARMS, { seq: node.log.seq, atMs: node.log.nowMs });
    node.hub.tick();
    node.stalled.add('a');
    // Once the large one has begun, each message is all that the line takes.
    node.onFrame = (_, { part }) => {
      if (part || node.stalled.has('begun')) node.stalled.add('a').add('begun');
    };
    await node.hub.subscribe('a', FIGURES, NOWHERE);
    const before = node.framesTo('a').length;
    for (let round = 0; round < 20; round += 1) {
      await node.write(`fire ${round}`);
      node.clear('a');
    }
    const frames = node.framesTo('a').slice(before);
    const [fires, parts] = [
      frames.filter(({ channel }) => channel === 'critical'),
      frames.filter(({ channel, part }) => channel === 'counts' && part),
    ];
    expect(fires).toHaveLength(20);
    expect(parts.at(-1)?.part).toMatchObject({ n: (parts[0]?.part?.of ?? 0) - 1 });
  });

  it('gives critical things at once, and first to who takes again, none of them lost (S5)', async () => {
    await node.join('a');
    await node.hub.subscribe('a', ALARMS, NOWHERE);
    node.hub.tick();
    await node.write('fire');
    expect(node.sent.at(-1)).toMatchObject({ frame: { channel: 'critical', rows: [{ key: 'fire' }] } });
    node.stalled.add('a');
    // The figures wait for longer, and yet are not first.
    await node.hub.subscribe('a', FIGURES, NOWHERE);
    const before = node.framesTo('a').length;
    for (let round = 0; round < 100; round += 1) {
      await node.write(`fire ${round}`);
      node.hub.tick();
    }
    node.clear('a');
    const [first, second] = node.framesTo('a').slice(before);
    expect([first?.channel, second?.channel]).toEqual(['critical', 'counts']);
    expect(first?.rows.map(({ key }) => key)).toEqual(Array.from({ length: 100 }, (_, at) => `fire ${at}`));
  });

  it('gives no more at a time than the client takes', async () => {
    await node.join('a');
    await node.hub.subscribe('a', ALARMS, NOWHERE);
    node.hub.tick();
    node.stalled.add('a');
    await node.write('x');
    node.hub.tick();
    node.onFrame = () => node.stalled.add('a');
    const before = node.framesTo('a').length;
    node.clear('a');
    expect(
      node
        .framesTo('a')
        .slice(before)
        .map(({ channel }) => channel),
    ).toEqual(['critical']);
    node.clear('a');
    expect(
      node
        .framesTo('a')
        .slice(before)
        .map(({ channel }) => channel),
    ).toEqual(['critical', 'counts']);
  });

  it('sends away who takes nothing for too long, and says why (S5.2)', async () => {
    await node.join('slow');
    await node.join('quick');
    node.stalled.add('slow');
    await node.write('x');
    node.hub.tick();
    node.log.nowMs += 14_000;
    node.hub.tick();
    expect(node.hungUp).toEqual([]);
    node.log.nowMs += 2_000;
    node.hub.tick();
    node.hub.tick();
    expect(node.hungUp).toEqual(['slow: slow']);
  });

  it('has a client that asks again and again and takes nothing wait like all who stall', async () => {
    await node.join('greedy');
    node.stalled.add('greedy');
    const before = node.framesTo('greedy').length;
    for (let round = 0; round < 50; round += 1) await node.hub.subscribe('greedy', FIGURES, NOWHERE);
    node.hub.tick();
    expect(node.framesTo('greedy')).toHaveLength(before);
    node.clear('greedy');
    expect(node.framesTo('greedy')).toHaveLength(before + 1);
  });

  it('makes one answer for all who come back from one place', async () => {
    await node.join('a');
    const place = { seq: node.log.seq, atMs: node.log.nowMs };
    await node.write('x');
    node.hub.tick();
    for (const id of ['b', 'c', 'd']) {
      node.hub.connect(new Client(id, OPERATOR));
      await node.hub.subscribe(id, FIGURES, place);
    }
    node.hub.tick();
    const frames = ['b', 'c', 'd'].map((id) => node.framesTo(id)[0]);
    expect(frames[0]).toMatchObject({ from: 1, to: 2 });
    expect(new Set(frames).size).toBe(1);
  });

  it('makes no frames for nobody, and goes on from what was shown for who comes back (S3)', async () => {
    await node.join('a');
    const place = { seq: node.log.seq, atMs: node.log.nowMs };
    node.hub.disconnect('a');
    const stream = await node.pool.open(FIGURES);
    const making = jest.spyOn(stream, 'nextFrame');
    for (let round = 0; round < 20; round += 1) {
      await node.write(`k${round}`);
      node.log.nowMs += 250;
      node.hub.tick();
    }
    expect(making).not.toHaveBeenCalled();
    await node.join('b', FIGURES, place);
    const [frame, ...more] = node.framesTo('b');
    expect(frame).toMatchObject({ from: 1, to: 21 });
    expect(frame?.rows).toHaveLength(20);
    expect(more).toEqual([]);
  });

  it('shows nothing new while nothing can be stored (S6)', async () => {
    await node.join('a');
    const before = node.sent.length;
    node.probe.storing = false;
    await node.write('x');
    node.hub.tick();
    expect(node.sent).toHaveLength(before);
    node.probe.storing = true;
    node.hub.tick();
    expect(node.sent.at(-1)?.frame.rows).toMatchObject([{ key: 'x' }]);
  });

  it('asks to come again while it knows no areas, and says to nobody that nothing is open (S4)', async () => {
    const node = new HubNode(new Log(), 0, false);
    node.hub.connect(new Client('wall', OPERATOR));
    expect(await node.hub.subscribe('wall', FIGURES, NOWHERE)).toMatchObject({
      ok: false,
      code: 'unavailable',
    });
    await node.hub.stop();
  });

  it('refuses a stream to who may not hear it (S4)', async () => {
    node.hub.connect(new Client('stranger', NOBODY));
    expect(await node.hub.subscribe('stranger', FIGURES, NOWHERE)).toMatchObject({
      ok: false,
      code: 'forbidden',
    });
  });

  it('lets a client hold the same channel twice, and refuses a view where there is none (S2.1, S2.2)', async () => {
    await node.join('a');
    const view = { domains: ['health' as const] };
    expect(await node.hub.subscribe('a', { ...FIGURES, view }, NOWHERE)).toEqual({ ok: true });
    node.hub.tick();
    expect(node.framesTo('a').map((frame) => frame.view)).toEqual([undefined, 'domains=health']);
    expect(await node.hub.subscribe('a', { ...FIGURES, channel: 'service', view }, NOWHERE)).toMatchObject({
      ok: false,
      code: 'bad-view',
    });
  });

  it('lets a client hold 64 streams and no more, also when it asks for all of them at once (S2.1)', async () => {
    await node.join('a');
    const views = Array.from({ length: STREAMS_PER_CLIENT + 3 }, (_, n) => ({
      domains: DOMAINS.filter((_domain, at) => ((n + 1) & (1 << at)) > 0),
    }));
    const asked = views.map((view) => node.hub.subscribe('a', { ...FIGURES, view }, NOWHERE));
    const answers = await Promise.all(asked);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(STREAMS_PER_CLIENT - 1);
    expect(answers.at(-1)).toMatchObject({ ok: false, code: 'too-many' });
  });

  it('answers everybody whom it lets in with a frame, also who lacks nothing (S2.4)', async () => {
    await node.join('a');
    const [snapshot] = node.framesTo('a');
    await node.join('b', FIGURES, { seq: 1, atMs: Date.parse(snapshot?.at ?? '') });
    expect(node.framesTo('b')).toMatchObject([{ from: 1, to: 1, rows: [], gone: [] }]);
  });

  it('has who comes from a node that read further wait until it has read as far (S3.1)', async () => {
    await node.join('a');
    node.log.write(['x']);
    await node.join('b', FIGURES, { seq: 2, atMs: node.log.nowMs });
    node.hub.tick();
    expect(node.framesTo('b')).toEqual([]);
    await node.read();
    node.hub.tick();
    expect(node.framesTo('b')).toMatchObject([{ from: 2, to: 2, rows: [] }]);
  });

  it('gives who comes from too far ahead a snapshot that says so, after two seconds (S3.1)', async () => {
    await node.join('a');
    await node.join('b', FIGURES, { seq: 9, atMs: node.log.nowMs });
    node.log.nowMs += 1_900;
    node.hub.tick();
    expect(node.framesTo('b')).toEqual([]);
    node.log.nowMs += 200;
    node.hub.tick();
    expect(node.framesTo('b')).toMatchObject([{ from: 0, to: 1, historySkipped: true }]);
  });

  it('forgets who left: streams, outboxes and readers', async () => {
    for (let round = 0; round < 200; round += 1) {
      node.hub.connect(new Client(`c${round}`, NOBODY));
      await node.join('a');
      // Gone while it waits for its first frame.
      if (round % 2 === 0) await node.hub.subscribe('a', ALARMS, NOWHERE);
      node.hub.disconnect(`c${round}`);
      node.hub.disconnect('a');
    }
    const before = node.sent.length;
    await node.write('x');
    node.hub.tick();
    expect(node.sent).toHaveLength(before);
    expect(node.hub.clientCount).toBe(0);
    expect(node.hub.load).toMatchObject({ waiting: 0, readers: 0 });
    node.log.nowMs += 400_000;
    node.hub.tick();
    expect(node.pool.size).toBe(0);
  });

  it('begins again with a snapshot that says so when the log went back (S3.2)', async () => {
    await node.join('a');
    node.log.changes.length = 0;
    await node.hub.accept({ changes: [], position: { seq: 0, storedAt: '' }, reset: true });
    await until('a new snapshot', () => node.sent.filter(({ frame }) => frame.from === 0).length > 1);
    expect(node.sent.at(-1)).toMatchObject({ to: ['a'], frame: { from: 0, rows: [], historySkipped: true } });
  });

  it('loads a stream anew that could not take a change, instead of going on from half of it', async () => {
    await node.join('a');
    node.log.write(['x', 'poison']);
    const [poison] = node.log.changes.splice(-1);
    node.log.write(['x']);
    await node.hub.accept({
      changes: poison ? [poison] : [],
      position: { seq: 2, storedAt: '' },
      reset: false,
    });
    await until('a new snapshot', () => node.framesTo('a').length > 1);
    expect(node.framesTo('a').at(-1)).toMatchObject({ from: 0, to: 2, historySkipped: true });
    expect(
      node
        .framesTo('a')
        .at(-1)
        ?.rows.map(({ key }) => key),
    ).toEqual(['begin', 'x']);
  });

  it('goes on while the registry cannot be read, and reads it later', async () => {
    await node.join('a');
    const reload = jest.spyOn(node.directory, 'reload').mockRejectedValueOnce(new Error('away'));
    node.log.write(['x']);
    const changes = [
      ...node.log.changes.slice(-1),
      { seq: 2, storedAtMs: 0, topic: 'registry' as const, rows: [{ what: 'units' }] },
    ];
    await node.hub.accept({ changes, position: { seq: 2, storedAt: '' }, reset: false });
    node.hub.tick();
    expect(node.framesTo('a').at(-1)?.rows).toMatchObject([{ key: 'x' }]);
    expect(reload).toHaveBeenCalledTimes(2);
  });
});
