// Who sends this request or opens this socket: a program by its bearer token, a person by the session cookie, else
// nobody in particular. Sessions are remembered for some seconds, so that a busy screen does not ask the database for
// each of its requests; that is also how long a logout elsewhere takes to be felt.
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../tokens.ts';
import { NOBODY, ROLES, type Principal, type Role } from './principal.ts';
import { isSameSecret, sha256 } from './secret.ts';
import type { SessionRepository } from './session.repository.ts';

const REMEMBER_MS = 3_000;
const REMEMBERED = 5_000;

/** The Authorization header was there and wrong. */
export class BadToken extends Error {}

const PROGRAM: Principal = {
  name: 'admin-token',
  role: 'administrator',
  area: 'province',
  by: 'token',
  sessionHash: null,
};

export class PrincipalResolver {
  readonly #remembered = new Map<string, { principal: Principal | null; untilMs: number }>();

  constructor(
    private readonly adminToken: string,
    private readonly cookieName: string,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
  ) {}

  /** Throws BadToken; a cookie that is no longer good is nobody. */
  async resolve(headers: IncomingHttpHeaders): Promise<Principal> {
    const bearer = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1];
    if (bearer !== undefined) return this.byToken(bearer);
    const id = cookieOf(headers.cookie, this.cookieName);
    return id === null ? NOBODY : ((await this.#bySession(sha256(id))) ?? NOBODY);
  }

  byToken(token: string): Principal {
    if (!isSameSecret(token.trim(), this.adminToken)) throw new BadToken();
    return PROGRAM;
  }

  forget(sessionHash: string): void {
    this.#remembered.delete(sessionHash);
  }

  async #bySession(hash: string): Promise<Principal | null> {
    const atMs = this.clock();
    const known = this.#remembered.get(hash);
    if (known && known.untilMs > atMs) return known.principal;
    const session = await this.sessions.find(hash, atMs);
    const principal = session && toPrincipal(session.principal, session.role, hash);
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(hash, { principal, untilMs: atMs + REMEMBER_MS });
    return principal;
  }
}

function toPrincipal(name: string, role: string, sessionHash: string): Principal | null {
  const known = ROLES.find((candidate): candidate is Role => candidate === role);
  return known ? { name, role: known, area: 'province', by: 'session', sessionHash } : null;
}

function cookieOf(header: string | undefined, name: string): string | null {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  const value = pair?.trim().slice(name.length + 1);
  return value && /^[\w-]{20,100}$/.test(value) ? value : null;
}
