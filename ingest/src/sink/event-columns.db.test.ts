import type { Fact } from '@ioc/contracts/fact';
import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';
import pg from 'pg';
import { FactRow } from '../pipeline/parcel.ts';
import { TimescaleSink } from './timescale-sink.ts';

const ORIGIN = { source: 's', connector: 'c', address: 'a', payload: Buffer.alloc(0), receivedAt: '' };

const fact = (id: string, more: Partial<Fact> = {}): Fact => ({
  source: 'onvif',
  id,
  kind: 'event',
  immutable: true,
  wordKey: null,
  wordAt: null,
  observedAt: '2026-03-01T07:00:00.123456+07:00',
  receivedAt: '2026-03-01T00:00:01.500Z',
  type: 'vn.ioc.traffic.line-crossed.v1',
  domain: 'traffic',
  severity: 'info',
  unitId: 'u1',
  reportedUnit: null,
  assetId: 'onvif/cam',
  lon: 107.123456789,
  lat: -16.8,
  title: 'Vượt vạch · Cầu Đông Hà 🚦',
  titleEn: null,
  state: 'seen',
  closed: false,
  data: { n: 0.1, text: 'đường "Hùng Vương" \\u', list: [null, true] },
  ticket: null,
  ...more,
});

describe('events by columns', () => {
  let database: TestDatabase;
  let pool: pg.Pool;

  beforeAll(async () => {
    database = await openTestDatabase();
    pool = new pg.Pool({ connectionString: database.url, max: 1 });
  }, 60_000);
  afterAll(async () => {
    await pool.end();
    await database.close();
  });

  it('are stored as they would be from JSON', async () => {
    const facts = [
      fact('whole'),
      fact('bare', { unitId: null, assetId: null, lon: null, lat: null, data: {} }),
      fact('old', { observedAt: '1999-12-31T23:59:59.9Z', receivedAt: '2026-03-01T00:00:00.000001Z' }),
      fact('fine', { observedAt: '2026-03-01T00:00:00.123456789Z', titleEn: 'x', closed: true }),
      fact('half', { observedAt: '2026-03-01T00:00:00.0000025Z' }),
      fact('odd half', { observedAt: '2026-03-01T00:00:00.0000035+07:00' }),
      fact('second', { observedAt: '2026-03-01T00:00:00Z', reportedUnit: 'xã' }),
    ];
    const rowOf = (of: Fact) =>
      new FactRow('event', {
        fact: of,
        data: JSON.stringify(of.data),
        origin: ORIGIN,
        personal: null,
        urgent: false,
        stream: 's',
        thing: null,
      });
    const asked: unknown[] = [];
    const spied = {
      query: (statement: pg.QueryConfig) => (asked.push(statement.name), pool.query(statement)),
    };
    await new TimescaleSink(spied as never).write({
      rows: facts.map(rowOf),
      letters: [],
      notes: [],
      assets: [],
      cursors: [],
    });
    expect(asked).toEqual(['append-event-columns']);
    const json = facts.map((one) => ({ ...one, source: 'from-json' }));
    await pool.query('SELECT append_events($1::jsonb)', [JSON.stringify(json)]);
    const stored = async (source: string) => {
      const { rows } = await pool.query<{ row: object }>(
        `SELECT to_jsonb(e) - ARRAY['source', 'seq', 'stored_at'] AS row FROM event e WHERE source = $1 ORDER BY id`,
        [source],
      );
      return rows;
    };
    expect(await stored('onvif')).toHaveLength(facts.length);
    expect(await stored('onvif')).toEqual(await stored('from-json'));
  });
});
