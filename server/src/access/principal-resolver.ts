// Who sends this request or opens this socket: a program by its bearer token, a person or a screen by the session
// cookie, else nobody in particular. What was found is remembered for some seconds, so that a busy screen does not ask
// the database for each of its requests; that is also how long a change of rights takes to be felt.
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../tokens.ts';
import { NOBODY, OWNER, type Principal } from './principal.ts';
import { isSameSecret, sha256 } from './secret.ts';
import type { LivingSession, SessionRepository } from './session.repository.ts';

const REMEMBER_MS = 3_000;
const REMEMBERED = 5_000;
/** How an API key begins. */
export const KEY_PREFIX = 'ioc_';

/** The Authorization header was there and wrong. */
export class BadToken extends Error {}

const ADMIN: Principal = { ...OWNER, id: 'admin-token', name: 'admin-token', by: 'admin-token' };

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
    const hash = this.sessionHashOf(headers);
    if (hash === null) return NOBODY;
    const session = async () => (await this.sessions.living([hash], this.clock())).get(hash)?.principal;
    return (await this.#remember(hash, session)) ?? NOBODY;
  }

  /** The admin token or an API key. Throws BadToken. */
  async byToken(token: string): Promise<Principal> {
    const word = token.trim();
    if (isSameSecret(word, this.adminToken)) return ADMIN;
    if (!word.startsWith(KEY_PREFIX)) throw new BadToken();
    const hash = sha256(word);
    const key = async () => (await this.sessions.keys([hash], this.clock())).get(hash);
    const principal = await this.#remember(hash, key);
    if (!principal) throw new BadToken();
    return principal;
  }

  /** The session behind the cookie however far in, asked of the database each time: for the steps of signing in. */
  async session(headers: IncomingHttpHeaders): Promise<{ hash: string; session: LivingSession } | null> {
    const hash = this.sessionHashOf(headers);
    if (hash === null) return null;
    const session = (await this.sessions.living([hash], this.clock())).get(hash);
    return session ? { hash, session } : null;
  }

  sessionHashOf(headers: IncomingHttpHeaders): string | null {
    const id = cookieOf(headers.cookie, this.cookieName);
    return id === null ? null : sha256(id);
  }

  /** Rights changed: ask again at the next request. Without a hash: for everybody. */
  forget(hash?: string): void {
    if (hash === undefined) this.#remembered.clear();
    else this.#remembered.delete(hash);
  }

  async #remember(hash: string, read: () => Promise<Principal | undefined>): Promise<Principal | null> {
    const atMs = this.clock();
    const known = this.#remembered.get(hash);
    if (known && known.untilMs > atMs) return known.principal;
    const principal = (await read()) ?? null;
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(hash, { principal, untilMs: atMs + REMEMBER_MS });
    return principal;
  }
}

function cookieOf(header: string | undefined, name: string): string | null {
  const pair = header?.split(';').find((part) => part.trim().startsWith(`${name}=`));
  const value = pair?.trim().slice(name.length + 1);
  return value && /^[\w-]{20,100}$/.test(value) ? value : null;
}
