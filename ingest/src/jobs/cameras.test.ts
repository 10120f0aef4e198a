import fc from 'fast-check';
import type { UploadResult } from '@ioc/contracts/api/sources';
import type { CameraRow } from '../commands/import/rows.ts';
import { Registry } from '../registry/registry.ts';
import { cameraFileRows } from './camera-file.ts';
import { camerasWork } from './cameras.ts';
import { JobProblem } from './job.ts';
import type { NamedUnit } from './named-units.ts';

const unit = (
  id: string,
  code: string,
  name: string,
  kind: string,
  more: Partial<NamedUnit> = {},
): NamedUnit => ({
  id,
  code,
  name,
  kind,
  folded: [],
  validFrom: '2025-07-01',
  validTo: null,
  ...more,
});
const UNITS: readonly NamedUnit[] = [
  unit('44@1989-07-01', '44', 'Quảng Bình', 'province', { validFrom: '1989-07-01', validTo: '2025-07-01' }),
  unit('44@2025-07-01', '44', 'Quảng Trị', 'province', { folded: ['quang tri', 'tinh quang tri'] }),
  unit('19351@2025-07-01', '19351', 'Quảng Trị', 'ward', { folded: ['quang tri', 'phuong quang tri'] }),
  unit('19333@2025-07-01', '19333', 'Đông Hà', 'ward', { folded: ['dong ha', 'phuong dong ha'] }),
  unit('1@2025-07-01', '1', 'Tân An', 'commune', { folded: ['tan an'] }),
  unit('2@2025-07-01', '2', 'Tân An', 'commune', { folded: ['tan an'] }),
];
const REGISTRY = new Registry({
  units: [
    {
      id: '19333@2025-07-01',
      kind: 'ward',
      validFrom: '2025-07-01',
      validTo: null,
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [107, 16],
            [108, 16],
            [108, 17],
            [107, 17],
            [107, 16],
          ],
        ],
      },
    },
  ],
  codes: [],
  assets: [],
});

async function upload(file: string | Buffer, name = 'cameras.csv', registered: readonly CameraRow[] = []) {
  const written: CameraRow[] = [];
  const store = {
    units: () => Promise.resolve([...UNITS]),
    registered: () => Promise.resolve([...registered]),
    register: (cameras: readonly CameraRow[]) => Promise.resolve(written.push(...cameras)),
  };
  const work = camerasWork({ store, registry: () => REGISTRY, today: () => '2026-01-15' });
  const job = { id: '1', kind: 'cameras', source: null, createdBy: 'an' } as const;
  const result = (await work(
    { ...job, request: { name, dryRun: false }, file: Buffer.from(file) },
    { signal: new AbortController().signal, progress: () => Promise.resolve() },
  )) as UploadResult;
  return { result, written };
}

const HEADER = 'id,name,lon,lat,unit_code';

it('reads the columns of an office in Vietnam: semicolons, decimal commas, a byte order mark', async () => {
  const text =
    '\ufeffMã camera;Tên camera;Hãng;Loại;Kinh độ;Vĩ độ;Góc phương vị;Góc nhìn;Xã/Phường\r\n' +
    'gt-01;Ngã tư Bưu điện;onvif;Cảm biến;107,1;16,82;90°;62,5;Phường Đông Hà\r\n';
  const { result, written } = await upload(text);
  expect(written).toEqual([
    {
      id: 'onvif/gt-01',
      source: 'onvif',
      externalId: 'gt-01',
      kind: 'sensor',
      name: 'Ngã tư Bưu điện',
      unitId: '19333@2025-07-01',
      lon: 107.1,
      lat: 16.82,
      azimuthDeg: 90,
      fovDeg: 62.5,
    },
  ]);
  expect(result).toMatchObject({ rows: 1, good: 1, bad: 0, stored: 1 });
  expect(result.firstRows[0]).toMatchObject({
    place: 'row 2',
    id: 'gt-01',
    unit: 'Đông Hà (19333)',
    azimuthDeg: '90',
  });
});

it('keeps the good rows and says what is wrong with each bad one, and where', async () => {
  const rows = [
    HEADER,
    'a,Một,107.1,16.8,19333',
    'b,,107.1,16.8,',
    '',
    'c,Ba,107.1,168,',
    'd,Bốn,,16.8,',
    'e,Năm,107.1,16.8,99999',
    'a,Một lần nữa,107.1,16.8,',
    'f,Sáu,107.1,16.8,,too,many',
    `g,${'x'.repeat(201)},107.1,16.8,`,
  ];
  const { result, written } = await upload(rows.join('\n'));
  expect(written.map(({ name }) => name)).toEqual(['Một']);
  expect(result).toMatchObject({ rows: 8, good: 1, bad: 7 });
  expect(result.problems).toEqual([
    { place: 'row 3', detail: 'name is missing' },
    { place: 'row 5', detail: 'lat is not a number from -90 to 90' },
    { place: 'row 6', detail: 'lon and lat are missing' },
    { place: 'row 7', detail: 'no unit has this id, code or name on 2026-01-15' },
    { place: 'row 8', detail: 'the same camera stands in row 2' },
    { place: 'row 9', detail: 'the row has more cells than the header' },
    { place: 'row 10', detail: 'name is longer than 200 characters or holds characters that are none' },
  ]);
});

