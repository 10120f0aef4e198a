// A file from its bytes into the tables: through decode, intake, batch and the functions of the database.
import { openTestDatabase } from '@ioc/standalone/testing/test-database';
import type { TestDatabase } from '@ioc/standalone/testing/test-database';
import pg from 'pg';
import { servicePortal } from '../connectors/service-portal/index.ts';
import { indicators } from '../connectors/indicators/index.ts';
import type { Connector } from '../connector.ts';
import { Batcher } from '../pipeline/batcher.ts';
import { Committer } from '../pipeline/committer.ts';
import { Intake } from '../pipeline/intake.ts';
import { Registry } from '../registry/registry.ts';
import { readRegistry } from '../sink/registry-reader.ts';
import { knownStatements } from '../sink/statement-lookup.ts';
import { TimescaleSink } from '../sink/timescale-sink.ts';
import { CASE_CONTEXT } from '../testing/golden.ts';
import { xlsxOf } from '../testing/xlsx.ts';
import { previewOf } from './preview.ts';
import { storeInSlices } from './store-in-slices.ts';
import type { UploadedFile } from './uploaded-file.ts';

let database: TestDatabase;
let sql: pg.Pool;
let registry: Registry;
let intake: Intake;
const ending = new AbortController();

beforeAll(async () => {
  database = await openTestDatabase();
  sql = new pg.Pool({ connectionString: database.url, max: 2 });
  sql.on('error', () => undefined);
  await sql.query(`
    INSERT INTO unit (id, kind, name, name_en, valid_from, valid_to) VALUES
      ('old@1989-07-01', 'commune', 'Vĩnh Linh', 'Vinh Linh', '1989-07-01', '2025-07-01'),
      ('1@2025-07-01', 'commune', 'Vĩnh Linh', 'Vinh Linh', '2025-07-01', NULL),
      ('2@2025-07-01', 'commune', 'Tân Lập', 'Tan Lap', '2025-07-01', NULL),
      ('3@2025-07-01', 'commune', 'Tân Lập', 'Tan Lap', '2025-07-01', NULL);
    INSERT INTO unit_code (unit_id, scheme, code, valid_from, valid_to) VALUES
      ('old@1989-07-01', 'gso', '1', '1989-07-01', '2025-07-01'), ('1@2025-07-01', 'gso', '1', '2025-07-01', NULL),
      ('2@2025-07-01', 'gso', '2', '2025-07-01', NULL), ('3@2025-07-01', 'gso', '3', '2025-07-01', NULL);
    INSERT INTO unit_name (unit_id, alias, folded) VALUES
      ('old@1989-07-01', 'Vĩnh Linh', 'vinh linh'), ('1@2025-07-01', 'Vĩnh Linh', 'vinh linh'),
      ('2@2025-07-01', 'Tân Lập', 'tan lap'), ('3@2025-07-01', 'Tân Lập', 'tan lap')`);
  registry = new Registry(await readRegistry(sql));
  const sink = new TimescaleSink(sql);
  await sink.register([connectors.values.source, connectors.figures.source]);
  const committer = new Committer({
    sink,
    signal: ending.signal,
    onFailure: () => undefined,
    onCommitted: () => undefined,
  });
  intake = new Intake({
    registry: () => registry,
    batcher: new Batcher({ commit: (parcels) => committer.commit(parcels) }),
    secrets: CASE_CONTEXT,
    onBug: (_, error) => {
      throw error;
    },
  });
}, 60_000);

afterAll(async () => {
  ending.abort();
  await sql?.end();
  await database?.close();
});

const connectors = { values: indicators.instance(), figures: servicePortal.instance() };
const rows = async (text: string) => (await sql.query<Record<string, unknown>>(text)).rows;

function fileOf(connector: Connector, bytes: Buffer | string): UploadedFile {
  const body = Buffer.from(bytes);
  const message = { address: 'upload/file', payload: body, body, receivedAt: '2026-11-01T00:00:00.000Z' };
  return { connector, message, decoded: connector.decode(message, CASE_CONTEXT) };
}
const lookUp = (asked: Parameters<typeof knownStatements>[1]) => knownStatements(sql, asked);
const preview = (file: UploadedFile) => previewOf(file, registry, lookUp);
const store = (file: UploadedFile, onProgress: (done: number, total: number) => void = () => undefined) =>
  storeInSlices(
    file,
    { registry: () => registry, lookUp, accept: (...slice) => intake.acceptSlice(...slice) },
    onProgress,
  );

const CERTIFICATES = `Mã chỉ tiêu;Chỉ tiêu;Kỳ;Giá trị;Thuộc chỉ tiêu;Tính đến
chung-thu-so;Chứng thư số;2025;2.059;;31/12/2025
ca-nhan;Cá nhân;2025;1.623;chung-thu-so;31/12/2025
to-chuc;Tổ chức;2025;463;chung-thu-so;31/12/2025
`;

it('keeps a total that its parts do not add up to, and both parts, and says by how much', async () => {
  const file = fileOf(connectors.values, CERTIFICATES);
  expect(await preview(file)).toMatchObject({
    rows: 3,
    good: 3,
    bad: 0,
    known: 0,
    restated: 0,
    sumDifferences: [{ place: 'row 2', label: 'Chứng thư số', stated: 2059, difference: -27 }],
  });
  expect(await store(file)).toMatchObject({ stored: 3, known: 0, nothingNew: false });
  expect(
    await rows('SELECT indicator, value, sum_difference, part_of FROM indicator_value ORDER BY value DESC'),
  ).toEqual([
    { indicator: 'chung-thu-so', value: 2059, sum_difference: -27, part_of: null },
    { indicator: 'ca-nhan', value: 1623, sum_difference: null, part_of: 'chung-thu-so' },
    { indicator: 'to-chuc', value: 463, sum_difference: null, part_of: 'chung-thu-so' },
  ]);
});

