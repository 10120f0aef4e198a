// Accounts and sessions as they are once somebody has signed in, made without the steps of signing in.
import { randomUUID } from 'node:crypto';
import type { Grant, PersonRole } from '@ioc/contracts/access';
import { sha256 } from '../access/secret.ts';
import { SessionRepository } from '../access/session.repository.ts';
import type { TestServer } from './test-server.ts';

export interface SignedIn {
  readonly id: string;
  readonly login: string;
  readonly hash: string;
  readonly cookie: string;
  /** As this person's browser; a body is sent as JSON. */
  readonly ask: (method: string, address: string, body?: unknown) => Promise<Response>;
}

/** A person with a password and a second factor, who has just signed in. */
export async function signedIn(server: TestServer, grants: readonly Grant<PersonRole>[]): Promise<SignedIn> {
  const id = randomUUID();
  const login = `person-${id.slice(0, 8)}`;
  await server.sql(
    `INSERT INTO account (id, login, name, origin, password_hash, totp_confirmed_at, created_by)
     VALUES ($1, $2, $3, 'local', 'not-a-hash', now(), 'test')`,
    [id, login, `Person ${login}`],
  );
  for (const { role, scope } of grants)
    await server.sql('INSERT INTO account_grant VALUES ($1, $2, $3)', [id, role, scope]);
  return { id, login, ...(await newSession(server, { kind: 'person', accountId: id })) };
}

/** A session without the steps that lead to it. */
export async function newSession(
  server: TestServer,
  who: { readonly kind: 'person' | 'owner'; readonly accountId?: string },
): Promise<Pick<SignedIn, 'hash' | 'cookie' | 'ask'>> {
  const sessions = server.running.app.get(SessionRepository);
  const session = await sessions.create({ ...who, address: null, agent: null }, Date.now());
  const cookie = `ioc-session=${session.id}`;
  return { hash: sha256(session.id), cookie, ask: asker(server, { cookie }) };
}

/** As whoever sends these headers. */
export const asker =
  (server: TestServer, headers: Record<string, string>): SignedIn['ask'] =>
  (method, address, body) =>
    server.fetch(address, {
      method,
      headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
