// The connection below a socket: where frames are written and where it shows whether they leave. socket.io's own emit
// costs twice a bare WebSocket: rooms, a packet, flags and seven events for every call. A frame is the bytes of a whole
// WebSocket message, so it is written to the TCP socket of the request as it is, between two of engine.io's own messages
// and never while one of those waits, which keeps the order. Frames of one turn of the event loop leave in one write.
// The system takes megabytes for a reader that is slow, and shows nothing of it: what is on the way is therefore bounded
// by what the reader has confirmed. A ping of the protocol goes in between, and its pong says that all before it was read.
import type { Socket as NetSocket } from 'node:net';
import type { Socket } from 'socket.io';
import type { EncodedPacket } from './encoded-events.ts';

/** What may wait in this process for a client that is called clear: the frames of some streams at one tick. */
const SLACK_BYTES = 65_536;
/** What may be on the way to a client, taken by the system and not yet read: seconds on the slowest of lines. */
const WINDOW_BYTES = 49_152;
/** After so much the reader is asked whether it follows. */
const ASK_AFTER_BYTES = 16_384;
/** A whole WebSocket message that holds engine.io's packet "2". */
const PING = Buffer.from([0x81, 1, 0x32]);
/** So long a client that is sent away has for hearing why. */
const FAREWELL_MS = 1_000;

/** engine.io's side; its types hide the buffer. */
interface EngineSocket {
  readonly readyState: string;
  readonly transport: { readonly socket?: { terminate(): void } };
  readonly writeBuffer: readonly { readonly data?: string }[];
  write(text: string, options: EncodedPacket['options']): void;
  close(): void;
  on(event: 'packet' | 'packetCreate', listener: (packet: { readonly type: string }) => void): void;
}

export class Line {
  readonly #engine: EngineSocket;
  readonly #net: NetSocket;
  #isHeld = false;
  #written = 0;
  #confirmed = 0;
  /** What had been written at each ping that is not answered yet: ours, and engine.io's own. */
  readonly #asked: number[] = [];
  #onLeft: () => void = () => undefined;

  constructor(socket: Socket) {
    this.#engine = socket.conn as unknown as EngineSocket;
    this.#net = socket.request.socket;
    this.#engine.on('packetCreate', ({ type }) => type === 'ping' && this.#asked.push(this.#written));
    this.#engine.on('packet', ({ type }) => type === 'pong' && this.#confirm());
  }

  /** What waited here has left, or was read. */
  onLeft(listener: () => void): void {
    this.#onLeft = listener;
    this.#net.on('drain', listener);
  }

  /** Nothing much waits in this process, nor on the way. */
  get isClear(): boolean {
    if (this.#written - this.#confirmed >= WINDOW_BYTES) return false;
    let bytes = this.#net.writableLength;
    for (const { data } of this.#engine.writeBuffer) bytes += data?.length ?? 0;
    return bytes < SLACK_BYTES;
  }

  /** True: it is held back from now until `release`. */
  write(packet: EncodedPacket): boolean {
    if (this.#engine.readyState !== 'open' || !this.#net.writable) return false;
    this.#written += packet.frame.length;
    if (this.#engine.writeBuffer.length > 0) {
      this.#engine.write(packet.text, packet.options);
      return false;
    }
    const isFirst = !this.#isHeld;
    if (isFirst) this.#net.cork();
    this.#isHeld = true;
    this.#net.write(packet.frame);
    if (this.#written - (this.#asked.at(-1) ?? this.#confirmed) >= ASK_AFTER_BYTES) {
      this.#asked.push(this.#written);
      this.#net.write(PING);
    }
    return isFirst;
  }

  #confirm(): void {
    this.#confirmed = this.#asked.shift() ?? this.#confirmed;
    this.#onLeft();
  }

  release(): void {
    this.#isHeld = false;
    this.#net.uncork();
  }

  /** Politely, which a client that reads nothing never hears; so not for long. */
  hangUp(): void {
    const { transport } = this.#engine;
    this.#engine.close();
    setTimeout(() => transport.socket?.terminate(), FAREWELL_MS).unref();
  }
}
