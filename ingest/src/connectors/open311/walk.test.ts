// The conversation with servers that differ in what they heed, played through plan and decode alone.
import { CASE_CONTEXT } from '../../testing/golden.ts';
import { open311 } from './index.ts';

const NOW_MS = Date.parse('2026-03-01T00:00:00Z');
const DAY_MS = 86_400_000;
const BASE = new URL('https://311.example.vn/open311/v2');

interface Ticket {
  readonly id: number;
  readonly requestedMs: number;
  readonly updatedMs: number;
  readonly status: string;
}

interface Heeds {
  readonly pages?: boolean;
  readonly dates?: boolean;
  readonly updates?: boolean;
  readonly ids?: boolean;
  /** Tells when a request last changed. */
  readonly stamps?: boolean;
  /** The most it gives at once. */
  readonly most?: number;
}

const stamp = (atMs: number) => new Date(atMs).toISOString();

/** What a server that heeds this much answers. */
function answerOf(tickets: readonly Ticket[], url: URL, heeds: Heeds): readonly Ticket[] | null {
  const { pages = true, dates = true, updates = true, ids = true, most = 1_000 } = heeds;
  const asked = url.searchParams;
  const at = (name: string) => (asked.has(name) ? Date.parse(asked.get(name)!) : null);
  const list = asked.get('service_request_id')?.split(',');
  if (list) return ids ? tickets.filter(({ id }) => list.includes(`T-${id}`)) : null;
  const after = updates ? at('updated_after') : null;
  const start = dates ? (at('start_date') ?? (after === null ? NOW_MS - 90 * DAY_MS : 0)) : 0;
  const end = dates ? (at('end_date') ?? Infinity) : Infinity;
  const found = tickets
    .filter(({ requestedMs }) => requestedMs >= start && requestedMs < end)
    .filter(({ updatedMs }) => after === null || updatedMs >= after)
    .toSorted((a, b) => b.requestedMs - a.requestedMs);
  const size = Math.min(Number(asked.get('page_size')), most);
  const page = pages ? Number(asked.get('page')) : 1;
  return found.slice((page - 1) * size, page * size);
}

/** A source that is polled: `round` asks until nothing waits, and answers the ids told. */
function source(heeds: Heeds, options: object = {}) {
  const connector = open311.instance({ options });
  const asked: URL[] = [];
  let cursor: unknown = null;
  let memory = connector.memory();
  const ask = (tickets: readonly Ticket[], nowMs: number, told: string[]): boolean => {
    const request = connector.plan(cursor, new Date(nowMs), BASE);
    asked.push(request.url);
    const answer = answerOf(tickets, request.url, heeds);
    if (!answer) return false;
    const rows = answer.map(({ id, requestedMs, updatedMs, status }) => ({
      service_request_id: `T-${id}`,
      status,
      requested_datetime: stamp(requestedMs),
      updated_datetime: heeds.stamps === false ? undefined : stamp(updatedMs),
    }));
    const body = Buffer.from(JSON.stringify(rows));
    const message = { address: BASE.href, payload: body, body, receivedAt: stamp(nowMs) };
    const decoded = connector.decode(message, { ...CASE_CONTEXT, request: { ...request, memory } });
    told.push(...decoded.facts.map(({ id, state }) => `${id} ${state}`));
    decoded.whenStored?.();
    cursor = JSON.parse(JSON.stringify(decoded.cursor));
    return decoded.again ?? false;
  };
  const round = (tickets: readonly Ticket[], nowMs = NOW_MS) => {
    const told: string[] = [];
    for (let page = 0; ask(tickets, nowMs, told); page++) if (page > 500) throw new Error('asks without end');
    return told;
  };
  const restart = () => {
    memory = connector.memory();
  };
  return { round, asked, restart, cursorBytes: () => JSON.stringify(cursor).length };
}

