// One client connection: startup, password, simple and extended queries, COPY.
// It cuts the byte stream into units the engine can run to the end without waiting for anything more: a query, an
// extended batch up to its Sync or Flush, a COPY with all of its data.
import type { Socket } from 'node:net';
import { MessageReader } from './message-reader.ts';
import { shapeOf, type SessionEffect } from './sql-shape.ts';
import { StatementNames } from './statement-names.ts';
import {
  encodeNegotiation,
  encodeParse,
  encodePasswordRequest,
  encodeWelcome,
  isPassword,
  readStartup,
} from './startup.ts';
import {
  encodeCopyIn,
  encodeError,
  encodeQuery,
  ProtocolError,
  type EngineResponse,
} from './wire-messages.ts';
import type { Listeners } from './listeners.ts';
import type { SessionQueue } from './session-queue.ts';

/** What all connections of one engine share. */
export interface ConnectionContext {
  queue: SessionQueue;
  listeners: Listeners;
  password: string;
  maxMessageBytes: number;
  onClose(connection: Connection): void;
}

const LOGIN_LIMIT_MS = 10_000;
const MAX_PASSWORD_BYTES = 10_000;
/** Reading stops while this much is queued or unsent for one connection: the client's own socket holds the rest. */
const MAX_OUTSTANDING_UNITS = 64;
const MAX_UNSENT_BYTES = 16 * 2 ** 20;
/** A listener that reads nothing may miss its notifications, but not fill our memory. */
const MAX_UNREAD_BYTES = 512 * 2 ** 20;
const CLOSE_LIMIT_MS = 2_000;
/** A client that takes nothing of its answer for so long is gone. */
const STALLED_LIMIT_MS = 60_000;
/** Raises inside the engine, so a transaction around the refused statement is aborted as it should be. */
const refusal = (reason: string) =>
  `DO $refused$ BEGIN RAISE EXCEPTION USING ERRCODE = '0A000', MESSAGE = '${reason}'; END $refused$`;
const COPY_BY_SIMPLE_QUERY = 'COPY FROM STDIN needs the simple query protocol in the embedded database';

export class Connection {
  readonly #reader: MessageReader;
  readonly #names: StatementNames;
  readonly #loginTimer: NodeJS.Timeout;
  #state: 'startup' | 'password' | 'ready' | 'copy' | 'closed' = 'startup';
  #parts: Buffer[] = [];
  #partBytes = 0;
  #effects: SessionEffect[] = [];
  #outstanding = 0;
  #copyUnannounced = false;

