import { onTestDatabase } from '@ioc/standalone/testing/on-test-database';
import type pg from 'pg';

let client: pg.Client;
onTestDatabase(async (opened) => {
  client = opened;
  await client.query(
    `SELECT register_sources('[{"id":"indicators","connector":"indicators","name":"Chỉ tiêu","nameEn":"Indicators"}]')`,
  );
});

const statement = (more: object) => ({
  source: 'indicators',
  indicator: 'certificates',
  label: 'Chứng thư số',
  labelEn: 'Certificates',
  unitId: null,
  unitCode: '',
  reportedUnit: null,
  periodStart: '2026-01-01',
  periodEnd: '2026-12-31',
  asOf: '2026-03-01T00:00:00+07:00',
  wordKey: 'first',
  value: 2059,
  valueUnit: 'chứng thư',
  target: null,
  partOf: null,
  citation: 'Báo cáo',
  receivedAt: '2026-03-02T00:00:00Z',
  sumDifference: -27,
  ...more,
});
const append = async (...values: object[]) =>
  (
    await client.query<{ stored: string; duplicates: string }>(
      'SELECT stored, duplicates FROM append_indicator_values($1::jsonb)',
      [JSON.stringify(values)],
    )
  ).rows[0];

it('keeps every statement once, restated ones beside the old', async () => {
  expect(await append(statement({}))).toEqual({ stored: '1', duplicates: '0' });
  expect(await append(statement({}), statement({ wordKey: 'second', value: 2086 }))).toEqual({
    stored: '1',
    duplicates: '1',
  });
  expect(await append(statement({ asOf: '2026-04-01T00:00:00+07:00', value: 2086 }))).toEqual({
    stored: '1',
    duplicates: '0',
  });
  const { rows } = await client.query<{ value: number; sum_difference: number }>(
    'SELECT value, sum_difference FROM indicator_value ORDER BY as_of, seq',
  );
  expect(rows.map(({ value }) => value)).toEqual([2059, 2086, 2086]);
  expect(rows[0]?.sum_difference).toBe(-27);
});

it('numbers its writes like all others, counts for the source and rings for it', async () => {
  const { rows } = await client.query<Record<string, unknown>>(
    `SELECT (SELECT count(DISTINCT seq)::int FROM indicator_value) AS writes,
       (SELECT max(seq) FROM indicator_value) = (SELECT seq FROM write_clock) AS newest,
       stored::int, duplicates::int, last_event_at AS "lastEventAt",
       (SELECT payload->0->>'id' FROM change_log ORDER BY seq DESC LIMIT 1) AS rung
     FROM source WHERE id = 'indicators'`,
  );
  expect(rows).toEqual([
    {
      writes: 3,
      newest: true,
      stored: 3,
      duplicates: 1,
      lastEventAt: new Date('2026-03-31T17:00:00Z'),
      rung: 'indicators',
    },
  ]);
});

it('refuses a period that ends before it begins', async () => {
  await expect(append(statement({ periodEnd: '2025-12-31', wordKey: 'other' }))).rejects.toMatchObject({
    code: '23514',
  });
});