/** `count` tickets over the last `days`, the oldest last. */
const ticketsOver = (days: number, count: number): Ticket[] =>
  Array.from({ length: count }, (_, id) => {
    const requestedMs = NOW_MS - 60_000 - Math.floor((id * days * DAY_MS) / count);
    return { id, requestedMs, updatedMs: requestedMs, status: 'open' };
  });
const idsOf = (tickets: readonly Ticket[]) => tickets.map(({ id }) => `T-${id} open`).toSorted();

describe('the first round', () => {
  it.each<[string, Heeds, number, number]>([
    ['heeds everything', {}, 400, 803],
    ['gives 50 at once whatever is asked', { most: 50 }, 400, 403],
    ['knows no pages and gives the first 1,000', { pages: false }, 120, 1_603],
    ['knows no pages and gives the first 100', { pages: false, most: 100 }, 400, 803],
    ['knows no updates', { updates: false }, 400, 403],
  ])('brings the whole backlog from a server that %s', (_name, heeds, days, count) => {
    const tickets = ticketsOver(days, count);
    const { round, asked } = source(heeds, { backlogDays: 450 });
    expect([...new Set(round(tickets))].toSorted()).toEqual(idsOf(tickets));
    for (const { searchParams } of asked.filter((url) => url.searchParams.has('start_date'))) {
      const spanMs = Date.parse(searchParams.get('end_date')!) - Date.parse(searchParams.get('start_date')!);
      expect(spanMs).toBeLessThanOrEqual(90 * DAY_MS);
    }
  });

  it('tells nothing twice, and asks for each span', () => {
    const tickets = ticketsOver(400, 803);
    const { round, asked } = source({}, { backlogDays: 450 });
    expect(round(tickets)).toHaveLength(803);
    expect(new Set(asked.map(({ searchParams }) => searchParams.get('start_date'))).size).toBe(6);
    expect(asked.length).toBeLessThanOrEqual(8);
  });

  it('ends its walk where the server knows no dates, and tells nothing twice', () => {
    const tickets = ticketsOver(400, 803);
    const { round, asked } = source({ dates: false }, { backlogDays: 450 });
    expect(round(tickets)).toHaveLength(803);
    expect(asked.length).toBeLessThan(8);
  });

  it('goes 90 days back unless told otherwise', () => {
    const { round, asked } = source({});
    expect(round([])).toEqual([]);
    expect(asked).toHaveLength(1);
  });
});

