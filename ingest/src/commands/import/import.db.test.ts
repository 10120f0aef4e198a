import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openDesk } from '../../testing/desk.ts';
import type { Desk } from '../../testing/desk.ts';
import { readArguments } from './arguments.ts';
import { runImport } from './run-import.ts';

const FIXTURES = path.resolve(__dirname, '../../../../fixtures/data');
let desk: Desk;
let folder: string;

beforeAll(async () => {
  desk = await openDesk();
  folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-import-test-'));
}, 60_000);
afterAll(async () => {
  await desk?.close();
  await rm(folder, { recursive: true, force: true });
});

const load = (...argv: string[]) =>
  runImport(desk.databaseUrl, readArguments(argv), new Date('2026-03-01T00:00:00Z'));
const fixture = (name: string) => path.join(FIXTURES, name);
async function file(name: string, content: unknown): Promise<string> {
  const target = path.join(folder, name);
  await writeFile(target, typeof content === 'string' ? content : JSON.stringify(content));
  return target;
}
const topology = {
  type: 'Topology',
  arcs: [
    [
      [106.5, 17.4],
      [106.7, 17.4],
      [106.7, 17.6],
      [106.5, 17.6],
      [106.5, 17.4],
    ],
  ],
  objects: {
    communes: {
      type: 'GeometryCollection',
      geometries: [
        {
          type: 'Polygon',
          arcs: [[0]],
          properties: { code: '18859', name: 'Đồng Thuận', fullName: 'Phường Đồng Thuận', areaKm2: 26.5 },
        },
      ],
    },
  },
};

it('takes the demonstration province as it is, twice with the same result', async () => {
  const all = async () => {
    await load('units', fixture('units.csv'));
    await load('lineage', fixture('lineage.csv'));
    await load('units', fixture('units.geojson'));
    await load('layers', fixture('basemap.json'));
    await load('cameras', fixture('cameras.csv'));
    await load('groups', fixture('groups.json'));
    await load('indicators', fixture('seeds.json'));
    return desk.rows(`SELECT (SELECT count(*) FROM unit) AS units, (SELECT count(*) FROM unit_code) AS codes,
      (SELECT count(*) FROM unit_geometry WHERE schematic) AS sketches, (SELECT count(*) FROM unit_lineage) AS lineage,
      (SELECT count(*) FROM asset WHERE registered) AS cameras, (SELECT count(*) FROM scope_group_member) AS members,
      (SELECT count(*) FROM map_layer) AS layers, (SELECT count(*) FROM indicator_figure WHERE parts IS NULL) AS plain`);
  };
  const first = await all();
  expect(await all()).toEqual(first);
  expect(first).toEqual([expect.objectContaining({ sketches: '78', members: '78', layers: '4' })]);
}, 60_000);

it('takes the whole country beside it, twice with the same result, in seconds', async () => {
  const all = async () => {
    const startMs = performance.now();
    await load('gazetteer', fixture('country-units.csv'), fixture('country-lineage.csv'));
    expect(performance.now() - startMs).toBeLessThan(20_000);
    return desk.rows(`SELECT (SELECT count(*)::int FROM gazetteer_unit) AS units,
      (SELECT count(*)::int FROM gazetteer_lineage) AS links, (SELECT count(*)::int FROM unit) AS scopes`);
  };
  const [first] = await all();
  expect(first).toMatchObject({ units: 14_918, links: 10_901 });
  expect(await all()).toEqual([first]);
  expect(await desk.rows(`SELECT folded FROM gazetteer_unit WHERE id = '19741@2025-07-01'`)).toEqual([
    { folded: 'my thuy' },
  ]);
  const bad =
    'from_id,to_id,kind,share,effective\na,b,merge,0,2025-07-01\na,b,eaten,1,2025-07-01\na,b,merge,1,';
  await expect(load('gazetteer', await file('links.csv', bad))).rejects.toThrow(
    /row 2: share is more than 0.*\n.*row 3: kind is one of.*\n.*row 4: effective is missing/,
  );
}, 60_000);

it('replaces the sketch of the unit that bears the code today with its real boundary, and rings', async () => {
  const [before] = await desk.rows(`SELECT count(*)::int AS n FROM change_log WHERE topic = 'registry'`);
  await load('units', await file('s_44.topojson', topology), '--province', '44', '--attribution', 'MIT');
  expect(
    await desk.rows(`SELECT unit_id, schematic, attribution FROM unit_geometry WHERE unit_id LIKE '18859@%'`),
  ).toEqual([{ unit_id: '18859@2025-07-01', schematic: false, attribution: 'MIT' }]);
  // A sketch never comes back over it.
  await load('units', fixture('units.geojson'));
  expect(await desk.rows(`SELECT attribution FROM unit_geometry WHERE unit_id = '18859@2025-07-01'`)).toEqual(
    [{ attribution: 'MIT' }],
  );
  const [after] = await desk.rows(`SELECT count(*)::int AS n FROM change_log WHERE topic = 'registry'`);
  expect(Number(after?.['n'])).toBe(Number(before?.['n']) + 2);
});

it('names every bad row and writes none', async () => {
  const rows = [
    'id,name,vendor,lon,lat',
    'new-1,Tốt,frigate,107,16.8',
    'new-2,,frigate,107,16.8',
    'new-3,Xa,frigate,107,168',
  ];
  const attempt = load('cameras', await file('cameras.csv', rows.join('\n')));
  await expect(attempt).rejects.toThrow(
    'cameras.csv, row 3: name is missing\ncameras.csv, row 4: lat is not a number',
  );
  expect(await desk.rows(`SELECT FROM asset WHERE external_id LIKE 'new-%'`)).toHaveLength(0);
});

it('reads CSV of offices: semicolons, a byte order mark, quotes', async () => {
  const text = '\ufeffid;name;vendor;lon;lat\r\nq-1;"Ngã tư ""Bưu điện""; phía bắc";onvif;107,1;16.8\r\n';
  await expect(load('cameras', await file('office.csv', text))).rejects.toThrow(/row 2: lon is not a number/);
  await load('cameras', await file('office.csv', text.replace('107,1', '107.1')));
  expect(await desk.rows(`SELECT name FROM asset WHERE id = 'onvif/q-1'`)).toEqual([
    { name: 'Ngã tư "Bưu điện"; phía bắc' },
  ]);
});

it('refuses a coordinate that is none, before a map ever sees it', async () => {
  const line = {
    type: 'Feature',
    properties: {},
    geometry: {
      type: 'LineString',
      coordinates: [
        [107, 16],
        [1070, 16],
      ],
    },
  };
  const roads = await file('roads.geojson', { type: 'FeatureCollection', features: [line] });
  await expect(load('layers', roads, '--role', 'road')).rejects.toThrow(
    'roads.geojson: feature 1: a coordinate',
  );
});

it('says how it is used', () => {
  expect(() => readArguments(['everything', 'x'])).toThrow(/import <units\|lineage/);
  expect(() => readArguments(['layers', 'x', '--role', 'moon'])).toThrow(/--role is one of/);
});
