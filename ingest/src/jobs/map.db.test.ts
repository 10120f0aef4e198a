import type { MapImportResult } from '@ioc/contracts/api/map-imports';
import type { Job, JobContext } from './job.ts';
import { mapWork } from './map.ts';
import { openDatabase } from '../sink/database.ts';
import type { Database } from '../sink/database.ts';
import { MapStore } from '../sink/map-store.ts';
import { openDesk } from '../testing/desk.ts';
import type { Desk } from '../testing/desk.ts';

let desk: Desk;
let database: Database;

const square = (lon: number) => [
  [lon, 17],
  [lon + 0.1, 17],
  [lon + 0.1, 17.1],
  [lon, 17.1],
  [lon, 17],
];
const file = (lon: number) =>
  Buffer.from(
    JSON.stringify({
      type: 'FeatureCollection',
      features: [
        {
          type: 'Feature',
          properties: { code: '19333' },
          geometry: { type: 'Polygon', coordinates: [square(lon)] },
        },
      ],
    }),
  );
const context: JobContext = { signal: new AbortController().signal, progress: async () => undefined };
const REQUEST = {
  name: 'xã.geojson',
  dryRun: false,
  kind: 'units',
  role: null,
  layer: null,
  title: 'Ranh giới',
  attribution: '© Sở',
  frame: null,
};

const run = (id: string, bytes: Buffer, more: object = {}) => {
  const job: Job = {
    id,
    kind: 'map',
    source: null,
    request: { ...REQUEST, ...more },
    file: bytes,
    createdBy: 'an officer',
  };
  return mapWork({ store: new MapStore(database), today: () => '2026-11-22' })(
    job,
    context,
  ) as Promise<MapImportResult>;
};
const boundary = async () => {
  const [row] = await desk.rows(
    `SELECT geometry->'coordinates'->0->0->>0 AS west, schematic, attribution FROM unit_geometry`,
  );
  return row && [Number(row['west']), row['schematic'], row['attribution']];
};
const undo = async (id: string) =>
  (await desk.rows(`SELECT undo_map_import('${id}', 'an officer') AS word`))[0]?.['word'];
const ID = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

beforeAll(async () => {
  desk = await openDesk();
  await desk.rows(
    `INSERT INTO unit (id, kind, name, name_en, lon, lat, valid_from) VALUES ('19333@2025-07-01', 'ward', 'Đông Hà', 'Dong Ha', 107.05, 17.05, '2025-07-01')`,
  );
  await desk.rows(
    `INSERT INTO unit_code (unit_id, scheme, code, valid_from) VALUES ('19333@2025-07-01', 'gso', '19333', '2025-07-01')`,
  );
  database = openDatabase(desk.databaseUrl, () => undefined);
}, 60_000);
afterAll(async () => {
  await database?.end();
  await desk?.close();
});

it('shows a file without storing it, stores it once, and goes back version by version, newest first', async () => {
  expect(await run(ID(1), file(107), { dryRun: true })).toMatchObject({
    refusal: null,
    matched: 1,
    stored: 0,
  });
  expect(await boundary()).toBeUndefined();

  expect(await run(ID(1), file(107))).toMatchObject({ stored: 1 });
  // Begun anew after a worker died: stored once.
  await run(ID(1), file(107));
  await run(ID(2), file(107.01), { attribution: '© Sở, sửa' });
  expect(await desk.rows('SELECT id FROM map_import')).toHaveLength(2);
  expect(await boundary()).toEqual([107.01, false, '© Sở, sửa']);

  expect(await undo(ID(1))).toBe('newer');
  expect(await undo(ID(2))).toBe('undone');
  expect(await boundary()).toEqual([107, false, '© Sở']);
  expect(await undo(ID(2))).toBe('undone-before');
  expect(await undo(ID(1))).toBe('undone');
  expect(await boundary()).toBeUndefined();
  expect(await undo(ID(9))).toBe('unknown');
}, 30_000);

it('keeps the last twenty versions of a layer, and rings so that everybody reads anew', async () => {
  const layer = { kind: 'layer', role: 'own', layer: 'cau' };
  const read = await desk.rows(`SELECT count(*)::int AS rings FROM change_log WHERE topic = 'registry'`);
  await run(ID(3), file(107), { ...layer, title: 'Cầu' });
  const [after] = await desk.rows(`SELECT count(*)::int AS rings FROM change_log WHERE topic = 'registry'`);
  expect(after?.['rings']).toBe(Number(read[0]?.['rings']) + 1);
  const geojson = JSON.stringify({ type: 'FeatureCollection', features: [] });
  for (let at = 0; at < 22; at += 1)
    await desk.rows(
      `SELECT import_map('{"id":"10000000-0000-4000-8000-0000000000${10 + at}","kind":"layer","layer":"cau","role":"own","title":"Cầu ${at}","attribution":"a","file":"f","frame":"EPSG:4326","features":0,"createdBy":"x"}', NULL, '${geojson}')`,
    );
  const [kept] = await desk.rows(
    'SELECT count(*) FILTER (WHERE kept)::int AS kept FROM map_import WHERE layer IS NOT NULL',
  );
  expect(kept?.['kept']).toBe(20);
  for (let at = 21; at >= 2; at -= 1)
    expect(await undo(`10000000-0000-4000-8000-0000000000${10 + at}`)).toBe('undone');
  expect(await undo('10000000-0000-4000-8000-000000000011')).toBe('not-kept');
  expect((await desk.rows(`SELECT title FROM map_layer WHERE id = 'cau'`))[0]?.['title']).toBe('Cầu 1');
}, 30_000);
