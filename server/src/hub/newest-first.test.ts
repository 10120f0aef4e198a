// A client that takes one message at a time, seconds apart: it must be shown the newest, and in the end lack nothing.
import type { Frame } from '@ioc/contracts/stream/down';
import { HubNode, Log } from '../testing/hub-world.ts';

describe('the hub tells who lags the newest first (S2.6)', () => {
  let node: HubNode;
  beforeEach(async () => {
    node = new HubNode(new Log());
    await node.write('begin');
  });
  afterEach(() => node.hub.stop());

  const name = 'đường '.repeat(20);
  const many = (n: number, round = 0) => Array.from({ length: n }, (_, at) => `${round} ${at} ${name}`);
  /** What a screen makes of the frames. */
  const shownBy = (frames: readonly Frame[]) => {
    const rows = new Map<string, unknown>();
    for (const frame of frames) {
      if (frame.from === 0) rows.clear();
      for (const key of frame.gone) rows.delete(key);
      for (const row of frame.rows) rows.set(row.key, row);
    }
    return rows;
  };
  /** So late that it is told the newest first. */
  const lag = async (ms = 3_000) => {
    await node.join('slow');
    node.stalled.add('slow');
    await node.write(...many(300));
    node.hub.tick();
    node.log.nowMs += ms;
    node.onFrame = () => node.stalled.add('slow');
    return node.framesTo('slow').length;
  };
  const takeOne = async (write: readonly string[] = [], untilMs?: number) => {
    node.log.nowMs += 1_000;
    if (write.length > 0) node.log.write(write, untilMs);
    await node.read();
    node.hub.tick();
    node.clear('slow');
    return node.framesTo('slow').at(-1)!;
  };

  it('each piece as of its own moment, and stands where it stood until it has all', async () => {
    const before = await lag();
    const { from } = await takeOne();
    const newest = await takeOne(['just now']);
    expect(newest).toMatchObject({ from, to: 3, behind: true });
    expect(newest.at).toBe(new Date(node.log.nowMs).toISOString());
    expect(newest.rows[0]).toEqual({ key: 'just now', total: 3 });
    for (let round = 0; round < 20; round += 1) await takeOne();
    const pieces = node.framesTo('slow').slice(before);
    expect(pieces.length).toBeGreaterThan(3);
    expect(pieces.slice(0, -1).every((piece) => piece.behind && piece.from === from && !piece.part)).toBe(
      true,
    );
    expect(pieces.at(-1)).toMatchObject({ from, to: 3 });
    expect(pieces.at(-1)).not.toHaveProperty('behind');
    for (const piece of pieces) expect(JSON.stringify(piece.rows).length).toBeLessThan(20_000);
    // Each row went once.
    expect(pieces.flatMap(({ rows }) => rows)).toHaveLength(301);
    node.onFrame = () => undefined;
    expect(await takeOne(['next'])).toMatchObject({ from: 3, to: 4, rows: [{ key: 'next' }] });
  });

  it('whatever comes, changes and goes meanwhile, it holds in the end what all hold, and no old frame', async () => {
    await lag();
    for (let round = 1; round <= 40; round += 1) {
      const lives = round % 3 === 0 ? undefined : node.log.nowMs + 1_000 * (1 + (round % 4) * 3);
      const { at } = await takeOne([...many(90, round), ...many(5)], lives);
      expect(at).toBe(new Date(node.log.nowMs).toISOString());
    }
    expect(node.framesTo('slow').at(-1)?.behind).toBe(true);
    for (let round = 0; round < 60; round += 1) await takeOne();
    expect(node.framesTo('slow').at(-1)).not.toHaveProperty('behind');
    const truth = node.log.truth({ seq: node.log.seq, atMs: node.log.nowMs }).rows();
    expect(shownBy(node.framesTo('slow'))).toEqual(new Map(truth));
  });

  it('also in place of parts that it takes too slowly', async () => {
    const before = await lag(0);
    expect(await takeOne()).toMatchObject({ part: { n: 0 } });
    expect(await takeOne()).toMatchObject({ part: { n: 1 } });
    const newest = await takeOne(['just now']);
    expect([newest.behind, newest.rows[0]?.key]).toEqual([true, 'just now']);
    for (let round = 0; round < 20; round += 1) await takeOne();
    const pieces = node.framesTo('slow').slice(before + 2);
    expect(shownBy(pieces).size).toBe(301);
  });

  it('but gives a picture from the beginning in parts, however long it takes (S2.5)', async () => {
    await node.write(...many(600));
    node.onFrame = () => node.stalled.add('slow');
    await node.join('slow');
    for (let round = 0; round < 30; round += 1) await takeOne();
    const parts = node.framesTo('slow');
    expect(parts.map(({ part }) => part?.n)).toEqual(parts.map((_, n) => n));
    expect(parts.every(({ from }) => from === 0)).toBe(true);
  });

  it('and a snapshot that says so when more happened than anybody remembers (S3)', async () => {
    await lag();
    expect(await takeOne()).toMatchObject({ behind: true });
    node.stalled.add('slow');
    for (let round = 1; round <= 3; round += 1) {
      await node.write(...Array.from({ length: 9_000 }, (_, at) => `${round} ${at}`));
      node.hub.tick();
    }
    expect(await takeOne()).toMatchObject({ from: 0, historySkipped: true });
  });
});
