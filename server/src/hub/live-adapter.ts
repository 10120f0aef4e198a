// socket.io as it must be here: websocket only, no deflate (it costs ten times the CPU), small messages, and the checks
// at the handshake, because Nest's guards do not run when a socket connects.
import type { IncomingMessage, Server as HttpServer } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import { NOBODY, type Principal } from '../access/principal.ts';
import type { PrincipalResolver } from '../access/principal-resolver.ts';
import { isOwnOrigin } from '../access/same-origin.ts';
import type { Config } from '../config.ts';
import type { Logger } from '../logger.ts';
import type { Metrics } from '../metrics.ts';

const MESSAGE_BYTES = 65_536;
/** Half-open connections are found within the sum of the two. */
const PING_EVERY_MS = 5_000;
const PING_LIMIT_MS = 5_000;
const CONNECT_LIMIT_MS = 5_000;

export interface HandshakeParts {
  readonly resolver: PrincipalResolver;
  readonly config: Config;
  readonly logger: Logger;
  readonly metrics: Metrics;
}

export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly parts: HandshakeParts,
  ) {
    super(app);
  }

  /** Our own socket.io: the adapter brings an older one, without the fixes of its advisories. */
  override createIOServer(_port: number, options?: unknown): never {
    const given = options as Partial<ServerOptions>;
    const server = new Server(this.httpServer as HttpServer, { ...given, ...this.#options() });
    server.use((socket, next) => void this.#admit(socket, next));
    return server as never;
  }

  #options(): Partial<ServerOptions> {
    return {
      path: '/live',
      transports: ['websocket'],
      perMessageDeflate: false,
      httpCompression: false,
      serveClient: false,
      maxHttpBufferSize: MESSAGE_BYTES,
      pingInterval: PING_EVERY_MS,
      pingTimeout: PING_LIMIT_MS,
      connectTimeout: CONNECT_LIMIT_MS,
      allowRequest: (request, done) => done(null, this.#isOurs(request)),
    };
  }

  #isOurs(request: IncomingMessage): boolean {
    const isOurs = isOwnOrigin(request.headers, this.parts.config.origin);
    if (!isOurs) this.#refused('origin', request.headers.origin);
    return isOurs;
  }

  async #admit(socket: Socket, next: (refusal?: Error) => void): Promise<void> {
    const { token } = socket.handshake.auth as { token?: unknown };
    const principal = await this.#principalOf(socket, token).catch(() => NOBODY);
    (socket.data as { principal?: Principal }).principal = principal;
    if (principal.by !== 'nothing') return next();
    this.#refused('unauthorized', socket.handshake.address);
    return next(new Error('unauthorized'));
  }

  /** A browser by its cookie, a program by `auth: {token}` or the Authorization header. */
  async #principalOf(socket: Socket, token: unknown): Promise<Principal> {
    const { resolver } = this.parts;
    return typeof token === 'string' ? resolver.byToken(token) : resolver.resolve(socket.request.headers);
  }

  #refused(reason: string, who: string | undefined): void {
    this.parts.metrics.refusals.inc({ reason });
    this.parts.logger.warn({ reason, who }, 'a socket was refused');
  }
}
