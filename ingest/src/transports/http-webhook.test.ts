import { once } from 'node:events';
import http from 'node:http';
import net from 'node:net';
import pino from 'pino';
import { callCentre } from '../connectors/call-centre/index.ts';
import { Batcher } from '../pipeline/batcher.ts';
import { Intake } from '../pipeline/intake.ts';
import type { Parcel } from '../pipeline/parcel.ts';
import { Registry } from '../registry/registry.ts';
import { Health } from '../runtime/health.ts';
import { openHooksServer } from '../runtime/hooks-server.ts';
import { Metrics } from '../runtime/metrics.ts';
import { callEvent, SIGNING_KEY, signedPost } from '../testing/webhook-post.ts';
import type { SignedPost } from '../testing/webhook-post.ts';
import { secretKeeper } from '../wire/secret-keeper.ts';
import { webhookHandler } from './http-webhook.ts';
import type { WebhookHandler, WebhookOptions } from './http-webhook.ts';

interface Opened {
  readonly url: string;
  readonly port: number;
  readonly metrics: Metrics;
  readonly committed: Parcel[];
  close(): Promise<void>;
}

const EMPTY = new Registry({ units: [], codes: [], assets: [] });
let opened: Opened | null = null;
afterEach(async () => {
  await opened?.close();
  opened = null;
});

/** The door over a pipeline whose commits `commit` answers. */
async function open(
  more: Partial<WebhookOptions> = {},
  commit: () => Promise<void> = async () => undefined,
): Promise<Opened> {
  const committed: Parcel[] = [];
  const batcher = new Batcher({
    commit: async (parcels) => {
      await commit();
      committed.push(...parcels);
    },
  });
  const metrics = new Metrics();
  const secrets = secretKeeper('a key of the tests, forty characters long');
  const intake = new Intake({ registry: () => EMPTY, batcher, secrets, onBug: fail });
  const connector = callCentre.instance();
  const handler = webhookHandler({
    lookup: (id) => (id === 'tong-dai' ? { connector, signingKey: SIGNING_KEY } : null),
    intake,
    metrics,
    log: pino({ level: 'silent' }),
    now: () => new Date(),
    ...more,
  });
  return serve(handler, metrics, committed);
}

function fail(_connector: string, error: unknown): void {
  throw error;
}

async function serve(
  handler: WebhookHandler | null,
  metrics: Metrics,
  committed: Parcel[] = [],
): Promise<Opened> {
  const health = new Health(async () => undefined, metrics);
  const server = await openHooksServer({ host: '127.0.0.1', port: 0 }, health, metrics, () => handler);
  const { port } = server;
  opened = { url: `http://127.0.0.1:${port}`, port, metrics, committed, close: () => server.close() };
  return opened;
}

const post = ({ url }: Opened, { body, headers }: SignedPost, source = 'tong-dai') =>
  fetch(`${url}/hooks/${source}`, { method: 'POST', body, headers });

async function outcomesOf({ metrics }: Opened): Promise<Record<string, number>> {
  const { values } = await metrics.webhooks.get();
  return Object.fromEntries(values.map(({ labels, value }) => [String(labels['outcome']), value]));
}

