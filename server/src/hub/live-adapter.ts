// socket.io as it must be here: websocket only, no deflate (it costs ten times the CPU), small messages and not too many
// of them, counted before they are decoded. Who may come in is the handshake's.
import type { Server as HttpServer } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { Server, type ServerOptions, type Socket } from 'socket.io';
import type { Clock } from '../tokens.ts';
import type { Handshake } from './handshake.ts';
import { MessageBudget } from './message-budget.ts';

const MESSAGE_BYTES = 65_536;
/**
 * Half-open connections are found within the sum of the two, with more than a second to spare of the ten that it may take (F15).
 * The first is longer than from one of our own pings to the next.
 */
const PING_EVERY_MS = 4_400;
const PING_LIMIT_MS = 4_000;
const CONNECT_LIMIT_MS = 5_000;
/** Of packets of any kind, meant or not; what a well-formed message may cost is the gateway's. */
const PACKETS = { burst: 400, perSecond: 100 };

export class LiveAdapter extends IoAdapter {
  constructor(
    app: INestApplicationContext,
    private readonly handshake: Handshake,
    private readonly clock: Clock,
  ) {
    super(app);
  }

  /** Our own socket.io: the adapter brings an older one, without the fixes of its advisories. */
  override createIOServer(_port: number, options?: unknown): never {
    const given = options as Partial<ServerOptions>;
    const server = new Server(this.httpServer as HttpServer, { ...given, ...this.#options() });
    server.use((socket, next) => void this.#admit(socket, next));
    server.engine.on('connection', (line: EngineLine) => this.#meter(line));
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
      allowRequest: (request, done) => done(null, this.handshake.isWelcome(request)),
    };
  }

  #meter(line: EngineLine): void {
    const budget = new MessageBudget(this.clock, PACKETS);
    line.on('packet', () => {
      // Not closed politely: that would go on reading for as long as the other side says no good-bye.
      if (!budget.take()) line.transport.socket?.terminate();
    });
  }

  async #admit(socket: Socket, next: (refusal?: Error) => void): Promise<void> {
    next((await this.handshake.admit(socket)) ? undefined : new Error('unauthorized'));
  }
}

/** The connection below a socket, as far as it is needed here. */
interface EngineLine {
  on(event: 'packet', listener: () => void): void;
  readonly transport: { readonly socket?: { terminate(): void } };
}
