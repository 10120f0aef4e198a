// A browser as far as signing in goes: it keeps the cookies it is given and sends them back.
import { randomUUID } from 'node:crypto';
import type { Grant, PersonRole } from '@ioc/contracts/access';
import { Secret, TOTP } from 'otpauth';
import { PasswordHasher } from '../access/password-hasher.ts';
import type { TestServer } from './test-server.ts';

export const GOOD_PASSWORD = 'thuyền giấy qua sông';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

let nextAddress = 0;

export class Browser {
  readonly cookies = new Map<string, string>();

  /** Needs IOC_TRUST_PROXY=1: an address of its own, or the rate limit would answer. */
  constructor(
    readonly server: TestServer,
    readonly address = `10.7.${(nextAddress += 1) >> 8}.${nextAddress & 255}`,
  ) {}

  async ask(method: string, path: string, body?: unknown): Promise<Response> {
    const response = await this.server.fetch(path, {
      method,
      headers: {
        'x-forwarded-for': this.address,
        'user-agent': 'test browser',
        ...(this.cookies.size > 0 ? { cookie: this.header } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    for (const set of response.headers.getSetCookie()) this.#take(set);
    return response;
  }

  get header(): string {
    return [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** Answers status and body. */
  async send<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    const response = await this.ask(method, path, body);
    const text = await response.text();
    return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as T };
  }

  signIn(login: string, password = GOOD_PASSWORD) {
    return this.send<{ step: string; self: { id: string } | null }>('POST', '/api/v1/session', {
      login,
      password,
    });
  }

  /** What a page may see that only people may. */
  async isIn(): Promise<boolean> {
    return (await this.ask('GET', '/api/v1/account')).status === 200;
  }

  #take(set: string): void {
    const [pair = ''] = set.split(';');
    const at = pair.indexOf('=');
    const [name, value] = [pair.slice(0, at), pair.slice(at + 1)];
    if (value === '') this.cookies.delete(name);
    else this.cookies.set(name, value);
  }
}

/** An account as an accepted invitation leaves it. */
export async function addAccount(
  server: TestServer,
  login: string,
  grants: readonly Grant<PersonRole>[],
  password = GOOD_PASSWORD,
): Promise<string> {
  const id = randomUUID();
  const hash = await server.running.app.get(PasswordHasher).hash(password);
  await server.sql(
    `INSERT INTO account (id, login, name, origin, password_hash, created_by)
     VALUES ($1, $2, $3, 'local', $4, 'test')`,
    [id, login, `Person ${login}`, hash],
  );
  for (const { role, scope } of grants)
    await server.sql('INSERT INTO account_grant VALUES ($1, $2, $3)', [id, role, scope]);
  return id;
}

/** What the app on the telephone shows. */
export const appCode = (secret: string, atMs: number): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: atMs });
