import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { MapImport, MapSetup } from '@ioc/contracts/api/map-imports';
import type { List } from '@ioc/contracts/api/list';
import type { MapData } from '@ioc/contracts/api/site';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const QUERY = 'name=x.geojson&dryRun=false&attribution=S%E1%BB%9F';
const GEOJSON = JSON.stringify({ type: 'FeatureCollection', features: [] });

/** A PMTiles archive of version 3 without a tile: its header, and what it says of itself. */
function archive(metadata: object, tileType = 1): Buffer {
  const words = Buffer.from(JSON.stringify(metadata));
  const header = Buffer.alloc(127);
  header.write('PMTiles', 0, 'latin1');
  header[7] = 3;
  header.writeBigUInt64LE(127n, 24);
  header.writeBigUInt64LE(BigInt(words.length), 32);
  header[97] = 1;
  header[99] = tileType;
  header[101] = 12;
  return Buffer.concat([header, words]);
}

describe('the map of a site', () => {
  let server: TestServer;
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(os.tmpdir(), 'ioc-archives-'));
    await writeFile(
      path.join(folder, 'tinh.pmtiles'),
      archive({ attribution: '<a href="x">© Sở</a>', vector_layers: [{ id: 'water' }] }),
    );
    await writeFile(path.join(folder, 'khong-nguon.pmtiles'), archive({}, 2));
    await writeFile(path.join(folder, 'anh.pmtiles'), archive({}, 2));
    await writeFile(path.join(folder, 'anh.attribution.txt'), '© Ảnh\n');
    await writeFile(path.join(folder, 'hong.pmtiles'), 'PMTiles');
    server = await openTestServer({ IOC_MAP_ARCHIVES_DIR: folder });
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  const post = (address: string, body = '') =>
    server.fetch(address, {
      method: 'POST',
      headers: { authorization: `Bearer ${server.adminToken}`, 'content-type': 'application/octet-stream' },
      body,
    });
  const layer = (id: string, role: string, title = id) =>
    server.sql('SELECT import_map($1, NULL, $2)', [
      JSON.stringify({
        id: `00000000-0000-4000-8000-00000000000${id}`,
        kind: 'layer',
        layer: `lop-${role}`,
        role,
        title,
        attribution: '© Sở',
        file: 'x.geojson',
        frame: 'EPSG:4326',
        features: 0,
        createdBy: 'an officer',
      }),
      GEOJSON,
    ]);

  it('takes a file as work for ingest, and writes who sent it into the audit trail', async () => {
    const answer = await post(`/api/v1/map/imports?${QUERY}&kind=layer&role=own&layer=cau&title=C`, GEOJSON);
    expect(answer.status).toBe(202);
    const job = (await answer.json()) as { id: string; kind: string };
    expect(job.kind).toBe('map');
    const [row] = await server.sql<{ request: object }>('SELECT request FROM ingest_job WHERE id = $1', [
      job.id,
    ]);
    expect(row?.request).toMatchObject({
      kind: 'layer',
      role: 'own',
      layer: 'cau',
      dryRun: false,
      attribution: 'Sở',
    });
    const trail = await server.sql<{ body: string }>('SELECT body FROM audit_entry');
    expect(trail.map(({ body }) => body).join('\n')).toContain(job.id);
  });

  it.each([
    [`/api/v1/map/imports?${QUERY}&kind=layer`, GEOJSON, 400],
    [`/api/v1/map/imports?${QUERY}&kind=units&frame=EPSG:1`, GEOJSON, 400],
    ['/api/v1/map/imports?name=x&dryRun=true&kind=units&attribution=%20', GEOJSON, 400],
    [`/api/v1/map/imports?${QUERY}&kind=units`, '', 415],
  ])('refuses %s with %#', async (address, body, status) => {
    expect((await post(address, body)).status).toBe(status);
  });

  it('lists what was brought, of which only the newest of each can be undone; undone, the one before is there', async () => {
    await layer('1', 'road', 'Đường');
    await layer('2', 'road', 'Đường mới');
    const list = (await (await server.get('/api/v1/map/imports')).json()) as List<MapImport>;
    expect(list.items.map(({ title, undoable }) => [title, undoable])).toEqual([
      ['Đường mới', true],
      ['Đường', false],
    ]);
    const undo = async (id: string) => (await post(`/api/v1/map/imports/${id}/undo`)).status;
    expect(await undo('00000000-0000-4000-8000-000000000001')).toBe(409);
    expect(await undo('00000000-0000-4000-8000-000000000002')).toBe(204);
    expect(await undo('nothing')).toBe(404);
    const map = (await (await server.get('/api/v1/map')).json()) as MapData;
    expect(map.layers.map(({ title }) => title)).toEqual(['Đường']);
    const trail = await server.sql<{ body: string }>(`SELECT body FROM audit_entry`);
    expect(trail.some(({ body }) => body.includes('"undo"'))).toBe(true);
  });

  it('shows what the site brought for itself only to its people, and has another version for it', async () => {
    const of = async (answer: Response) => (await answer.json()) as MapData;
    const before = await of(await server.get('/api/v1/map'));
    await layer('3', 'own');
    const [inside, outside] = [
      await of(await server.get('/api/v1/map')),
      await of(await server.fetch('/api/v1/map')),
    ];
    expect(inside.layers.map(({ role }) => role)).toContain('own');
    expect(outside.layers.map(({ role }) => role)).not.toContain('own');
    expect(outside.archives).toEqual([]);
    expect(new Set([before.version, inside.version, outside.version]).size).toBe(3);
  });

  it('tells of each archive in its folder what it is, and draws none whose source is not said', async () => {
    const setup = (await (await server.get('/api/v1/map/setup')).json()) as MapSetup;
    expect(setup.archives?.map(({ name, kind, problem }) => [name, kind, problem])).toEqual([
      ['anh.pmtiles', 'raster', null],
      ['hong.pmtiles', null, 'not-pmtiles'],
      ['khong-nguon.pmtiles', 'raster', 'no-attribution'],
      ['tinh.pmtiles', 'vector', null],
    ]);
    const map = (await (await server.get('/api/v1/map')).json()) as MapData;
    expect(map.archives).toEqual([
      {
        url: '/api/v1/map/archives/anh.pmtiles',
        kind: 'raster',
        attribution: '© Ảnh',
        minZoom: 0,
        maxZoom: 12,
        layers: [],
      },
      {
        url: '/api/v1/map/archives/tinh.pmtiles',
        kind: 'vector',
        attribution: '© Sở',
        minZoom: 0,
        maxZoom: 12,
        layers: ['water'],
      },
    ]);
    expect(map.attributions).toEqual(expect.arrayContaining(['© Ảnh', '© Sở']));
  });

  it('gives pieces of an archive, bounded, and nothing beside its folder', async () => {
    const ask = (name: string, range?: string) =>
      server.fetch(`/api/v1/map/archives/${name}`, {
        headers: { authorization: `Bearer ${server.adminToken}`, ...(range ? { range } : {}) },
      });
    const piece = await ask('tinh.pmtiles', 'bytes=0-6');
    expect([piece.status, await piece.text()]).toEqual([206, 'PMTiles']);
    expect(piece.headers.get('content-range')).toMatch(/^bytes 0-6\/\d+$/);
    expect(piece.headers.get('etag')).toMatch(/^"\d+-\d+"$/);
    expect((await ask('tinh.pmtiles', 'bytes=100-99999')).status).toBe(206);
    expect((await ask('tinh.pmtiles')).status).toBe(416);
    expect((await ask('tinh.pmtiles', 'bytes=0-99999999')).status).toBe(416);
    expect((await ask('tinh.pmtiles', 'bytes=99999-100000')).status).toBe(416);
    expect((await ask('anh.attribution.txt', 'bytes=0-6')).status).toBe(404);
    expect((await ask('..%2fadmin-token', 'bytes=0-6')).status).toBe(404);
  });
});
