// Secrets stay secret (S14): the real process, logging all it can, is given every kind of secret in every place a
// request has, good and broken; then everything it printed, every failure it answered, the audit trail and the built
// pages are searched for them.
import { fork, type ChildProcess } from 'node:child_process';
import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { openTestDatabase, type TestDatabase } from '@ioc/standalone/testing/test-database';
import pg from 'pg';
import { io } from 'socket.io-client';

const ROOT = path.resolve(__dirname, '../..');
const made = (): string => randomBytes(24).toString('base64url');

describe('secrets', () => {
  let database: TestDatabase;
  let dataDir: string;
  let child: ChildProcess;
  let url: string;
  let printed = '';
  const failures: string[] = [];
  /** What must not be found, by what it is. */
  const secrets = new Map<string, string>();
  const secret = (name: string, value = made()): string => {
    secrets.set(name, value);
    return value;
  };
  const inFile = async (name: string) => (await readFile(path.join(dataDir, name), 'utf8')).trim();

  async function launch(): Promise<void> {
    child = fork(path.join(ROOT, 'server/src/main.ts'), {
      execArgv: ['-C', '@ioc/source', '--import', path.join(ROOT, 'tools/ts.mjs')],
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: database.url,
        IOC_PORT: '0',
        IOC_DATA_DIR: dataDir,
        IOC_LOG_LEVEL: 'trace',
        IOC_TRUST_PROXY: '1',
      },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (bytes: Buffer) => (printed += bytes.toString()));
    const [message] = (await once(child, 'message')) as [{ ports: { web: number } }];
    url = `http://127.0.0.1:${message.ports.web}`;
  }

  async function end(): Promise<void> {
    const ended = once(child, 'exit');
    child.kill('SIGTERM');
    await ended;
  }

  beforeAll(async () => {
    database = await openTestDatabase();
    dataDir = await mkdtemp(path.join(os.tmpdir(), 'ioc-secrets-'));
    await launch();
  }, 90_000);
  afterAll(async () => {
    child.kill('SIGKILL');
    await database.close();
    await rm(dataDir, { recursive: true, force: true });
  });

  let asked = 0;
  async function ask(
    method: string,
    address: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<{ status: number; text: string; json: Record<string, unknown>; cookie: string }> {
    asked += 1;
    const isText = typeof body === 'string';
    const response = await fetch(`${url}${address}`, {
      method,
      headers: {
        'x-forwarded-for': `10.3.0.${asked}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: isText ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    if (response.status >= 400) failures.push(text);
    const json = (text.startsWith('{') ? JSON.parse(text) : {}) as Record<string, unknown>;
    const cookie = response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    return { status: response.status, text, json, cookie };
  }
  const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

  it('are used in every way', async () => {
    for (const file of ['admin-token', 'sign-in-token', 'audit-key', 'track-key'])
      secret(file, await inFile(file));
    const admin = bearer(await inFile('admin-token'));

    const link = await ask('POST', '/api/v1/sign-in-tokens', undefined, admin);
    const token = secret('a link', String(link.json['token']));
    const first = {
      token,
      login: 'quan-tri',
      name: 'Quản trị',
      password: secret('first password', `${made()} gió`),
    };
    const signedIn = await ask('POST', '/api/v1/session/first-administrator', first);
    secret('a half-way session', signedIn.cookie.split('=')[1]);

    const person = await ask(
      'POST',
      '/api/v1/people',
      { login: 'an', name: 'An', grants: [{ role: 'leader', scope: 'province' }] },
      admin,
    );
    const invitation = (person.json['invitation'] as { token: string }).token;
    secret('an invitation', invitation);
    const password = secret('a password', `${made()} mưa`);
    expect((await ask('POST', '/api/v1/invitations/accept', { token: invitation, password })).status).toBe(
      200,
    );
    const opened = await ask('POST', '/api/v1/session', { login: 'an', password });
    expect(opened.status).toBe(200);
    secret('a session', opened.cookie.split('=')[1]);

    const key = await ask(
      'POST',
      '/api/v1/keys',
      { name: 'k', actions: ['events.read'], scopes: ['province'], expiresAt: null },
      admin,
    );
    secret('an API key', String(key.json['secret']));
    expect((await ask('GET', '/api/v1/events', undefined, bearer(String(key.json['secret'])))).status).toBe(
      200,
    );

    const screen = await ask('POST', '/api/v1/screens', { name: 's', scope: 'province', scenes: [] }, admin);
    secret('a kiosk token', String(screen.json['token']));
    const kiosk = await ask('POST', '/api/v1/session/screen', { token: screen.json['token'] });
    expect(kiosk.status).toBe(200);
    secret('the session of a screen', kiosk.cookie.split('=')[1]);

    const change = { current: password, next: secret('another password', `${made()} nắng`) };
    await ask('PUT', '/api/v1/account/password', change, { cookie: opened.cookie });
  }, 60_000);

  it('are sent where they do not belong', async () => {
    const wrong = secret('a wrong password');
    await ask('POST', '/api/v1/session', { login: 'an', password: wrong });
    await ask('POST', '/api/v1/session', { login: 'nobody', password: wrong });
    await ask('POST', '/api/v1/session', { login: 'an', password: { deep: wrong }, more: wrong });
    await ask('POST', '/api/v1/session', { token: secret('a wrong link') });
    await ask('POST', '/api/v1/session', `{"login":"an","password":"${secret('broken JSON')}`);
    await ask('POST', '/api/v1/session', { token: secret('too long', made().repeat(1_000)) });
    await ask('POST', '/api/v1/session/screen', { token: secret('a wrong kiosk token') });
    await ask('POST', '/api/v1/session/totp', { code: secret('a wrong code', '73519264') });
    await ask('POST', '/api/v1/invitations/read', { token: secret('a wrong invitation') });
    await ask('GET', '/api/v1/events', undefined, bearer(secret('a wrong key', `ioc_${made()}`)));
    await ask('GET', '/api/v1/events', undefined, { authorization: `Basic ${secret('basic')}` });
    await ask('GET', '/api/v1/events', undefined, { cookie: `ioc-session=${secret('a wrong cookie')}` });
    for (const address of [
      '/api/v1/events',
      '/nowhere',
      '/sign-in',
      '/api/v1/audit',
      '/open311/v2/requests.json',
    ])
      await ask(
        'GET',
        `${address}?token=${secret(`in the query of ${address}`)}&limit=x&access_token=${wrong}`,
      );
    await ask('GET', `/api/v1/track/${secret('a tracking code')}`);
    await ask('GET', `/api/v1/events/%ff/${secret('in an address that cannot be read')}`);
    const form = new FormData();
    form.append('report', JSON.stringify({ clientId: randomUUID(), contact: secret('a telephone number') }));
    const sent = await fetch(`${url}/api/v1/reports`, { method: 'POST', body: form });
    failures.push(await sent.text());
    const contact = { service_code: 'none', lat: 16.8, long: 107.1, phone: secret('a telephone of Open311') };
    await ask('POST', '/open311/v2/requests.json', contact);
    const socket = io(url, {
      path: '/live',
      transports: ['websocket'],
      reconnection: false,
      auth: { token: secret('a wrong socket token') },
    });
    await new Promise<void>((resolve) => socket.once('connect_error', () => resolve()));
    socket.disconnect();
    expect(failures.length).toBeGreaterThan(15);
  }, 60_000);

  it('show nowhere: not in what is printed, answered on failure, written down or built', async () => {
    await end();
    const pool = new pg.Pool({ connectionString: database.url, max: 1 });
    const { rows } = await pool.query<{ body: string }>('SELECT body FROM audit_entry');
    await pool.end();
    const places = {
      printed,
      answered: failures.join('\n'),
      'written down': rows.map(({ body }) => body).join('\n'),
      built: builtText(),
    };
    expect(places.printed).toContain('listening');
    expect(places['written down']).toContain('sign-in');
    const found = [...secrets].flatMap(([name, value]) =>
      Object.entries(places)
        .filter(([, text]) => text.includes(value))
        .map(([place]) => `${name} ${place}`),
    );
    expect(found).toEqual([]);
    expect(secrets.size).toBeGreaterThan(25);
  }, 60_000);

  it('are made anew when their files were taken away', async () => {
    const before = await inFile('admin-token');
    await rm(path.join(dataDir, 'admin-token'));
    await rm(path.join(dataDir, 'audit-key'));
    await launch();
    const after = await inFile('admin-token');
    expect(after).not.toBe(before);
    const status = async (token: string) =>
      (await ask('GET', '/api/v1/audit/check', undefined, bearer(token))).status;
    expect(await status(before)).toBe(401);
    const check = await ask('GET', '/api/v1/audit/check', undefined, bearer(after));
    expect(check.json).toMatchObject({ intact: true, refusal: null });
    await end();
  }, 60_000);
});

/** Everything that browsers are given, when it is built. */
function builtText(): string {
  const folder = path.join(ROOT, 'client/dist');
  if (!existsSync(folder)) return '';
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.(?:js|css|html|json|map)$/.test(file))
    .map((file) => readFileSync(path.join(folder, file), 'utf8'))
    .join('\n');
}
