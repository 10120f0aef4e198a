import path from 'node:path';
import type { UploadResult } from '@ioc/contracts/api/sources';
import mqtt from 'mqtt';
import { readArguments } from '../commands/import/arguments.ts';
import { runImport } from '../commands/import/run-import.ts';
import type { RunningIngest } from '../ingest.ts';
import { openDesk } from '../testing/desk.ts';
import type { Desk } from '../testing/desk.ts';
import { waitFor } from '../testing/wait-for.ts';

const FIXTURES = path.resolve(__dirname, '../../../fixtures/data');
let desk: Desk;
let ingest: RunningIngest;

beforeAll(async () => {
  desk = await openDesk();
  for (const file of ['units.csv', 'units.geojson'])
    await runImport(desk.databaseUrl, readArguments(['units', path.join(FIXTURES, file)]), new Date());
  ingest = await desk.start();
}, 60_000);
afterAll(() => desk?.close());

interface Ended {
  readonly state: string;
  readonly result: UploadResult | null;
  readonly problem: string | null;
  readonly file: Buffer | null;
}

async function upload(file: string, dryRun: boolean): Promise<Ended> {
  const [job] = await desk.rows(
    `INSERT INTO ingest_job (kind, request, file, created_by) VALUES ('cameras', $1, $2, 'an officer') RETURNING id`,
    [JSON.stringify({ name: 'cameras.csv', dryRun }), Buffer.from(file)],
  );
  const ended = await waitFor(
    async () =>
      (
        await desk.rows(
          'SELECT state, result, problem, file FROM ingest_job WHERE id = $1 AND finished_at IS NOT NULL',
          [job?.['id']],
        )
      )[0],
    20_000,
  );
  return ended as unknown as Ended;
}

const cameras = () =>
  desk.rows(`SELECT id, name, unit_id, registered FROM asset WHERE source = 'frigate' ORDER BY id`);
const rings = async () =>
  (await desk.rows(`SELECT payload FROM change_log WHERE topic = 'registry' ORDER BY seq`)).filter(
    ({ payload }) => JSON.stringify(payload).includes('assets'),
  ).length;

const FILE = [
  'Mã camera;Tên camera;Kinh độ;Vĩ độ;Xã/Phường',
  'gt-heard;Cầu Đông Hà;107,1;16,82;Phường Đông Hà',
  'gt-new;Ngã tư Hùng Vương;107,1;16,82;',
  'gt-bad;;107,1;16,82;',
].join('\n');

it('shows first and stores nothing, then stores the good rows in one go, and once', async () => {
  // A camera that spoke before it was registered.
  const client = await mqtt.connectAsync(`mqtt://127.0.0.1:${ingest.ports.mqtt}`);
  const start = Date.now() / 1000;
  const after = { id: `${start}-a`, camera: 'gt-heard', label: 'car', start_time: start };
  await client.publishAsync('frigate/events', JSON.stringify({ type: 'new', before: {}, after }), { qos: 1 });
  await client.endAsync();
  const heard = { id: 'frigate/gt-heard', name: 'gt-heard', unit_id: null, registered: false };
  await waitFor(async () => (await cameras()).length === 1);

  const shown = await upload(FILE, true);
  expect(shown).toMatchObject({ state: 'done', file: null });
  expect(shown.result).toMatchObject({ dryRun: true, rows: 3, good: 2, bad: 1, known: 0, stored: 0 });
  expect(shown.result?.problems).toEqual([{ place: 'row 4', detail: 'name is missing' }]);
  expect(await cameras()).toEqual([heard]);
  expect(await rings()).toBe(0);

  const stored = await upload(FILE, false);
  expect(stored.result).toMatchObject({ dryRun: false, good: 2, bad: 1, stored: 2 });
  const [one, two] = await cameras();
  expect(one).toEqual({ ...heard, name: 'Cầu Đông Hà', unit_id: '19333@2025-07-01', registered: true });
  // No unit is stated: the commune that the point lies in.
  expect(two?.['unit_id']).toMatch(/^\d{5}@2025-07-01$/);
  expect(await rings()).toBe(1);

  const again = await upload(FILE, false);
  expect(again.result).toMatchObject({ known: 2, restated: 0, stored: 0 });
  const moved = await upload(FILE.replace('Ngã tư Hùng Vương', 'Ngã tư Lê Duẩn'), false);
  expect(moved.result).toMatchObject({ known: 1, restated: 1, stored: 1 });
  expect(await rings()).toBe(2);
});

it('says why a file is no list of cameras', async () => {
  const ended = await upload('a,b\n1,2', false);
  expect(ended).toMatchObject({ state: 'failed', problem: 'the table has no column for id, name, lon, lat' });
});
