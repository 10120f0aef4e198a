// A list of several pages as a file, through the real door: every ticket once, in order, with what residents wrote beside it.
import type { DataSource } from 'typeorm';
import { EVERY_TICKET } from '../../testing/every-ticket.ts';
import { ticketWord } from '../../testing/facts.ts';
import { signedIn, type SignedIn } from '../../testing/signed-in.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';
import { DeskListRepository, type ListCursor } from './desk-list.repository.ts';

const COUNT = 450;

describe('the list of tickets as a file', () => {
  let server: TestServer;
  let operator: SignedIn;
  const startMs = Date.now() - 3_600_000;

  beforeAll(async () => {
    server = await openTestServer();
    operator = await signedIn(server, [{ role: 'operator', scope: 'province' }]);
    const facts = Array.from({ length: COUNT }, (_, at) => {
      const observedAt = new Date(startMs - at * 1_000).toISOString();
      return ticketWord(`t-${at}`, new Date(startMs + at).toISOString(), {
        observedAt,
        title: `Phiếu ${at}`,
      });
    });
    await server.append(...facts);
    await server.sql(
      `INSERT INTO ticket_private (source, id, description, contact, address)
       SELECT source, id, 'Lời của ' || id, NULL, NULL FROM ticket WHERE source = 'desk'`,
    );
  }, 60_000);
  afterAll(() => server.close());

  const lines = async (body: object) => {
    const answer = await operator.ask('POST', '/api/v1/tickets/export', body);
    expect(answer.status).toBe(200);
    return (await answer.text()).trim().split('\r\n').slice(1);
  };

  it('holds each of several pages once, the newest first', async () => {
    const rows = await lines({ format: 'csv' });
    expect(rows).toHaveLength(COUNT);
    expect(rows.map((row) => row.split(',')[1])).toEqual(
      Array.from({ length: COUNT }, (_, at) => `"t-${at}"`),
    );
  });

  it('has beside each ticket the words of its own resident', async () => {
    const rows = await lines({ format: 'csv', personal: { reason: 'Báo cáo quý' } });
    for (const row of [rows[0], rows[199], rows[200], rows[COUNT - 1]]) {
      const id = row?.split(',')[1]?.replaceAll('"', '');
      expect(row).toContain(`"Lời của ${id}"`);
    }
  });

  it('is searched for words a stretch at a time, so that no read is long, and goes on where it stood still', async () => {
    const asked: unknown[][] = [];
    const dataSource = {
      query: (text: string, values: unknown[]) => {
        asked.push(values);
        return server.sql(text, values);
      },
    };
    const tickets = new DeskListRepository(dataSource as unknown as DataSource);
    const reach = { most: 200, atATime: 100 };
    const search = (words: string[], after: ListCursor | null = null) =>
      tickets.page({ ...EVERY_TICKET, words, after }, reach);
    const nowhere = await search(['khong', 'co']);
    expect(nowhere.items).toEqual([]);
    expect(nowhere.last?.[2]).toBe('t-199');
    expect(asked).toHaveLength(4);
    const old = await search(['phieu', '42'], nowhere.last);
    expect(old.items.map(({ id }) => id)).toEqual(['t-242', 't-342']);
    const rest = await search(['phieu', '42'], old.last);
    expect(rest.items).toHaveLength(11);
    expect(rest.last).toBeNull();
  });

  it('is a workbook as long as the list, made while it is sent', async () => {
    const answer = await operator.ask('POST', '/api/v1/tickets/export', { format: 'xlsx' });
    expect(answer.headers.get('content-length')).toBeNull();
    const bytes = Buffer.from(await answer.arrayBuffer());
    expect(bytes.subarray(0, 2).toString()).toBe('PK');
    expect(bytes.readUInt16LE(bytes.length - 12)).toBe(5);
  });
});
