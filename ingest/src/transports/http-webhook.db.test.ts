// The whole way with a real database: a post is in the tables when it is answered, and a call that became a ticket
// looks as the screens expect it.
import { openTestDatabase } from '@ioc/standalone/testing/test-database';
import type { TestDatabase } from '@ioc/standalone/testing/test-database';
import pg from 'pg';
import pino from 'pino';
import { callCentre } from '../connectors/call-centre/index.ts';
import { Batcher } from '../pipeline/batcher.ts';
import { Committer } from '../pipeline/committer.ts';
import { Intake } from '../pipeline/intake.ts';
import { Registry } from '../registry/registry.ts';
import { Health } from '../runtime/health.ts';
import { openHooksServer } from '../runtime/hooks-server.ts';
import { Metrics } from '../runtime/metrics.ts';
import { openDatabase } from '../sink/database.ts';
import { TimescaleSink } from '../sink/timescale-sink.ts';
import { callEvent, SIGNING_KEY, signedPost } from '../testing/webhook-post.ts';
import { secretKeeper } from '../wire/secret-keeper.ts';
import { webhookHandler } from './http-webhook.ts';

const EMPTY = new Registry({ units: [], codes: [], assets: [] });

describe('a call centre over its webhook into the database', () => {
  let database: TestDatabase;
  let sql: pg.Pool;
  let url: string;
  const closing: (() => Promise<unknown>)[] = [];

  beforeAll(async () => {
    database = await openTestDatabase();
    sql = new pg.Pool({ connectionString: database.url, max: 2 });
    const pool = openDatabase(database.url, () => undefined);
    const metrics = new Metrics();
    const committer = new Committer({
      sink: new TimescaleSink(pool),
      signal: new AbortController().signal,
      onFailure: () => undefined,
      onCommitted: () => undefined,
    });
    const batcher = new Batcher({ commit: (parcels) => committer.commit(parcels) });
    const secrets = secretKeeper('a key of the tests, forty characters long');
    const intake = new Intake({ registry: () => EMPTY, batcher, secrets, onBug: () => undefined });
    const connector = callCentre.instance({ source: { id: 'tong-dai' } });
    const handler = webhookHandler({
      lookup: (id) => (id === 'tong-dai' ? { connector, signingKey: SIGNING_KEY } : null),
      intake,
      metrics,
      log: pino({ level: 'silent' }),
      now: () => new Date(),
    });
    const health = new Health(async () => undefined, metrics);
    const hooks = await openHooksServer({ host: '127.0.0.1', port: 0 }, health, metrics, () => handler);
    url = `http://127.0.0.1:${hooks.port}/hooks/tong-dai`;
    closing.push(
      () => hooks.close(),
      () => pool.end(),
      () => sql.end(),
      () => database.close(),
    );
  }, 60_000);

  afterAll(async () => {
    for (const close of closing) await close();
  });

  const post = (value: unknown) => {
    const { body, headers } = signedPost(value);
    return fetch(url, { method: 'POST', body, headers });
  };
  const ticket = (more: object) => ({
    ...callEvent('T-1', { callId: 'C-1', category: 'ngap-ung', state: 'ticket-open', ...more }),
    type: 'vn.ioc.hotline.ticket.v1',
  });
  const rows = async (text: string) => (await sql.query<Record<string, unknown>>(text)).rows;

  it('has committed what it answers 200 for', async () => {
    const answer = await post(callEvent('C-1'));
    const stored = await rows(
      `SELECT kind, state, closed, data->'waitSeconds' AS wait FROM item WHERE id = 'call:C-1'`,
    );
    expect([answer.status, stored]).toEqual([
      200,
      [{ kind: 'item', state: 'answered', closed: false, wait: 12 }],
    ]);
  });

  it('makes a ticket of a ticket, and keeps who called apart (S17)', async () => {
    await post(ticket({ agency: 'bch-pttt', caller: { phone: '0900000000' }, summary: 'Nước vào nhà' }));
    expect(await rows(`SELECT service_code, agency FROM ticket WHERE source = 'tong-dai'`)).toEqual([
      { service_code: 'ngap-ung', agency: 'bch-pttt' },
    ]);
    expect(await rows(`SELECT description, contact FROM ticket_private WHERE id = 'T-1'`)).toEqual([
      { description: 'Nước vào nhà', contact: { phone: '0900000000' } },
    ]);
    const [{ told } = {}] = await rows(`SELECT string_agg(e::text, ' ') AS told FROM event e`);
    expect(told).not.toMatch(/0900000000|Nước vào nhà/);
  });

  it('stores a word once, however often it is signed and sent anew', async () => {
    const event = ticket({ state: 'ticket-closed' });
    const count = async () => (await rows(`SELECT revision FROM item WHERE id = 'T-1'`))[0]?.['revision'];
    const before = Number(await count());
    await post(event);
    // Another signature over the same event: the database knows the word.
    const { body, headers } = signedPost(event, { atMs: Date.now() + 60_000 });
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);
    expect(Number(await count())).toBe(before + 1);
  });

  it('keeps a signed post that cannot be read, and nothing of an unsigned one', async () => {
    expect((await post({ specversion: '1.0' })).status).toBe(422);
    const { body, headers } = signedPost({ mine: 'forged' }, { key: 'not the key' });
    expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(401);
    expect(await rows(`SELECT reason, address FROM dead_letter`)).toEqual([
      { reason: 'schema', address: 'hooks/tong-dai' },
    ]);
  });
});
