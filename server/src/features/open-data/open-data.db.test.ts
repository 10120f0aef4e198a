import type { OpenFigures } from '@ioc/contracts/api/open-data';
import type { Fact } from '@ioc/contracts/fact';
import { word } from '../../testing/facts.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

const HOUR_MS = 3_600_000;
const NOW_MS = Date.parse('2026-11-20T10:00:00Z');
const at = (hoursAgo: number) => new Date(NOW_MS - hoursAgo * HOUR_MS).toISOString();

/** A report that came `openedHoursAgo`, closed after so many hours or not at all, due within ten. */
function report(
  id: string,
  openedHoursAgo: number,
  closedAfter: number | null,
  more: Partial<Fact> = {},
): Fact[] {
  const dueAt = at(openedHoursAgo - 10);
  const said = (state: string, hoursAgo: number, closedAt: string | null) => {
    const ticket = { serviceCode: 'den-duong', agency: 'A', dueAt, closedAt, trackHash: null };
    const base = {
      source: 'field-report',
      kind: 'ticket',
      title: 'Đèn hỏng',
      titleEn: 'Lamp',
      ...more,
    } as const;
    return word(id, state, at(hoursAgo), { ...base, closed: closedAt !== null, ticket, data: { ticket } });
  };
  const opened = said('new', openedHoursAgo, null);
  if (closedAfter === null) return [opened];
  const closedHoursAgo = openedHoursAgo - closedAfter;
  return [opened, said(more.state ?? 'resolved', closedHoursAgo, at(closedHoursAgo))];
}

describe('the open data', () => {
  let server: TestServer;
  let nowMs = NOW_MS;
  beforeAll(async () => {
    server = await openTestServer({}, () => nowMs);
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
              [107.1001, 16.8001],
              [107.1, 16.9],
              [107, 16.9],
              [107, 16.8],
            ],
          ],
        }),
      ],
    );
    await server.readUnits();
    for (const fact of [
      ...report('r1', 30, 2, { unitId: '1@2025', lon: 107.05149, lat: 16.85151 }),
      ...report('r2', 40, 20, { unitId: '1@2025' }),
      ...report('r3', 20, null, { title: '=HYPERLINK("http://x")', lon: null, lat: null }),
      ...report('r4', 50, 4, { state: 'duplicate' }),
      ...report('o1', 60, 6, { source: 'open311' }),
      ...report('h1', 70, 8, { source: 'hotline' }),
      ...report('old', 40 * 24, 1),
    ])
      await server.append(fact);
  }, 60_000);
  afterAll(() => server.close());

  const figures = async (query = '') =>
    (await (await server.fetch(`/api/v1/open/figures${query}`)).json()) as OpenFigures;

  it('count what residents told, by kind, commune, channel and day', async () => {
    const open = await figures();
    expect(open.total).toEqual({
      received: 6,
      closed: 5,
      overdue: 1,
      answered: 4,
      medianHours: 7,
      p90Hours: 16.4,
      withDue: 4,
      onTime: 3,
    });
    expect(open.services).toMatchObject([{ serviceCode: 'den-duong', received: 6 }]);
    expect(open.units).toMatchObject([
      { unitId: null, name: null, received: 4 },
      { unitId: '1@2025', name: 'Phường A', received: 2, medianHours: 11 },
    ]);
    expect(Object.fromEntries(open.channels.map(({ channel, received }) => [channel, received]))).toEqual({
      hotline: 1,
      open311: 1,
      portal: 4,
    });
    expect(open.byDay).toHaveLength(30);
    expect(open.byDay.at(-1)?.day).toBe('2026-11-20');
    expect(open.byDay.reduce((sum, { received }) => sum + received, 0)).toBe(6);
    expect((await figures('?days=90')).total.received).toBe(7);
    expect((await server.fetch('/api/v1/open/figures?days=7')).status).toBe(400);
  });

  it('are worked out once a minute, say as of when, and cost a second look nothing', async () => {
    const first = await server.fetch('/api/v1/open/figures');
    const etag = first.headers.get('etag') ?? '';
    expect([first.headers.get('cache-control'), first.headers.get('link')]).toEqual([
      'public, max-age=60',
      '<https://creativecommons.org/licenses/by/4.0/>; rel="license"',
    ]);
    await server.append(...report('late', 1, null));
    const again = await server.fetch('/api/v1/open/figures', { headers: { 'if-none-match': etag } });
    expect(again.status).toBe(304);
    nowMs += 61_000;
    const fresh = await figures();
    expect([fresh.total.received, fresh.asOf]).toEqual([7, new Date(nowMs).toISOString()]);
  });

  it('hold each report of a resident with its place to 100 m, no call of the hotline, and no formula', async () => {
    const response = await server.fetch('/api/v1/open/tickets.csv');
    // As bytes: reading it as text would take the mark away.
    const text = Buffer.from(await response.arrayBuffer()).toString();
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const [said, head, ...lines] = text.trimEnd().split('\r\n');
    expect(said).toMatch(/^\uFEFF# .*as of 2026-11-20T10:01:01\.000Z; licence https:/);
    expect(head).toMatch(/^id,channel,serviceCode,.*,longitude,latitude$/);
    expect(lines.map((line) => line.split(',')[0])).toEqual(['late', 'r3', 'r1', 'r2', 'r4', 'o1', 'old']);
    expect(lines[2]).toMatch(
      /^r1,portal,den-duong,Đèn hỏng,Lamp,closed,resolved,A,1,Phường A,.*,107\.051,16\.852$/,
    );
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(lines[1]).toMatch(/,,$/);
    expect((await server.fetch('/api/v1/open/tickets.csv?from=2020-01-01')).status).toBe(400);
    const short = await (await server.fetch('/api/v1/open/tickets.csv?from=2026-11-20&to=2026-11-20')).text();
    expect(short.trimEnd().split('\r\n')).toHaveLength(3);
  });

  it('are GeoJSON with date and licence, whatever has no place included', async () => {
    const collection = (await (await server.fetch('/api/v1/open/tickets.geojson')).json()) as {
      licence: string;
      asOf: string;
      features: { id: string; geometry: unknown }[];
    };
    expect([collection.licence, collection.asOf]).toEqual([
      expect.stringMatching(/^https:/),
      expect.any(String),
    ]);
    expect(collection.features).toHaveLength(7);
    expect(collection.features.find(({ id }) => id === 'r1')?.geometry).toEqual({
      type: 'Point',
      coordinates: [107.051, 16.852],
    });
    expect(collection.features.find(({ id }) => id === 'r3')?.geometry).toBeNull();
  });

  it('are the figures of the page as a table', async () => {
    const text = await (await server.fetch('/api/v1/open/indicators.csv')).text();
    const lines = text.trimEnd().split('\r\n');
    expect(lines[1]).toBe(
      'group,code,name,nameEn,from,received,closed,overdue,answered,medianHours,p90Hours,withDue,onTime',
    );
    expect(lines[2]).toMatch(/^all,,,,2026-10-21T17:00:00\.000Z,7,5,1,4,7,16\.4,4,3$/);
    expect(lines).toHaveLength(2 + 1 + 1 + 2 + 3 + 30);
  });

  it('draw the communes with few points', async () => {
    const areas = (await (await server.fetch('/api/v1/open/areas')).json()) as {
      units: { features: { geometry: { coordinates: unknown } }[] };
    };
    expect(areas.units.features[0]?.geometry.coordinates).toEqual([
      [
        [107, 16.8],
        [107.1, 16.8],
        [107.1, 16.9],
        [107, 16.9],
        [107, 16.8],
      ],
    ]);
  });
});
