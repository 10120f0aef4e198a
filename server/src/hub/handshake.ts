// Who may open a socket: asked when it connects, because Nest's guards do not run then. First, before the upgrade and
// before anything is read: from our own pages or from a program, and not too often. Then, with the first packet, who it
// is. What is refused is counted, logged, and noted in the audit trail, which folds equal notes into one.
import type { IncomingMessage } from 'node:http';
import proxyAddress from '@fastify/proxy-addr';
import type { Socket } from 'socket.io';
import type { AuditTrail } from '../audit/audit-trail.ts';
import { NOBODY, type Principal } from '../access/principal.ts';
import type { PrincipalResolver } from '../access/principal-resolver.ts';
import { isOwnOrigin } from '../access/same-origin.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';
import type { HandshakeLimit } from './handshake-limit.ts';

export interface HandshakeParts {
  readonly resolver: PrincipalResolver;
  readonly config: Pick<Config, 'origin' | 'trustProxy'>;
  readonly limit: HandshakeLimit;
  readonly audit: Pick<AuditTrail, 'note'>;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

type Refusal = 'origin' | 'too-many' | 'unauthorized';

export class Handshake {
  readonly #isTrusted: (address: string, hop: number) => boolean;

  constructor(private readonly parts: HandshakeParts) {
    const { trustProxy } = parts.config;
    this.#isTrusted = Array.isArray(trustProxy)
      ? proxyAddress.compile(trustProxy)
      : (_address, hop) => trustProxy === 1 && hop < 1;
  }

  /** Before the upgrade. */
  isWelcome(request: IncomingMessage): boolean {
    if (!isOwnOrigin(request.headers, this.parts.config.origin)) return this.#refuse(request, 'origin');
    return this.parts.limit.knock(this.#addressOf(request)) || this.#refuse(request, 'too-many');
  }

  /** Sets `socket.data.principal`; false: the socket is not let in. */
  async admit(socket: Socket): Promise<boolean> {
    const { request } = socket;
    const principal = await this.#principalOf(socket).catch(() => NOBODY);
    (socket.data as { principal?: Principal }).principal = principal;
    if (principal.by === 'nothing') return this.#refuse(request, 'unauthorized');
    const { limit } = this.parts;
    if (!limit.enter(this.#addressOf(request), principal.hash))
      return this.#refuse(request, 'too-many', principal);
    socket.conn.once('close', () => limit.leave(principal.hash));
    return true;
  }

  /** A browser by its cookie, a program by `auth: {token}` or the Authorization header. */
  async #principalOf(socket: Socket): Promise<Principal> {
    const { token } = socket.handshake.auth as { token?: unknown };
    const { resolver } = this.parts;
    return typeof token === 'string' ? resolver.byToken(token) : resolver.resolve(socket.request.headers);
  }

  #addressOf(request: IncomingMessage): string {
    return proxyAddress(request, this.#isTrusted);
  }

  #refuse(request: IncomingMessage, reason: Refusal, principal: Principal = NOBODY): false {
    const address = this.#addressOf(request);
    this.parts.metrics.refusals.inc({ reason });
    this.parts.logger.warn(
      { reason, address, origin: request.headers.origin?.slice(0, 200) },
      'a socket was refused',
    );
    this.parts.audit.note({
      principal,
      action: 'live.connect',
      outcome: 'refused',
      target: '/live',
      address,
      detail: { reason },
    });
    return false;
  }
}
