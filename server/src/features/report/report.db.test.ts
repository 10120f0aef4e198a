import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ReportAnswer, ReportRequest, TrackAnswer } from '@ioc/contracts/api/report';
import sharp from 'sharp';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { readCategories } from './categories.ts';
import { dueAtOf } from './ticket-fact.ts';

const CLIENT_ID = '3f0f6f1c-1f0e-4e3f-9b0e-6f1c6a0e1f0e';

const report = (more: Partial<ReportRequest> = {}): ReportRequest => ({
  clientId: CLIENT_ID,
  serviceCode: 'den-duong',
  description: 'The lamp before Mr Hải, number 5',
  lon: 107.05,
  lat: 16.85,
  accuracyM: 8,
  address: '5 Trần Phú',
  contact: '0912 345 678',
  sentAt: new Date().toISOString(),
  ...more,
});

const photoWithPosition = () =>
  sharp({ create: { width: 2_600, height: 1_300, channels: 3, background: '#446688' } })
    .withExif({
      IFD0: { Copyright: 'Somebody' },
      IFD3: { GPSLatitude: '16/1 51/1 0/1', GPSLongitude: '107/1 3/1 0/1' },
    })
    .jpeg()
    .toBuffer();

describe('reports of residents', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
    await server.sql(
      `INSERT INTO unit (id, kind, name, name_en, valid_from) VALUES ('1@2025', 'commune', 'Phường A', 'A', '2025-07-01')`,
    );
    await server.sql(
      `INSERT INTO unit_geometry (unit_id, geometry, schematic, attribution) VALUES ('1@2025', $1::jsonb, true, 'test')`,
      [
        JSON.stringify({
          type: 'Polygon',
          coordinates: [
            [
              [107, 16.8],
              [107.1, 16.8],
              [107.1, 16.9],
              [107, 16.9],
              [107, 16.8],
            ],
          ],
        }),
      ],
    );
    await server.sql(`SELECT ring_registry('units')`);
  }, 60_000);
  afterAll(() => server.close());

  let address = 0;
  const send = (body: unknown, photos: readonly Buffer[] = []) => {
    const form = new FormData();
    form.append('report', typeof body === 'string' ? body : JSON.stringify(body));
    for (const photo of photos) form.append('photo', new Blob([photo]), 'photo.jpg');
    address += 1;
    return server.fetch('/api/v1/reports', {
      method: 'POST',
      body: form,
      headers: { 'x-forwarded-for': `10.0.0.${address}` },
    });
  };

  it('are taken once however often they are sent, and always give the same code', async () => {
    const photo = await photoWithPosition();
    const answers: ReportAnswer[] = [];
    for (let at = 0; at < 3; at += 1) {
      const response = await send(report(), [photo]);
      expect(response.status).toBe(201);
      answers.push((await response.json()) as ReportAnswer);
    }
    expect(answers[0]?.code).toMatch(/^[0-9A-HJKMNP-TV-Z]{4}(-[0-9A-HJKMNP-TV-Z]{4}){2}$/);
    expect(new Set(answers.map(({ code }) => code)).size).toBe(1);
    expect(await server.sql('SELECT 1 FROM ticket')).toHaveLength(1);
    expect(await server.sql('SELECT 1 FROM attachment')).toHaveLength(1);
    expect(await readdir(path.join(server.dataDir, 'uploads'))).toHaveLength(1);
  });

  it('carry the unit of their place and the due time of their category', async () => {
    const [item] = await server.sql<{ unit_id: string; received: Date; due: Date }>(
      `SELECT i.unit_id, i.received_at AS received, t.due_at AS due FROM item i JOIN ticket t USING (source, id)`,
    );
    const category = readCategories({ categoriesFile: null, agenciesFile: null, workCalendarFile: null }).get(
      'den-duong',
    );
    expect(item?.unit_id).toBe('1@2025');
    expect(category && item && dueAtOf(category, item.received.getTime())).toBe(item?.due.toISOString());
  });

  it('keep personal words and the code out of everything but their own table', async () => {
    const [ticket] = await server.sql<{ all: string }>(
      `SELECT (SELECT json_agg(e) FROM event e)::text || (SELECT json_agg(i) FROM item i)::text
         || (SELECT json_agg(c) FROM change_log c)::text || (SELECT json_agg(t) FROM ticket t)::text AS all`,
    );
    for (const secret of ['Mr Hải', '0912 345', '0912345', 'Trần Phú', CLIENT_ID])
      expect(ticket?.all).not.toContain(secret);
    expect(await server.sql('SELECT description, address FROM ticket_private')).toEqual([
      { description: report().description, address: '5 Trần Phú' },
    ]);
  });

  it('have photos without position or any other word of the camera, for the owner alone (S7)', async () => {
    const folder = path.join(server.dataDir, 'uploads');
    const [name = ''] = await readdir(folder);
    const bytes = await readFile(path.join(folder, name));
    const { exif, width, format } = await sharp(bytes).metadata();
    expect({ exif, width, format }).toEqual({ exif: undefined, width: 2_048, format: 'jpeg' });
    expect(bytes.includes('Somebody')).toBe(false);
    expect(((await stat(path.join(folder, name))).mode & 0o777).toString(8)).toBe('600');
  });

  it('refuse what is no photo, too many, too large, and what is no report', async () => {
    const fresh = () => report({ clientId: crypto.randomUUID() });
    const svg = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><script>alert(1)</script></svg>',
    );
    expect((await send(fresh(), [svg])).status).toBe(415);
    expect((await send(fresh(), [Buffer.from('no photo at all')])).status).toBe(415);
    const huge = await sharp({ create: { width: 6_000, height: 5_000, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect((await send(fresh(), [huge])).status).toBe(413);
    expect((await send(fresh(), [Buffer.alloc(9 * 1024 * 1024)])).status).toBe(413);
    const small = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect((await send(fresh(), [small, small, small, small])).status).toBe(413);
    expect((await send('{')).status).toBe(400);
    expect((await send({ ...fresh(), lat: 99 })).status).toBe(400);
    expect((await send({ ...fresh(), serviceCode: 'nothing' })).status).toBe(400);
    expect(
      (
        await server.fetch('/api/v1/reports', {
          method: 'POST',
          body: '{}',
          headers: { 'content-type': 'application/json' },
        })
      ).status,
    ).toBe(415);
    expect(await server.sql('SELECT 1 FROM ticket')).toHaveLength(1);
  });

  it('are followed by their code, in any spelling, while an operator moves them on', async () => {
    const { code } = (await (await send(report())).json()) as ReportAnswer;
    const track = async () =>
      (await (
        await server.fetch(`/api/v1/track/${code.toLowerCase().replaceAll('-', ' ')}`)
      ).json()) as TrackAnswer;
    expect(await track()).toMatchObject({ state: 'new', unit: 'Phường A', photos: 1, overdue: false });
    const [{ id } = { id: '' }] = await server.sql<{ id: string }>('SELECT id FROM ticket');
    const patch = (body: unknown) =>
      server.fetch(`/api/v1/tickets/field-report/${id}`, {
        method: 'PATCH',
        body: JSON.stringify(body),
        headers: { authorization: `Bearer ${server.adminToken}`, 'content-type': 'application/json' },
      });
    expect((await patch({ state: 'accepted', note: 'on the way' })).status).toBe(200);
    expect(await (await patch({ state: 'resolved' })).json()).toMatchObject({ closed: true, revision: 3 });
    expect(await (await patch({ state: 'resolved' })).json()).toMatchObject({ revision: 3 });
    expect((await patch({ state: 'whatever' })).status).toBe(400);
    const after = await track();
    expect(after).toMatchObject({ state: 'resolved', closed: true });
    expect(after.history.map(({ state }) => state)).toEqual(['new', 'accepted', 'resolved']);
    expect((await server.fetch('/api/v1/track/0000-0000-0000')).status).toBe(404);
  });
});