describe('a signed post', () => {
  it('is answered after the commit, and not before', async () => {
    let release: () => void = () => undefined;
    let begin: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const door = await open({}, () => {
      begin();
      return held;
    });
    let answered = false;
    const answer = post(door, signedPost(callEvent('1'))).finally(() => (answered = true));
    await begun;
    expect(answered).toBe(false);
    expect(door.committed).toHaveLength(0);
    release();
    expect((await answer).status).toBe(200);
    expect(door.committed).toHaveLength(1);
  });

  it('says how many parts were taken and how many are dead letters', async () => {
    const door = await open();
    const answer = await post(
      door,
      signedPost([callEvent('1'), callEvent('2', { state: '???' }), callEvent('3')]),
    );
    expect([answer.status, await answer.json()]).toEqual([200, { accepted: 2, refused: 1 }]);
    expect(door.committed.flatMap(({ letters }) => letters)).toHaveLength(1);
  });

  it('in binary mode becomes the structured form', async () => {
    const door = await open();
    const { data, ...attributes } = callEvent('9') as { data: object; [name: string]: unknown };
    const { body, headers } = signedPost(data);
    const ce = Object.entries(attributes).map(([name, value]) => [
      `ce-${name}`,
      encodeURIComponent(String(value)),
    ]);
    const answer = await post(door, {
      body,
      headers: { ...headers, ...Object.fromEntries(ce), 'content-type': 'application/json' },
    });
    expect(await answer.json()).toEqual({ accepted: 1 });
    const [row] = door.committed.flatMap(({ rows }) => rows);
    expect(row?.json).toContain('"call:9"');
  });

  it('that cannot be read is a dead letter and answers 422 with a sentence', async () => {
    const door = await open();
    for (const body of ['{"specversion":', '{}', JSON.stringify(callEvent('1', { waitSeconds: -1 }))]) {
      const answer = await post(door, signedPost(body));
      expect(answer.status).toBe(422);
      expect(answer.headers.get('content-type')).toBe('application/problem+json');
      expect(await answer.json()).toMatchObject({
        status: 422,
        detail: expect.stringMatching(/dead letters: \w+/),
      });
    }
    expect(door.committed.flatMap(({ letters }) => letters)).toHaveLength(3);
  });

  it('from the future is quarantined and told', async () => {
    const door = await open();
    const event = { ...callEvent('1'), time: new Date(Date.now() + 600_000).toISOString() };
    expect((await post(door, signedPost(event))).status).toBe(422);
    expect(door.committed[0]?.letters[0]?.reason).toBe('observed-at-in-future');
  });
});

describe('refused', () => {
  const good = () => signedPost(callEvent('1'));

  it.each([
    ['unsigned', { body: good().body, headers: { 'content-type': 'application/json' } }],
    ['altered', { ...good(), body: `${good().body} ` }],
    ['late', signedPost(callEvent('1'), { atMs: Date.now() - 310_000 })],
    ['early', signedPost(callEvent('1'), { atMs: Date.now() + 310_000 })],
    ['signed by another', signedPost(callEvent('1'), { key: 'not the key' })],
  ])('what is %s, without saying why and without keeping it', async (_what, wrong) => {
    const door = await open();
    const answer = await post(door, wrong);
    expect([answer.status, await answer.json()]).toEqual([401, { title: 'Unauthorized', status: 401 }]);
    expect(door.committed).toEqual([]);
    expect(await outcomesOf(door)).toEqual({ unsigned: 1 });
  });

  it('what is replayed, also at the same moment', async () => {
    const door = await open();
    const same = good();
    const answers = await Promise.all([post(door, same), post(door, same), post(door, same)]);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(2);
    expect((await post(door, same)).status).toBe(401);
    expect(door.committed.flatMap(({ rows }) => rows)).toHaveLength(1);
  });

  it('an unknown source, and what is no post', async () => {
    const door = await open();
    expect((await post(door, good(), 'nobody')).status).toBe(404);
    expect((await post(door, good(), 'tong-dai/../x')).status).toBe(404);
    expect((await post(door, good(), '%2e%2e')).status).toBe(404);
    const get = await fetch(`${door.url}/hooks/tong-dai`);
    expect([get.status, get.headers.get('allow')]).toEqual([405, 'POST']);
    expect((await fetch(`${door.url}/healthz`)).status).toBe(200);
  });

  it.each([
    ['text/plain', {}],
    ['application/x-www-form-urlencoded', {}],
    ['application/json; charset=utf-16', {}],
    ['application/json', { 'content-encoding': 'gzip' }],
  ])('what is no plain JSON: %s', async (type, more) => {
    const door = await open();
    const { body, headers } = good();
    const answer = await post(door, { body, headers: { ...headers, ...more, 'content-type': type } });
    expect(answer.status).toBe(415);
  });

  it('what a peer posts beyond its measure, with the time to wait; others and their sources are not touched', async () => {
    const door = await open({ perPeer: { burst: 2, perMinute: 60 } });
    await post(door, good());
    await post(door, good());
    const answer = await post(door, good());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '1']);
  });

  it('what a source posts beyond its measure, which unsigned posts do not use up', async () => {
    const door = await open({ perSource: { burst: 1, perMinute: 6 } });
    for (let n = 0; n < 5; n++) await post(door, { ...good(), body: '{}' });
    expect((await post(door, good())).status).toBe(200);
    const again = signedPost(callEvent('2'));
    const answer = await post(door, again);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '10']);
    expect(await outcomesOf(door)).toEqual({ unsigned: 5, accepted: 1, limited: 1 });
  });

  it('everything while too much waits for its commit, and a refused signature stays good', async () => {
    let pendingBytes = 40 * 1024 * 1024;
    const accept = async () => ({ again: false, failed: false, stored: 1, refused: 0, problem: null });
    const intake = {
      accept,
      get pendingBytes() {
        return pendingBytes;
      },
    };
    const door = await open({ intake });
    const same = good();
    const answer = await post(door, same);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
    pendingBytes = 0;
    expect((await post(door, same)).status).toBe(200);
  });

  it('a post whose commit takes too long: it may be sent again as it is', async () => {
    let stuck = true;
    const door = await open({ totalMs: 100 }, () =>
      stuck ? new Promise(() => undefined) : Promise.resolve(),
    );
    const same = good();
    expect((await post(door, same)).status).toBe(503);
    stuck = false;
    expect(await outcomesOf(door)).toEqual({ 'not-committed': 1 });
  });

  it('everything before the sources are known', async () => {
    const door = await serve(null, new Metrics());
    const answer = await post(door, good());
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '5']);
  });
});