it('finds the unit by id, by code on its day, by name, and by the point where none is said', async () => {
  const rows = [
    'id,name,lon,lat,unit,unit_day',
    'a,A,1,1,44@1989-07-01,',
    'b,B,1,1,44,2025-06-30',
    'c,C,1,1,44,',
    'd,D,1,1,quang tri,',
    'e,E,107.5,16.5,,',
    'f,F,1,1,,',
    'g,G,1,1,Xã Tân An,',
    'h,H,1,1,44,yesterday',
  ];
  const { result, written } = await upload(rows.join('\n'));
  expect(written.map(({ unitId }) => unitId)).toEqual([
    '44@1989-07-01',
    '44@1989-07-01',
    '44@2025-07-01',
    // The ward before the province of that name.
    '19351@2025-07-01',
    '19333@2025-07-01',
    null,
  ]);
  expect(result.unplaced).toBe(1);
  expect(result.problems).toEqual([
    { place: 'row 8', detail: 'more than one unit goes by this name: give its code' },
    { place: 'row 9', detail: 'unitDay is not a date like 2025-07-01' },
  ]);
});

it('reads GeoJSON points, and tells a feature that is none', async () => {
  const feature = (geometry: unknown, properties: unknown) => ({ type: 'Feature', geometry, properties });
  const features = [
    feature({ type: 'Point', coordinates: [107.5, 16.5] }, { id: 'a', name: 'A', azimuthDeg: 10 }),
    feature(
      {
        type: 'LineString',
        coordinates: [
          [107, 16],
          [107, 17],
        ],
      },
      { id: 'b', name: 'B' },
    ),
    feature({ type: 'Point', coordinates: [1070, 16.5] }, { id: 'c', name: 'C' }),
    feature(null, { id: 'd', name: 'D' }),
  ];
  const { result, written } = await upload(
    JSON.stringify({ type: 'FeatureCollection', features }),
    'a.geojson',
  );
  expect(written).toMatchObject([{ id: 'frigate/a', azimuthDeg: 10, unitId: '19333@2025-07-01' }]);
  expect(result.problems.map(({ place }) => place)).toEqual(['feature 2', 'feature 3', 'feature 4']);
  expect(result.problems[0]?.detail).toBe('a camera is a point');
});

it('tells what is registered already, word for word or otherwise', async () => {
  const { written } = await upload(`${HEADER}\na,Một,107.1,16.8,19333\nb,Hai,107.1,16.8,19333`);
  const [one, two] = written as [CameraRow, CameraRow];
  const again = await upload(
    `${HEADER}\na,Một,107.1,16.8,19333\nb,Hai,107.2,16.8,19333\nc,Ba,1,1,`,
    'b.csv',
    [one, two],
  );
  expect(again.result).toMatchObject({ good: 3, known: 1, restated: 1 });
});

it.each([
  ['nothing', '', /holds no rows/],
  ['a header alone', HEADER, /holds no rows/],
  ['a table without positions', 'id,name\n1,A', /no column for lon, lat/],
  ['a quote without end', `${HEADER}\n"a`, /never closed/],
  ['half a GeoJSON', '{"features":[', /not JSON/],
  ['bytes', Buffer.from([0x50, 0x4b, 3, 4, 0, 0, 0xff, 0xfe]), /neither text nor a spreadsheet/],
  ['too many rows', `${HEADER}\n${'a,b,1,1,\n'.repeat(20_001)}`, /more than 20000 rows/],
])('refuses %s whole', async (_, file, sentence) => {
  await expect(upload(file)).rejects.toThrow(JobProblem);
  await expect(upload(file)).rejects.toThrow(sentence);
});

it('never fails but with a sentence, whatever the bytes', () => {
  const text = fc.string({ unit: fc.constantFrom(...'id,name;lon\n\r"{}[]: 1.5é\0'.split('')) });
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((array) => Buffer.from(array)),
    text.map((word) => Buffer.from(`${HEADER}\n${word}`)),
    fc.json().map((json) => Buffer.from(`{"features":[${json}]}`)),
  );
  fc.assert(
    fc.property(bytes, (file) => {
      try {
        cameraFileRows(file, 'a');
      } catch (error) {
        expect(error).toBeInstanceOf(JobProblem);
      }
    }),
    { numRuns: 500 },
  );
});
