// Newspapers and warnings through a running ingest: what changes is a revision, what does not is nothing, and a restart
// goes on from the cursor.
import { once } from 'node:events';
import http from 'node:http';
import type net from 'node:net';
import { openDesk, type Desk } from './testing/desk.ts';
import { waitFor } from './testing/wait-for.ts';

const SETTINGS = { IOC_HTTP_ALLOW: '127.0.0.1' };

let desk: Desk;
let server: http.Server;
let base: string;
/** What the server has, by path; how often each was asked for. */
const documents: Record<string, string> = {};
const asked: Record<string, number> = {};

beforeAll(async () => {
  server = http.createServer((request, response) => {
    const path = request.url ?? '';
    asked[path] = (asked[path] ?? 0) + 1;
    response.end(documents[path]);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
  desk = await openDesk();
}, 60_000);

afterAll(async () => {
  await desk?.close();
  server.closeAllConnections();
  server.close();
});

const poll = async (connector: string, path: string) => {
  await desk.rows(
    `INSERT INTO source_instance (id, connector, transport, name, name_en, door, options, enabled)
     VALUES ($1, $1, 'poll', $1, $1, $2, '{}', true)`,
    [connector, JSON.stringify({ url: `${base}${path}`, everyMs: 100 })],
  );
};
const item = async (source: string, id: string) =>
  (
    await desk.rows(
      `SELECT title, severity, state, closed, revision FROM item WHERE source = $1 AND id = $2`,
      [source, id],
    )
  )[0];
const counts = async (source: string) =>
  (await desk.rows(`SELECT stored::int, duplicates::int FROM source WHERE id = $1`, [source]))[0];
const askedAgain = async (path: string) => {
  const before = asked[path] ?? 0;
  await waitFor(() => (asked[path] ?? 0) > before + 2);
};

const feed = (headline: string) =>
  `<rss version="2.0"><channel><title>Báo</title><item><title>${headline}</title><guid>bai-1</guid>
   <pubDate>${new Date(Date.now() - 3_600_000).toUTCString()}</pubDate></item></channel></rss>`;
const alert = (id: string, type: string, references: string, agoMs: number) =>
  `<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>${id}</identifier><sender>a@b</sender>
   <sent>${new Date(Date.now() - agoMs).toISOString()}</sent><status>Actual</status><msgType>${type}</msgType>
   <references>${references}</references><info><language>vi</language><event>Lũ quét</event>
   <urgency>Immediate</urgency><severity>Extreme</severity><certainty>Observed</certainty><headline>${type}</headline>
   <area><areaDesc>Hướng Hóa</areaDesc><polygon>16.4,106.6 16.9,106.6 16.9,106.9 16.4,106.6</polygon></area></info></alert>`;

it('stores an article once, its corrected headline as a revision, and nothing twice over a restart', async () => {
  documents['/rss'] = feed('Lũ lớn');
  await desk.start(SETTINGS);
  await poll('rss', '/rss');
  await waitFor(() => item('rss', 'bai-1'));
  documents['/rss'] = feed('Lũ quét ở Hướng Hóa');
  const corrected = { title: 'Lũ quét ở Hướng Hóa', severity: 'medium', state: 'published', closed: true };
  await waitFor(async () => (await item('rss', 'bai-1'))?.['revision'] === 2);
  expect(await item('rss', 'bai-1')).toEqual({ ...corrected, revision: 2 });
  await desk.stop();
  await desk.start(SETTINGS);
  await askedAgain('/rss');
  expect(await counts('rss')).toEqual({ stored: 2, duplicates: 0 });
});

it('keeps Alert, Update and Cancel as one item, which the Cancel closes', async () => {
  const first = alert('VN-1', 'Alert', '', 3_600_000);
  documents['/cap'] = first;
  await desk.start(SETTINGS);
  await poll('cap', '/cap');
  await waitFor(() => item('cap', 'VN-1'));
  expect(await item('cap', 'VN-1')).toMatchObject({ severity: 'critical', state: 'active', closed: false });
  const update = alert('VN-2', 'Update', `a@b,VN-1,${new Date().toISOString()}`, 1_800_000);
  documents['/cap'] = `<alerts>${first}${update}</alerts>`;
  await waitFor(async () => (await item('cap', 'VN-1'))?.['title'] === 'Update');
  // It names the message before it alone; the item is known from the cursor, over a restart.
  await desk.stop();
  documents['/cap'] = alert('VN-3', 'Cancel', `a@b,VN-2,${new Date().toISOString()}`, 60_000);
  await desk.start(SETTINGS);
  await waitFor(async () => (await item('cap', 'VN-1'))?.['closed'] === true);
  expect(await item('cap', 'VN-1')).toMatchObject({ state: 'cancelled', revision: 3 });
  expect(await desk.rows(`SELECT id FROM item WHERE source = 'cap'`)).toEqual([{ id: 'VN-1' }]);
  await askedAgain('/cap');
  expect(await counts('cap')).toEqual({ stored: 3, duplicates: 0 });
});
