import type { Fact } from '@ioc/contracts/fact';
import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';
import pg from 'pg';
import { createLogger } from '../logger.ts';
import { arrival } from '../testing/facts.ts';
import { until } from '../testing/until.ts';
import { ChangeFeed, type FeedBatch } from './change-feed.ts';
import { ChangeLogReader } from './change-log.ts';
import { Doorbell } from './doorbell.ts';

/** Longer than any test: nothing is read but what is urgent or asked for. */
const NEVER_MS = 600_000;

describe('the feed', () => {
  let database: TestDatabase;
  let client: pg.Client;
  let feed: ChangeFeed;
  let running: Promise<void>;
  const batches: FeedBatch[] = [];

  const append = (...facts: Fact[]) =>
    client.query('SELECT append_facts($1::jsonb)', [JSON.stringify(facts)]);
  const ids = (list: readonly FeedBatch[]) =>
    list
      .flatMap(({ changes }) => changes)
      .flatMap((change) => (change.topic === 'item' ? change.rows.map(({ id }) => id) : []));
  const batchOf = (id: string) => until(id, () => batches.find((batch) => ids([batch]).includes(id)));

  beforeAll(async () => {
    database = await openTestDatabase();
    client = new pg.Client(database.url);
    await client.connect();
    feed = new ChangeFeed(database.url, Date.now, createLogger('silent'), NEVER_MS);
    running = (async () => {
      for await (const batch of feed.batches()) batches.push(batch);
    })();
    await feed.whenConnected(10_000);
    await append(arrival('first', { severity: 'critical' }));
    await batchOf('first');
  }, 60_000);
  afterAll(async () => {
    feed.stop();
    await running;
    await client.end();
    await database.close();
  });

  it('reads what is critical at once, with what was written before it (S5)', async () => {
    const quiet = Array.from({ length: 12 }, (_, n) => `quiet-${n}`);
    for (const id of quiet) await append(arrival(id));
    await append(arrival('fire', { severity: 'critical' }));
    await batchOf('fire');
    // The bell of the first may still have been ringing while the first of them were written.
    expect(ids(batches)).toEqual(['first', ...quiet, 'fire']);
  });

  it('reads everything else when it is asked for, and answers when that was handed out', async () => {
    await append(arrival('asked'));
    // The bell may ring a moment after the writer has its answer.
    await until('asked', async () => {
      await feed.catchUp(60_000);
      return ids(batches).includes('asked');
    });
    expect(batches.at(-1)?.position.seq).toBe(feed.position?.seq);
  });

  it('is not woken by each write while many write, looks all the same, and listens again when few do', async () => {
    const doorbell = await Doorbell.connect(database.url);
    const heard: string[] = [];
    doorbell.client.on('notification', ({ channel }) => heard.push(channel));
    const write = () => client.query(`SELECT pg_notify('ioc_change', 'a write')`);
    // Notifications come in order: after this one the other would have come.
    const urgent = async () => {
      heard.length = 0;
      await write();
      await client.query('NOTIFY ioc_urgent');
      await until('the urgent bell', () => heard.includes('ioc_urgent'));
      return heard;
    };
    try {
      await doorbell.attend(10, 1_000);
      expect(await urgent()).toEqual(['ioc_change', 'ioc_urgent']);
      doorbell.answer();
      await doorbell.attend(50, 2_000);
      expect(await urgent()).toEqual(['ioc_urgent']);
      doorbell.answer();
      expect([doorbell.written.isRung, doorbell.urgent.isRung]).toEqual([true, false]);
      await doorbell.attend(70, 3_000);
      expect(await urgent()).toEqual(['ioc_urgent']);
      await doorbell.attend(71, 4_000);
      expect(doorbell.written.isRung).toBe(true);
      doorbell.answer();
      expect(doorbell.written.isRung).toBe(false);
      expect(await urgent()).toEqual(['ioc_change', 'ioc_urgent']);
    } finally {
      doorbell.close();
    }
  });

  it('says how old what it may not have read is: nothing between two looks, all the time without a database', () => {
    let nowMs = 1_000_000;
    const away = new ChangeFeed('postgres://127.0.0.1:1/none', () => nowMs, createLogger('silent'));
    expect(away.lagMs()).toBe(0);
    nowMs += 1_900;
    expect(away.lagMs()).toBe(0);
    nowMs += 10_000;
    expect(away.lagMs()).toBe(11_900);
    expect(feed.lagMs()).toBe(0);
  });

  it('hands out many things write by write, each once and in order, however large the writes are', async () => {
    const { rows } = await client.query<{ seq: number; at: string }>(
      'SELECT seq::float8 AS seq, stored_at::text AS at FROM write_clock',
    );
    const sizes = [900, 700, 2_000, 1, 1];
    const many = sizes.map((size, n) => Array.from({ length: size }, (_, m) => `many-${n}-${m}`));
    for (const write of many) await append(...write.map((id) => arrival(id)));
    const reader = new ChangeLogReader(client, { seq: rows[0]?.seq ?? 0, storedAt: rows[0]?.at ?? '' });
    const pages = [];
    for (let more = true; more;) {
      const page = await reader.next();
      pages.push(page.changes.flatMap((change) => (change.topic === 'item' ? [change.rows.length] : [])));
      ({ more } = page);
    }
    expect(pages).toEqual([[900], [700], [2_000], [1, 1]]);
  });
});