describe('bounds', () => {
  /** What the server writes to a raw connection until it hangs up. */
  async function rawAnswer(port: number, ...parts: readonly string[]): Promise<string> {
    const socket = net.connect(port, '127.0.0.1');
    let text = '';
    socket.on('data', (chunk) => (text += chunk.toString('latin1')));
    socket.on('error', () => undefined);
    for (const part of parts) socket.write(part);
    await once(socket, 'close');
    return text;
  }
  const HEAD = 'POST /hooks/tong-dai HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n';

  it('refuses a body that says it is too large, before it comes', async () => {
    const { port } = await open();
    expect(await rawAnswer(port, `${HEAD}content-length: 262145\r\n\r\n`)).toMatch(/^HTTP\/1.1 413 /);
  });

  it('refuses a body that turns out too large, piece by piece', async () => {
    const door = await open();
    const piece = `10000\r\n${'x'.repeat(65_536)}\r\n`;
    const text = await rawAnswer(
      door.port,
      `${HEAD}transfer-encoding: chunked\r\n\r\n`,
      ...Array(6).fill(piece),
    );
    expect(text).toMatch(/^HTTP\/1.1 413 /);
    expect(door.committed).toEqual([]);
  });

  it('takes a body in pieces', async () => {
    const door = await open();
    const { body, headers } = signedPost(callEvent('1'));
    const request = http.request(`${door.url}/hooks/tong-dai`, { method: 'POST', headers });
    request.write(body.slice(0, 20));
    request.end(body.slice(20));
    const [response] = (await once(request, 'response')) as [http.IncomingMessage];
    response.resume();
    expect(response.statusCode).toBe(200);
  });

  it('ends a body that never comes to an end', async () => {
    const door = await open({ totalMs: 100 });
    expect(await rawAnswer(door.port, `${HEAD}content-length: 100\r\n\r\n{`)).toMatch(/^HTTP\/1.1 408 /);
    expect(await outcomesOf(door)).toEqual({ slow: 1 });
  });

  it('holds no more than so many posts at once', async () => {
    const { port, url } = await open({ totalMs: 5_000 });
    const sockets = Array.from({ length: 64 }, () => net.connect(port, '127.0.0.1'));
    for (const socket of sockets) socket.on('error', () => undefined);
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const begun = sockets.map((socket) => {
      socket.write(`${HEAD}expect: 100-continue\r\ncontent-length: 100\r\n\r\n`);
      return once(socket, 'data');
    });
    await Promise.all(begun);
    const { body, headers } = signedPost(callEvent('1'));
    expect((await fetch(`${url}/hooks/tong-dai`, { method: 'POST', body, headers })).status).toBe(503);
    for (const socket of sockets) socket.destroy();
  });
});
