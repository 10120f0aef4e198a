// Whoever can read `IOC_DATA_DIR/sign-in-token` owns the machine. On a fresh installation the token makes the first
// administrator's account; afterwards it signs the owner in, once, for emergencies: it is audited as the owner and needs
// no password. A token lives half an hour; a new one takes its place when it is used or grows old, so the file always
// holds a good one.
import type { Queryable } from '../db/queryable.ts';
import type { Logger } from '../logger.ts';
import type { Clock } from '../tokens.ts';
import { newSecret, sha256 } from './secret.ts';
import { writeSecret } from './secret-file.ts';
import type { SessionRepository } from './session.repository.ts';

const LIFE_MS = 30 * 60_000;
const RENEW_MS = 25 * 60_000;
export const SIGN_IN_TOKEN_FILE = 'sign-in-token';

export class SignInLink {
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataDir: string,
    private readonly sessions: SessionRepository,
    private readonly clock: Clock,
    private readonly logger: Logger,
  ) {}

  /** Writes a fresh token; called at start, after each use, and every 25 minutes. */
  async renew(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.renew().catch((error: unknown) => this.logger.warn({ err: error }, 'no new sign-in token'));
    }, RENEW_MS);
    this.#timer.unref();
    await writeSecret(this.dataDir, SIGN_IN_TOKEN_FILE, await this.invite());
  }

  /** A token for one more sign-in; nothing else changes. */
  async invite(): Promise<string> {
    const token = newSecret();
    const atMs = this.clock();
    await this.sessions.addToken(sha256(token), 'administrator', atMs, atMs + LIFE_MS);
    return token;
  }

  /** Unused and young enough; nothing is used up. */
  isGood(token: string): Promise<boolean> {
    return this.sessions.isGoodToken(sha256(token), this.clock());
  }

  /** True once for each token, if the caller's transaction is committed; call `renew` then. */
  use(token: string, manager: Queryable): Promise<boolean> {
    return this.sessions.useToken(sha256(token), this.clock(), manager);
  }

  stop(): void {
    clearTimeout(this.#timer);
  }
}
