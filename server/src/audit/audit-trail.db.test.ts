import { OWNER } from '../access/principal.ts';
import { createLogger } from '../logger.ts';
import { openTestServer, type TestServer } from '../testing/test-server.ts';
import { until } from '../testing/until.ts';
import { AuditTrail, type AuditEvent } from './audit-trail.ts';

const event = (target: string): AuditEvent => ({ principal: OWNER, action: 'test', outcome: 'done', target });

describe('the audit trail', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openTestServer({ IOC_TRUST_PROXY: '1' });
  }, 60_000);
  afterAll(() => server.close());

  const targets = async (action: string) =>
    (
      await server.sql<{ target: string }>('SELECT target FROM audit_entry WHERE action = $1 ORDER BY seq', [
        action,
      ])
    ).map(({ target }) => target);

  it('cannot be changed, deleted or emptied through SQL', async () => {
    await server.running.app.get(AuditTrail).write(event('stays'));
    for (const statement of [
      "UPDATE audit_entry SET actor_name = 'another'",
      'DELETE FROM audit_entry',
      'TRUNCATE audit_entry',
      'DELETE FROM audit_clock',
      'TRUNCATE audit_clock',
      'TRUNCATE audit_head',
    ]) {
      await expect(server.sql(statement)).rejects.toThrow('append-only');
    }
    expect(await targets('test')).toContain('stays');
  });

  it('keeps a note while the database cannot be written, and writes it later', async () => {
    let isAway = true;
    const written: string[] = [];
    const append = (_manager: unknown, entries: string): Promise<void> => {
      if (isAway) return Promise.reject(new Error('away'));
      written.push(entries);
      return Promise.resolve();
    };
    const trail = new AuditTrail({ append }, createLogger('silent'), { flushEveryMs: 60_000 });
    trail.note(event('patient'));
    await trail.flush();
    expect(trail.waiting).toBe(1);
    isAway = false;
    await trail.close();
    expect(trail.waiting).toBe(0);
    expect(written.join('')).toContain('patient');
  });

  it('writes down what is refused to a principal it knows, and by address what is refused to strangers', async () => {
    const asStranger = { headers: { 'x-forwarded-for': '10.77.0.1' } };
    for (let at = 0; at < 3; at += 1) await server.fetch('/api/v1/events', asStranger);
    const bad = { headers: { 'x-forwarded-for': '10.77.0.2', authorization: 'Bearer wrong' } };
    await server.fetch('/api/v1/events', bad);
    await server.running.app.get(AuditTrail).flushStrangers();
    const rows = await server.sql<{ body: string }>("SELECT body FROM audit_entry WHERE action = 'request'");
    const noted = rows.map(({ body }) => JSON.parse(body) as { address: string; detail: object });
    expect(noted).toContainEqual(
      expect.objectContaining({ address: '10.77.0.1', target: null, detail: { times: 3 } }),
    );
    expect(noted).toContainEqual(expect.objectContaining({ address: '10.77.0.2', detail: {} }));
  });

  it('writes a plain entry for a change whose handler wrote none, with its address and correlation id', async () => {
    const headers = { authorization: `Bearer ${server.adminToken}`, 'x-forwarded-for': '10.77.0.3' };
    const { status } = await server.fetch('/api/v1/session', { method: 'DELETE', headers });
    expect(status).toBe(204);
    const trail = server.running.app.get(AuditTrail);
    const found = await until('the entry', async () => {
      await trail.flush();
      const rows = await server.sql<{ body: string }>(
        "SELECT body FROM audit_entry WHERE action IN ('session.close', 'sign-out')",
      );
      return rows[0]?.body;
    });
    expect(JSON.parse(found)).toMatchObject({
      address: '10.77.0.3',
      correlationId: expect.stringMatching(/^[\w-]{36}$/) as string,
    });
  });
});