  constructor(
    private readonly id: number,
    private readonly socket: Socket,
    private readonly context: ConnectionContext,
  ) {
    this.#reader = new MessageReader(context.maxMessageBytes);
    this.#names = new StatementNames(id);
    this.#loginTimer = setTimeout(() => this.fail('08006', 'no login in time'), LOGIN_LIMIT_MS);
    socket.setNoDelay(true);
    socket.on('data', (chunk) => this.#onData(chunk));
    socket.on('drain', () => this.#readOn());
    socket.on('timeout', () => socket.destroy());
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#close());
  }

  /** Ends the connection with a FATAL error. */
  fail(code: string, text: string): void {
    if (this.#state === 'closed') return;
    this.socket.write(encodeError('FATAL', code, text));
    this.#close();
  }

  /** Called by the queue. */
  expire(): void {
    this.fail(
      '25P03',
      'idle in transaction for too long: the embedded database is one session shared by all',
    );
  }

  /** Called by the listeners; legal between any two messages. */
  notify(message: Buffer): void {
    if (this.socket.writableLength > MAX_UNREAD_BYTES) this.socket.destroy();
    else this.socket.write(message);
  }

  #close(): void {
    if (this.#state === 'closed') return;
    this.#state = 'closed';
    clearTimeout(this.#loginTimer);
    this.#dropParts();
    this.context.queue.release(this);
    this.#forgetStatements();
    this.context.listeners.remove(this, '*', this.context.queue);
    this.socket.end();
    setTimeout(() => this.socket.destroy(), CLOSE_LIMIT_MS).unref();
    this.context.onClose(this);
  }

  #onData(chunk: Buffer): void {
    if (this.#state === 'closed') return;
    this.#reader.push(chunk);
    this.#readOn();
  }

  /** Takes as many messages as there is room for. */
  #readOn(): void {
    try {
      while (this.#hasRoom() && this.#readOne());
    } catch (error) {
      if (!(error instanceof ProtocolError)) throw error;
      this.fail(error.code, error.message);
    }
    this.socket.setTimeout(this.socket.writableLength < MAX_UNSENT_BYTES ? 0 : STALLED_LIMIT_MS);
    if (this.#state === 'closed' || this.#hasRoom()) this.socket.resume();
    else this.socket.pause();
  }

  #hasRoom(): boolean {
    return this.#outstanding < MAX_OUTSTANDING_UNITS && this.socket.writableLength < MAX_UNSENT_BYTES;
  }

  #readOne(): boolean {
    if (this.#state === 'closed') return false;
    if (this.#state === 'startup')
      return this.#take(this.#reader.nextStartup(), (packet) => this.#onStartup(packet));
    if (this.#state === 'password') {
      return this.#take(this.#reader.nextMessage(MAX_PASSWORD_BYTES), (message) => this.#onPassword(message));
    }
    return this.#take(this.#reader.nextMessage(), (message) => this.#onMessage(message));
  }

  #take(message: Buffer | null, handle: (message: Buffer) => void): boolean {
    if (message) handle(message);
    return message !== null;
  }

  #onStartup(packet: Buffer): void {
    const request = readStartup(packet);
    if (request.kind === 'encryption') this.socket.write('N');
    // A statement cannot be interrupted, so a cancel request is heard and closed.
    else if (request.kind === 'cancel') this.#close();
    else {
      if (request.newerMinor || request.options.length > 0)
        this.socket.write(encodeNegotiation(request.options));
      this.#state = 'password';
      this.socket.write(encodePasswordRequest());
    }
  }

  #onPassword(message: Buffer): void {
    const isRight = message[0] === 0x70 && isPassword(message, this.context.password);
    if (!isRight) throw new ProtocolError('28P01', 'password authentication failed');
    clearTimeout(this.#loginTimer);
    this.#state = 'ready';
    this.socket.write(encodeWelcome(this.id));
  }

  #onMessage(message: Buffer): void {
    const type = String.fromCharCode(message[0] ?? 0);
    if (type === 'X') this.#close();
    else if (this.#state === 'copy') this.#onCopyMessage(type, message);
    else if (type === 'Q') this.#onQuery(message);
    else if (type === 'S' || type === 'H' || type === 'F') this.#submitWith(message);
    else if ('PBDEC'.includes(type))
      this.#addPart(this.#names.translate(type, this.#checkParse(type, message)));
    // What is left of a COPY that ended by itself is skipped, as PostgreSQL does; anything else would trap the engine.
    else if (!'dcf'.includes(type)) throw new ProtocolError('08P01', 'invalid frontend message type');
  }

  #onQuery(message: Buffer): void {
    const shape = shapeOf(textOf(message, 5));
    if (shape.kind === 'copy-in') return this.#startCopy(message);
    if (shape.kind === 'refused') return this.#submitWith(encodeQuery(refusal(shape.reason)));
    if (shape.kind === 'plain') return this.#submitWith(message);
    this.#effects.push(...shape.effects);
    return this.#submitWith(encodeQuery(shape.sql));
  }

  #checkParse(type: string, message: Buffer): Buffer {
    if (type !== 'P') return message;
    const nameEnd = message.indexOf(0, 5);
    if (nameEnd < 0) throw new ProtocolError('08P01', 'invalid string in message');
    const shape = shapeOf(textOf(message, nameEnd + 1));
    if (shape.kind === 'plain') return message;
    const name = message.toString('utf8', 5, nameEnd);
    if (shape.kind === 'copy-in') return encodeParse(name, refusal(COPY_BY_SIMPLE_QUERY));
    if (shape.kind === 'refused') return encodeParse(name, refusal(shape.reason));
    this.#effects.push(...shape.effects);
    return encodeParse(name, shape.sql);
  }

  /** The go-ahead for COPY data, in its place behind the answers to earlier words. */
  #startCopy(message: Buffer): void {
    this.#state = 'copy';
    this.#addPart(message);
    if (this.#outstanding === 0) this.socket.write(encodeCopyIn());
    else this.#copyUnannounced = true;
  }

  #onCopyMessage(type: string, message: Buffer): void {
    if (type === 'S' || type === 'H') return;
    if (!'dcf'.includes(type)) throw new ProtocolError('08P01', 'unexpected message during COPY FROM STDIN');
    if (type === 'd') return this.#addPart(message);
    this.#state = 'ready';
    this.#submitWith(message, true);
  }

  #addPart(message: Buffer): void {
    this.#parts.push(message);
    this.#partBytes += message.length;
    const fits = this.context.queue.hold(message.length);
    if (!fits || this.#partBytes > this.context.maxMessageBytes) {
      throw new ProtocolError('54000', 'batch or COPY larger than the embedded database holds; split it');
    }
  }

  #dropParts(): void {
    this.context.queue.letGo(this.#partBytes);
    this.#partBytes = 0;
    this.#parts = [];
  }

  #submitWith(message: Buffer, dropCopyIn = false): void {
    const request = this.#parts.length === 0 ? message : Buffer.concat([...this.#parts, message]);
    this.#dropParts();
    const effects = this.#effects;
    this.#effects = [];
    const onResponse = (response: EngineResponse) => this.#onResponse(response, effects);
    const accepted = this.context.queue.submit(this, { request, dropCopyIn, onResponse });
    if (!accepted) throw new ProtocolError('53300', 'the queue of the embedded database is full');
    this.#outstanding += 1;
  }

  #onResponse(response: EngineResponse, effects: SessionEffect[]): void {
    if (!response.failed) for (const effect of effects) this.#apply(effect);
    this.#outstanding -= 1;
    if (response.body.length > 0) this.socket.write(response.body);
    if (this.#copyUnannounced && this.#outstanding === 0) {
      this.#copyUnannounced = false;
      this.socket.write(encodeCopyIn());
    }
    this.#readOn();
  }

  #apply(effect: SessionEffect): void {
    if (effect.kind === 'listen') this.context.listeners.add(this, effect.channel);
    else if (effect.kind === 'unlisten')
      this.context.listeners.remove(this, effect.channel, this.context.queue);
    else this.#forgetStatements();
  }

  #forgetStatements(): void {
    const closes = this.#names.closeAll();
    if (closes) this.context.queue.submitInternal(closes);
  }
}

/** A zero-terminated text; without its end, the engine will say so itself. */
function textOf(message: Buffer, from: number): string {
  const end = message.indexOf(0, from);
  return message.toString('utf8', from, end < 0 ? message.length : end);
}
