import { rm } from 'node:fs/promises';
import { openTestDatabase } from '@ioc/standalone/testing/test-database';
import type { TestDatabase } from '@ioc/standalone/testing/test-database';
import mqtt from 'mqtt';
import pg from 'pg';
import pino from 'pino';
import { startIngest } from './ingest.ts';
import type { RunningIngest } from './ingest.ts';
import { testSettings, testSpoolDir } from './testing/settings.ts';
import { waitFor } from './testing/wait-for.ts';

describe('Frigate over MQTT into the database', () => {
  let database: TestDatabase;
  let ingest: RunningIngest;
  let client: mqtt.MqttClient;
  let sql: pg.Pool;

  beforeAll(async () => {
    database = await openTestDatabase();
    sql = new pg.Pool({ connectionString: database.url, max: 3 });
    sql.on('error', () => undefined);
    await sql.query(`
      INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ('1@2025-07-01', 'ward', 'Đông Hà', 'Dong Ha', '2025-07-01');
      INSERT INTO unit_code (unit_id, scheme, code, valid_from) VALUES ('1@2025-07-01', 'gso', '1', '2025-07-01');
      INSERT INTO unit_geometry VALUES ('1@2025-07-01', '{"type":"Polygon","coordinates":[[[107,16],[108,16],[108,17],[107,17],[107,16]]]}', true, 'test');
      INSERT INTO asset (id, source, external_id, kind, name, lon, lat, registered)
        VALUES ('frigate/gt-cau', 'frigate', 'gt-cau', 'camera', 'Cầu Đông Hà', 107.1, 16.8, true)`);
    ingest = await startIngest(
      testSettings(database.url),
      pino({ level: 'silent' }),
      new AbortController().signal,
    );
    client = await mqtt.connectAsync(`mqtt://127.0.0.1:${ingest.ports.mqtt}`);
  }, 60_000);

  afterAll(async () => {
    await client?.endAsync(true);
    await ingest?.stop();
    await sql?.end();
    await database?.close();
    if (database) await rm(testSpoolDir(database.url), { recursive: true, force: true });
  });

  const publish = (topic: string, payload: unknown) =>
    client.publishAsync(topic, typeof payload === 'string' ? payload : JSON.stringify(payload), { qos: 1 });
  const start = Date.now() / 1000 - 60;
  const event = (type: string, more: object) => ({
    type,
    before: {},
    after: { id: 'e1', camera: 'gt-cau', label: 'motorcycle', start_time: start, end_time: null, ...more },
  });
  const rowsOf = async (text: string, values: unknown[] = []) =>
    (await sql.query<Record<string, unknown>>(text, values)).rows;

  it('makes one item with three revisions of new, update and end (M2, M3)', async () => {
    await publish('frigate/events', event('new', { frame_time: start }));
    await publish('frigate/events', event('update', { frame_time: start + 2 }));
    await publish('frigate/events', event('end', { frame_time: start + 3, end_time: start + 4 }));
    expect(
      await rowsOf(`SELECT revision, state, closed, title, title_en, unit_id, lon, domain FROM item`),
    ).toEqual([
      {
        revision: 3,
        state: 'ended',
        closed: true,
        title: 'Xe máy · Cầu Đông Hà',
        title_en: 'Motorcycle · Cầu Đông Hà',
        unit_id: '1@2025-07-01',
        lon: 107.1,
        domain: 'traffic',
      },
    ]);
    expect(await rowsOf(`SELECT revision, state FROM event WHERE id = 'e1' ORDER BY revision`)).toEqual([
      { revision: 1, state: 'new' },
      { revision: 2, state: 'active' },
      { revision: 3, state: 'ended' },
    ]);
  });

  it('counts the same message again as a duplicate (M3)', async () => {
    await publish('frigate/events', event('update', { frame_time: start + 2 }));
    expect(await rowsOf(`SELECT stored::int, duplicates::int FROM source WHERE id = 'frigate'`)).toEqual([
      { stored: 3, duplicates: 1 },
    ]);
  });

  it('acknowledges only after the commit (A1)', async () => {
    const blocker = await sql.connect();
    await blocker.query('BEGIN');
    // The row of the write clock is the writers' lock; an embedded engine makes every other transaction wait anyway.
    await blocker.query('UPDATE write_clock SET seq = seq');
    let acknowledged = false;
    const publishing = publish('frigate/events', event('new', { id: 'waits' })).finally(() => {
      acknowledged = true;
    });
    await waitFor(async () => {
      const metrics = await (await fetch(`http://127.0.0.1:${ingest.ports.hooks}/metrics`)).text();
      return Number(/ioc_ingest_pending_bytes (\d+)/.exec(metrics)?.[1]) > 0;
    });
    expect(acknowledged).toBe(false);
    await blocker.query('COMMIT');
    blocker.release();
    await publishing;
    expect(await rowsOf(`SELECT count(*)::int AS n FROM item WHERE id = 'waits'`)).toEqual([{ n: 1 }]);
  });

  it('keeps good messages beside poison, which becomes dead letters with their bytes (F8)', async () => {
    const poison = ['{"type":"new"', '[]', '['.repeat(10_000), '{"type":"new","after":{"id":1}}', 'NaN'];
    const lone = JSON.stringify(event('new', { id: 'lone' })).replace('gt-cau', String.raw`gt-\ud800`);
    await Promise.all([
      ...[...poison, lone, 'x'.repeat(10_000_000)].map((text) => publish('frigate/events', text)),
      publish('frigate/events', event('new', { id: 'future', start_time: 4_000_000_000 })),
      publish('frigate/events', event('new', { id: 'old', start_time: 0 })),
      publish('frigate/nonsense', '{}'),
      publish('elsewhere', '{}'),
      publish('frigate/events', event('new', { id: 'good' })),
    ]);
    expect(await rowsOf(`SELECT count(*)::int AS n FROM item WHERE id = 'good'`)).toEqual([{ n: 1 }]);
    expect(
      await rowsOf(
        `SELECT source, reason, sum(count)::int AS n FROM dead_letter GROUP BY 1, 2 ORDER BY 1, 2`,
      ),
    ).toEqual([
      { source: 'frigate', reason: 'not-json', n: 3 },
      { source: 'frigate', reason: 'observed-at-in-future', n: 1 },
      { source: 'frigate', reason: 'observed-at-too-old', n: 1 },
      { source: 'frigate', reason: 'schema', n: 3 },
      { source: 'frigate', reason: 'too-large', n: 1 },
      { source: 'frigate', reason: 'unknown-topic', n: 1 },
      { source: 'mqtt', reason: 'no-connector', n: 1 },
    ]);
    expect(
      await rowsOf(`SELECT length(raw) AS kept, raw_bytes FROM dead_letter WHERE reason = 'too-large'`),
    ).toEqual([{ kept: 65_536, raw_bytes: 10_000_000 }]);
  });

  it('stores what an unknown camera says without position, and lists the camera', async () => {
    await publish('frigate/events', event('new', { id: 'stranger', camera: 'cam-la' }));
    expect(await rowsOf(`SELECT lon, unit_id, asset_id FROM item WHERE id = 'stranger'`)).toEqual([
      { lon: null, unit_id: null, asset_id: 'frigate/cam-la' },
    ]);
    expect(await rowsOf(`SELECT registered FROM asset WHERE id = 'frigate/cam-la'`)).toEqual([
      { registered: false },
    ]);
  });

  it('drops faces, counts them, and hears whether Frigate is there', async () => {
    await publish('frigate/tracked_object_update', {
      type: 'face',
      id: 'e1',
      name: 'Nguyễn Văn A',
      score: 0.9,
    });
    await publish('frigate/available', 'offline');
    expect(await rowsOf(`SELECT dropped::int, availability FROM source WHERE id = 'frigate'`)).toEqual([
      { dropped: 1, availability: 'down' },
    ]);
    const [row] = await rowsOf(
      `SELECT count(*)::int AS n FROM dead_letter WHERE encode(raw, 'escape') LIKE '%Nguy%'`,
    );
    expect(row).toEqual({ n: 0 });
  });

  it('says that it is ready, and no longer when the database is gone', async () => {
    const readiness = async () => (await fetch(`http://127.0.0.1:${ingest.ports.hooks}/readyz`)).status;
    expect(await readiness()).toBe(200);
  });
});