it('stores nothing new when the same file comes again, and says so', async () => {
  const file = fileOf(connectors.values, CERTIFICATES);
  expect(await preview(file)).toMatchObject({ known: 3, restated: 0 });
  expect(await store(file)).toEqual({
    rows: 3,
    stored: 0,
    known: 3,
    restated: 0,
    bad: 0,
    nothingNew: true,
  });
  expect(await rows(`SELECT count(*)::int AS n FROM indicator_value`)).toEqual([{ n: 3 }]);
});

it('tells how many statements a file restates, and keeps the old beside the new', async () => {
  const file = fileOf(
    connectors.values,
    CERTIFICATES.replace('2.059', '2.086').replaceAll('31/12/2025', '15/01/2026'),
  );
  expect(await preview(file)).toMatchObject({ known: 0, restated: 3, sumDifferences: [] });
  await store(file);
  expect(
    await rows(`SELECT value FROM indicator_value WHERE indicator = 'chung-thu-so' ORDER BY as_of`),
  ).toEqual([{ value: 2059 }, { value: 2086 }]);
});

it('finds units by name on the last day of the period, and names the codes of those that share one', async () => {
  const file = fileOf(
    connectors.values,
    xlsxOf([
      {
        name: 'Xã',
        rows: [
          ['Tính đến 31/10/2026'],
          ['Chỉ tiêu', 'Đơn vị', 'Kỳ', 'Giá trị'],
          ['Hộ nghèo', 'UBND xã Vĩnh Linh', '2025', 5],
          ['Hộ nghèo', 'Vĩnh Linh', '2024', 6],
          ['Hộ nghèo', 'Xã Tân Lập', '2025', 7],
          ['Hộ nghèo', 'Nơi khác', '2025', 8],
          ['Hộ nghèo', null, '2025', 9],
        ],
      },
    ]),
  );
  expect(await preview(file)).toMatchObject({
    good: 3,
    bad: 2,
    problems: [
      {
        place: 'sheet Xã, row 5',
        sentence: 'sheet Xã, row 5: several units go by this name: write the code instead (2, 3)',
      },
      { place: 'sheet Xã, row 6', sentence: 'sheet Xã, row 6: no unit went by this name on 2025-12-31' },
    ],
  });
  expect(await store(file)).toMatchObject({ stored: 3, bad: 2 });
  expect(
    await rows(`SELECT unit_id, unit_code, reported_unit, value FROM indicator_value
      WHERE indicator = 'hongheo' ORDER BY value`),
  ).toEqual([
    { unit_id: '1@2025-07-01', unit_code: '1', reported_unit: 'UBND xã Vĩnh Linh', value: 5 },
    { unit_id: 'old@1989-07-01', unit_code: '1', reported_unit: 'Vĩnh Linh', value: 6 },
    { unit_id: null, unit_code: '', reported_unit: null, value: 9 },
  ]);
  expect(
    await rows(`SELECT detail FROM dead_letter WHERE source = 'indicators' ORDER BY detail`),
  ).toMatchObject(
    [{ detail: /several units/ }, { detail: /no unit went/ }].map(({ detail }) => ({
      detail: expect.stringMatching(detail) as string,
    })),
  );
});

it('stores service figures by the names of their units', async () => {
  const csv = 'Tính đến 31/10/2026\nĐơn vị,Kỳ,Tiếp nhận\nXã Vĩnh Linh,10/2026,97\nTổng cộng,,97\n';
  const file = fileOf(connectors.figures, csv);
  expect(await preview(file)).toMatchObject({ good: 1, dropped: 1, unplaced: 0 });
  expect(await store(file)).toMatchObject({ stored: 1 });
  expect(await store(file)).toMatchObject({ stored: 0, known: 1, nothingNew: true });
  expect(await rows('SELECT unit_id, unit_code, figures FROM service_figure')).toEqual([
    { unit_id: '1@2025-07-01', unit_code: '1', figures: { received: 97 } },
  ]);
});

it('hands a large file on in slices of 400 rows, telling how far it is', async () => {
  const lines = Array.from({ length: 1_000 }, (_, n) => `so-${n};2025;${n % 7 === 0 ? 'x' : n};1;31/12/2025`);
  const file = fileOf(connectors.values, `Mã chỉ tiêu;Năm;Giá trị;Mã đơn vị;Tính đến\n${lines.join('\n')}\n`);
  const told: [number, number][] = [];
  expect(await store(file, (done, total) => void told.push([done, total]))).toMatchObject({
    rows: 1_000,
    stored: 857,
    bad: 143,
  });
  expect(told).toEqual([
    [400, 1_000],
    [800, 1_000],
    [857, 1_000],
    [1_000, 1_000],
  ]);
  const { firstRows, problems } = await preview(file);
  expect([firstRows.length, problems.length]).toEqual([20, 100]);
});

it('leaves the rest alone when nobody wants it any more', async () => {
  const lines = Array.from({ length: 900 }, (_, n) => `khac-${n};2025;1;31/12/2025`);
  const file = fileOf(connectors.values, `Mã chỉ tiêu;Năm;Giá trị;Tính đến\n${lines.join('\n')}\n`);
  const cancel = () => {
    throw new Error('cancelled');
  };
  await expect(store(file, cancel)).rejects.toThrow('cancelled');
  expect(await rows(`SELECT count(*)::int AS n FROM indicator_value WHERE indicator LIKE 'khac-%'`)).toEqual([
    { n: 400 },
  ]);
});
