// Who sends this request or opens this socket: a program by its bearer token, a person or a screen by the session
// cookie, else nobody in particular. What was found is remembered for some seconds, so that a busy screen does not ask
// the database for each of its requests; that is also how long a change of rights made on another node takes to be felt.
// A change made on this node is told by `forget`, and felt at once: by the next request, and by whoever listens.
import type { IncomingHttpHeaders } from 'node:http';
import type { Clock } from '../tokens.ts';
import { NOBODY, OWNER, type Principal } from './principal.ts';
import { isSameSecret, sha256 } from './secret.ts';
import type { LivingSession, SessionRepository } from './session.repository.ts';

/** With the gateway's own round this stays below five seconds. */
const REMEMBER_MS = 2_000;
const REMEMBERED = 5_000;
/** How an API key begins. */
export const KEY_PREFIX = 'ioc_';

/** The Authorization header was there and wrong. */
export class BadToken extends Error {}

const ADMIN: Principal = { ...OWNER, id: 'admin-token', name: 'admin-token', by: 'admin-token' };

export class PrincipalResolver {
  readonly #remembered = new Map<string, { principal: Principal | null; untilMs: number }>();
  readonly #listeners: ((hash?: string) => void)[] = [];
  #changes = 0;

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

  /** Rights changed, and are committed: ask again. Without the hash of a session or key: for everybody. */
  forget(hash?: string): void {
    this.#changes += 1;
    if (hash === undefined) this.#remembered.clear();
    else this.#remembered.delete(hash);
    for (const listener of this.#listeners) listener(hash);
  }

  /** Called at each `forget`: open sockets hold what was found when they came. */
  onForget(listener: (hash?: string) => void): void {
    this.#listeners.push(listener);
  }

  async #remember(hash: string, read: () => Promise<Principal | undefined>): Promise<Principal | null> {
    const atMs = this.clock();
    const known = this.#remembered.get(hash);
    if (known && known.untilMs > atMs) return known.principal;
    const changes = this.#changes;
    const principal = (await read()) ?? null;
    // Read while rights changed: it may be what was before.
    if (changes !== this.#changes) return principal;
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
