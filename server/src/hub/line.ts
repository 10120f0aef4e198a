// The connection below a socket: where frames are written and where it shows whether they leave. socket.io's own emit
// costs twice a bare WebSocket: rooms, a packet, flags and seven events for every call. A frame is the bytes of a whole
// WebSocket message, so it is written to the TCP socket of the request as it is, between two of engine.io's own messages
// and never while one of those waits, which keeps the order. Frames of one turn of the event loop leave in one write.
import type { Socket as NetSocket } from 'node:net';
import type { Socket } from 'socket.io';
import type { EncodedPacket } from './encoded-events.ts';

/** What may wait in this process for a client that is called clear: the frames of some streams at one tick. */
const SLACK_BYTES = 65_536;
/** So long a client that is sent away has for hearing why. */
const FAREWELL_MS = 1_000;

/** engine.io's side; its types hide the buffer. */
interface EngineSocket {
  readonly readyState: string;
  readonly transport: { readonly socket?: { terminate(): void } };
  readonly writeBuffer: readonly { readonly data?: string }[];
  write(text: string, options: EncodedPacket['options']): void;
  close(): void;
}

export class Line {
  readonly #engine: EngineSocket;
  readonly #net: NetSocket;
  #isHeld = false;

  constructor(socket: Socket) {
    this.#engine = socket.conn as unknown as EngineSocket;
    this.#net = socket.request.socket;
  }

  /** What waited here has left. */
  onLeft(listener: () => void): void {
    this.#net.on('drain', listener);
  }

  /** Counted in bytes: what the system has taken is bounded by the system. */
  get isClear(): boolean {
    let bytes = this.#net.writableLength;
    for (const { data } of this.#engine.writeBuffer) bytes += data?.length ?? 0;
    return bytes < SLACK_BYTES;
  }

  /** True: it is held back from now until `release`. */
  write(packet: EncodedPacket): boolean {
    if (this.#engine.readyState !== 'open' || !this.#net.writable) return false;
    if (this.#engine.writeBuffer.length > 0) {
      this.#engine.write(packet.text, packet.options);
      return false;
    }
    const isFirst = !this.#isHeld;
    if (isFirst) this.#net.cork();
    this.#isHeld = true;
    this.#net.write(packet.frame);
    return isFirst;
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
