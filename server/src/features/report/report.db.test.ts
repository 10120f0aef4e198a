import type { ReportAnswer, TrackAnswer } from '@ioc/contracts/api/report';
import { reportOf, Resident } from '../../testing/resident.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { readCategories } from './categories.ts';
import { dueAtOf } from './ticket-fact.ts';

const report = reportOf({ description: 'The lamp before Mr Hải, number 5' });

describe('reports of residents', () => {
  let server: TestServer;
  let resident: Resident;
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
    await server.readUnits();
    resident = new Resident(server.url);
    expect((await resident.put(report)).status).toBe(201);
  }, 60_000);
  afterAll(() => server.close());

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
    for (const secret of ['Mr Hải', '0912 345', '0912345', 'Trần Phú', resident.clientId])
      expect(ticket?.all).not.toContain(secret);
    expect(await server.sql('SELECT description, address FROM ticket_private')).toEqual([
      { description: report.description, address: '5 Trần Phú' },
    ]);
  });

  it('are followed by their code, in any spelling, while an operator moves them on', async () => {
    const { code }: ReportAnswer = await resident.state();
    const track = async () =>
      (await (
        await server.fetch(`/api/v1/track/${code.toLowerCase().replaceAll('-', ' ')}`)
      ).json()) as TrackAnswer;
    expect(await track()).toMatchObject({ state: 'new', unit: 'Phường A', overdue: false });
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