describe('later rounds', () => {
  const tickets = ticketsOver(400, 203);
  const [young, old] = [tickets[10]!, tickets[150]!];
  const later = NOW_MS + 600_000;
  const changed = tickets.map((ticket) =>
    ticket === young || ticket === old ? { ...ticket, status: 'closed', updatedMs: later - 5_000 } : ticket,
  );
  const isClosed = [`T-${young.id} closed`, `T-${old.id} closed`];

  it.each<[string, Heeds]>([
    ['heeds updates', {}],
    ['heeds none', { updates: false }],
    ['heeds neither updates nor pages', { updates: false, pages: false }],
  ])('bring changes of young and old requests from a server that %s', (_name, heeds) => {
    const { round, asked } = source(heeds, { backlogDays: 450 });
    round(tickets);
    const told = [round(changed, later), round(changed, later + 60_000), round(changed, later + 120_000)];
    for (let at = 3; at < 6; at++) told.push(round(changed, later + at * 60_000));
    expect(told.flat().toSorted()).toEqual(isClosed.toSorted());
    expect(asked.at(-1)?.searchParams.get('service_request_id')).toBeTruthy();
  });

  it('asks for changes without dates, so that old ones are among them', () => {
    const { round, asked } = source({}, { backlogDays: 450 });
    round(tickets);
    const before = asked.length;
    round(changed, later);
    expect(asked[before]?.searchParams.get('updated_after')).toBeTruthy();
    expect(asked[before]?.searchParams.has('start_date')).toBe(false);
  });

  it('send no updated_after when told so', () => {
    const { round, asked } = source({}, { backlogDays: 450, updatedAfter: false });
    round(tickets);
    expect(round(changed, later)).toContain(isClosed[0]);
    expect(asked.some(({ searchParams }) => searchParams.has('updated_after'))).toBe(false);
  });

  it('go on without the old ones when the server refuses lists of ids', () => {
    const { round } = source({ ids: false }, { backlogDays: 450 });
    round(tickets);
    expect(round(changed, NOW_MS + 1_000)).toEqual([]);
    expect(round(changed, later)).toEqual(isClosed);
  });

  it('are not misled by a request that is stamped in the future', () => {
    const ahead = { id: 999, requestedMs: NOW_MS, updatedMs: NOW_MS + 365 * DAY_MS, status: 'open' };
    const { round } = source({});
    round([ahead, ...ticketsOver(10, 3)]);
    const fresh = { id: 4, requestedMs: later, updatedMs: later, status: 'open' };
    expect(round([ahead, fresh], later + 60_000)).toContain('T-4 open');
  });

  it.each<[string, Heeds]>([
    ['heeds updates', {}],
    ['heeds none', { updates: false }],
    ['tells of no updates', { updates: false, stamps: false }],
  ])('tell nothing again that did not change at a server that %s', (_name, heeds) => {
    const fresh = ticketsOver(0.001, 40);
    const { round } = source(heeds);
    round(fresh);
    round(fresh, NOW_MS + 1_000);
    expect(round(fresh, NOW_MS + 2_000)).toEqual([]);
    const [first, ...rest] = fresh;
    const mended = [{ ...first!, status: 'closed', updatedMs: NOW_MS + 2_500 }, ...rest];
    expect(round(mended, NOW_MS + 3_000)).toEqual(['T-0 closed']);
  });

  it('tell after a restart what the last minutes brought once more, and no more than that', () => {
    const tickets = ticketsOver(80, 803);
    const { round, restart } = source({});
    round(tickets);
    round(tickets, NOW_MS + 1_000);
    restart();
    expect(round(tickets, NOW_MS + 2_000)).toEqual(['T-0 open']);
    expect(round(tickets, NOW_MS + 3_000)).toEqual([]);
  });

  it('keep the cursor small', () => {
    const many = ticketsOver(400, 1_503);
    const { round, cursorBytes } = source({}, { backlogDays: 450 });
    round(many);
    expect(cursorBytes()).toBeLessThan(64 * 1024);
  });
});

describe('the question', () => {
  const ask = (base: string, options: object = {}, secrets = {}) =>
    open311.instance({ options, secrets }).plan(null, new Date(NOW_MS), new URL(base));

  it.each([
    ['https://311.example.vn/open311/v2', 'https://311.example.vn/open311/v2/requests.json'],
    ['https://311.example.vn/open311/v2/', 'https://311.example.vn/open311/v2/requests.json'],
    ['https://311.example.vn/georeport/v2/requests.xml', 'https://311.example.vn/georeport/v2/requests.json'],
  ])('at %s goes to %s', (base, address) => {
    const { url } = ask(base);
    expect(url.origin + url.pathname).toBe(address);
  });

  it('carries jurisdiction, key, format and what the address carries', () => {
    const { url, headers, state } = ask(
      'https://311.example.vn/v2?extensions=true',
      { format: 'xml', jurisdictionId: 'quang-tri.vn', pageSize: 100 },
      { apiKey: 'the-key' },
    );
    expect(url.pathname).toBe('/v2/requests.xml');
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      extensions: 'true',
      jurisdiction_id: 'quang-tri.vn',
      api_key: 'the-key',
      page_size: '100',
    });
    expect(headers).toMatchObject({ accept: expect.stringContaining('xml') as string });
    expect(JSON.stringify(state)).not.toContain('the-key');
  });
});
