import type { List } from '@ioc/contracts/api/list';
import { eventSchema, revisionSchema, type EventRevision, type StoredEvent } from '@ioc/contracts/event';
import { arrival, word } from '../../testing/facts.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

describe('stored events', () => {
  let server: TestServer;
  const nowMs = Date.now();
  const at = (agoSeconds: number) => new Date(nowMs - agoSeconds * 1_000).toISOString();

  beforeAll(async () => {
    server = await openTestServer();
    const many = Array.from({ length: 25 }, (_, n) =>
      arrival(`e${n}`, { observedAt: at(100 + Math.floor(n / 5)) }),
    );
    await server.append(...many);
    await server.append(
      word('review', 'new', at(90), { severity: 'low' }),
      word('review', 'ended', at(80), { closed: true }),
    );
    await server.append(
      arrival('a/b c', { source: 'odd source', observedAt: at(50), domain: 'health', lon: 100, lat: 10 }),
    );
    await server.append(
      arrival('long-ago', { source: 'archive', observedAt: '2025-01-01T00:00:00.123456Z' }),
    );
  }, 60_000);
  afterAll(() => server.close());

  const list = async (query: string) =>
    (await (await server.get(`/api/v1/events?${query}`)).json()) as List<StoredEvent>;

  it('come newest first, each once, whatever the page size', async () => {
    const whole = (await list('limit=1000')).items.map(({ source, id }) => `${source}/${id}`);
    expect(whole).toHaveLength(27);
    expect(whole.slice(0, 2)).toEqual(['odd source/a/b c', 'reviews/review']);
    for (const limit of [1, 4, 5, 26]) {
      const paged: string[] = [];
      for (let after = ''; ;) {
        const page = await list(`limit=${limit}${after && `&after=${after}`}`);
        paged.push(...page.items.map(({ source, id }) => `${source}/${id}`));
        if (page.next === null) break;
        after = page.next;
      }
      expect(paged).toEqual(whole);
    }
  });

  it('do not move under a reader when new ones arrive between two pages', async () => {
    const first = await list('limit=10');
    await server.append(arrival('late-comer', { observedAt: at(0) }));
    const second = await list(`limit=1000&after=${first.next}`);
    const ids = [...first.items, ...second.items].map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).not.toContain('late-comer');
  });

  it('have the shape of the contract', async () => {
    for (const item of (await list('limit=1000')).items) eventSchema.parse(item);
  });

  it('show a thing with a life as one item, and its revisions when asked for it', async () => {
    const items = (await list('source=reviews')).items;
    expect(items).toMatchObject([{ id: 'review', state: 'ended', closed: true, revision: 2 }]);
    expect(Date.parse(items[0]?.observedAt ?? '')).toBe(Date.parse(at(90)));
    const one = (await (await server.get('/api/v1/events/reviews/review')).json()) as {
      revisions: EventRevision[];
    };
    expect(one.revisions.map(({ state }) => state)).toEqual(['new', 'ended']);
    for (const revision of one.revisions) revisionSchema.parse(revision);
  });

  it('are found by an id of any letters', async () => {
    const response = await server.get(
      `/api/v1/events/${encodeURIComponent('odd source')}/${encodeURIComponent('a/b c')}`,
    );
    expect(await response.json()).toMatchObject({ id: 'a/b c', revisions: [{ revision: 1 }] });
    expect((await server.get('/api/v1/events/odd/none')).status).toBe(404);
  });

  it('are filtered by domain, place and time', async () => {
    expect((await list('domain=health')).items).toHaveLength(1);
    expect((await list('bbox=99,9,101,11')).items.map(({ id }) => id)).toEqual(['a/b c']);
    expect((await list(`from=${at(95)}&to=${at(85)}`)).items.map(({ id }) => id)).toEqual(['review']);
  });

  it('reach 31 days back, and further for one source (E1)', async () => {
    expect((await list('source=archive')).items).toMatchObject([
      { observedAt: '2025-01-01T00:00:00.123456Z' },
    ]);
    expect((await server.get('/api/v1/events?from=2025-01-01T00:00:00Z')).status).toBe(400);
    expect((await server.get('/api/v1/events?after=nonsense')).status).toBe(400);
  });

  it('are told as they were known at a past moment by the snapshot', async () => {
    const [{ stored_at: storedAt } = { stored_at: new Date() }] = await server.sql<{ stored_at: Date }>(
      `SELECT stored_at FROM event WHERE id = 'a/b c'`,
    );
    const moment = new Date(storedAt.getTime() - 1).toISOString();
    const snapshot = await (await server.get(`/api/v1/snapshot?channel=latest&at=${moment}`)).json();
    const ids = (snapshot as { rows: { id: string }[] }).rows.map(({ id }) => id);
    expect(ids).toContain('review');
    expect(ids).not.toContain('a/b c');
  });
});
