import type { AuditCheck, AuditEntry } from '@ioc/contracts/api/audit';
import type { List } from '@ioc/contracts/api/list';
import { OWNER } from '../../access/principal.ts';
import { AuditTrail, type AuditEvent } from '../../audit/audit-trail.ts';
import { HeadKeeper } from '../../audit/head-keeper.ts';
import { openTestServer, type TestServer } from '../../testing/test-server.ts';

describe('the audit door', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer();
    const event = (at: number): AuditEvent => ({
      principal: {
        ...OWNER,
        id: `p${at % 3}`,
        name: at === 4 ? '=HYPERLINK("http://evil")' : 'Nguyễn Thị Ánh',
      },
      action: at % 2 ? 'people.manage' : 'sign-in',
      outcome: at % 5 ? 'done' : 'failed',
      target: `person/${at}`,
      detail: { at, ghi: 'chú' },
    });
    const trail = server.running.app.get(AuditTrail);
    for (let at = 0; at < 30; at += 1) await trail.write(event(at));
  }, 60_000);
  afterAll(() => server.close());

  const list = async (query = ''): Promise<List<AuditEntry>> =>
    (await (await server.get(`/api/v1/audit${query}`)).json()) as List<AuditEntry>;

  it('lists the newest first, page by page, without a gap or a double', async () => {
    const seqs: string[] = [];
    for (let after: string | null = ''; after !== null;) {
      const page: List<AuditEntry> = await list(`?action=sign-in&limit=4${after && `&after=${after}`}`);
      seqs.push(...page.items.map(({ seq }) => seq));
      after = page.next;
    }
    expect(seqs).toHaveLength(15);
    expect(seqs).toEqual([...new Set(seqs)].sort((one, other) => Number(other) - Number(one)));
  });

  it('filters by who, what, how it went, on what and when', async () => {
    const count = async (query: string) => (await list(`?limit=1000&${query}`)).items.length;
    expect(await count('actor=p1')).toBe(10);
    expect(await count('action=people.manage')).toBe(15);
    expect(await count('outcome=failed')).toBe(6);
    expect(await count('target=person/1')).toBe(11);
    expect(await count('from=2999-01-01T00:00:00Z')).toBe(0);
    expect(await count('actor=p1&action=sign-in&to=2999-01-01T00:00:00Z')).toBe(5);
    expect((await server.get('/api/v1/audit?outcome=perhaps')).status).toBe(400);
    expect((await server.fetch('/api/v1/audit')).status).toBe(401);
  });

  it('exports CSV that a spreadsheet shows and does not run, after writing down that it did', async () => {
    const response = await server.get('/api/v1/audit/export?format=csv&from=2020-01-01T00:00:00Z');
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="audit-\d+\.csv"$/);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = bytes.toString('utf8').trimEnd().split('\r\n');
    expect(lines[0]).toContain('seq,at,actorKind');
    expect(lines.join()).toContain('Nguyễn Thị Ánh');
    expect(lines.join()).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(lines.at(-1)).toContain('"audit.export"');
    const { items } = await list('?action=audit.export');
    expect(items[0]?.detail).toEqual({ format: 'csv', from: '2020-01-01T00:00:00Z' });
  });

  it('exports lines of JSON, oldest first', async () => {
    const text = await (await server.get('/api/v1/audit/export?format=ndjson&action=people.manage')).text();
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as AuditEntry);
    expect(entries.map(({ target }) => target)).toEqual(
      Array.from({ length: 15 }, (_, at) => `person/${2 * at + 1}`),
    );
  });

  it('writes down who read dead letters, which may show personal data', async () => {
    await server.get('/api/v1/dead-letters?source=frigate');
    const { items } = await list('?action=dead-letters.read');
    expect(items[0]).toMatchObject({
      actorKind: 'owner',
      outcome: 'done',
      detail: { reveal: true, source: 'frigate' },
    });
  });

  it('checks the chain, and names the place when the database was tampered with', async () => {
    await server.running.app.get(HeadKeeper).tick();
    const check = async () => (await (await server.get('/api/v1/audit/check')).json()) as AuditCheck;
    const good = await check();
    expect(good).toMatchObject({ intact: true, fault: null, refusal: null });
    expect(good.entries).toBeGreaterThanOrEqual(30);
    expect(good.heads).toBeGreaterThan(0);
    await server.sql('ALTER TABLE audit_entry DISABLE TRIGGER USER');
    await server.sql(
      "UPDATE audit_entry SET outcome = 'done' WHERE seq = (SELECT min(seq) FROM audit_entry WHERE outcome = 'failed')",
    );
    await server.sql('ALTER TABLE audit_entry ENABLE TRIGGER USER');
    const [row] = await server.sql<{ seq: string }>(
      "SELECT min(seq)::text AS seq FROM audit_entry WHERE target = 'person/0'",
    );
    expect(await check()).toMatchObject({
      intact: false,
      fault: { seq: row?.seq, reason: 'its column for outcome differs from its text' },
    });
  });
});
