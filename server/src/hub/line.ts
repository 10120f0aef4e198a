// The connection below a socket: where frames are written and where it shows whether they leave. socket.io's own emit
// costs twice a bare WebSocket: rooms, a packet, flags and seven events for every call. A frame is the bytes of a whole
// WebSocket message, so it is written to the TCP socket of the request as it is, between two of engine.io's own messages
// and never while one of those waits, which keeps the order. Frames of one turn of the event loop leave in one write.
// The system takes megabytes for a reader that is slow, and shows nothing of it: what is on the way is therefore bounded
// by what the reader has confirmed. A ping of the protocol goes in between, and its pong says that all before it was read.
import type { Socket as NetSocket } from 'node:net';
import { performance } from 'node:perf_hooks';
import type { Socket } from 'socket.io';
import type { EncodedPacket } from './encoded-events.ts';

/** What may wait in this process for a client that is called clear: the frames of some streams at one tick. */
const SLACK_BYTES = 65_536;
/** What may be on the way to a client, taken by the system and not yet read. */
const WINDOW_BYTES = { most: 49_152, least: 16_384 } as const;
/** On a slow line less than the most: no more than it takes in about this time, for all that waits there grows old. */
const ON_THE_WAY_MS = 1_500;
const GROW = 1.25;
/** After so much the reader is asked whether it follows: before the window is full, and each answer costs as much as a frame. */
const ASK_AFTER_BYTES = 32_768;
const ASK_AFTER_OF_WINDOW = 2 / 3;
/** A whole WebSocket message that holds engine.io's packet "2". */
const PING = Buffer.from([0x81, 1, 0x32]);
/** A beat by itself costs a write; with what is written anyway it costs next to none, and may come a little early. */
const BEAT_MS = { alone: 850, along: 700 } as const;
/** Sooner than engine.io's own ping would go (live-adapter). */
const ASK_EVERY_BEATS = 4;
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
  /** Of this turn. */
  readonly #held: Buffer[] = [];
  #written = 0;
  #confirmed = 0;
  #window: number = WINDOW_BYTES.most;
  /** What had been written at each ping that is not answered yet, and when: ours, and engine.io's own. */
  readonly #asked: { readonly written: number; readonly atMs: number }[] = [];
  #onLeft: () => void = () => undefined;
  #beatAtMs: number;

  /** `beats`: from where they are counted, so that not all lines are asked at once. */
  constructor(
    socket: Socket,
    private beats = 0,
    private readonly now: () => number = () => performance.now(),
  ) {
    this.#engine = socket.conn as unknown as EngineSocket;
    this.#net = socket.request.socket;
    this.#beatAtMs = now();
    this.#engine.on('packetCreate', ({ type }) => {
      this.release();
      if (type === 'ping') this.#note();
    });
    this.#engine.on('packet', ({ type }) => type === 'pong' && this.#confirm());
  }

  /** What waited here has left, or was read. */
  onLeft(listener: () => void): void {
    this.#onLeft = listener;
    this.#net.on('drain', listener);
  }

  /** Bytes that were written and not confirmed. */
  get onTheWay(): number {
    return this.#written - this.#confirmed;
  }

  /** Nothing much waits in this process, nor on the way. */
  get isClear(): boolean {
    if (this.onTheWay >= this.#window) return false;
    let bytes = this.#net.writableLength;
    for (const { length } of this.#held) bytes += length;
    for (const { data } of this.#engine.writeBuffer) bytes += data?.length ?? 0;
    return bytes < SLACK_BYTES;
  }

  /** True: it is held back from now until `release`. */
  write(packet: EncodedPacket): boolean {
    if (this.#engine.readyState !== 'open' || !this.#net.writable) return false;
    this.#written += packet.frame.length;
    if (this.#engine.writeBuffer.length > 0) {
      this.#engine.write(packet.text(), packet.options);
      return false;
    }
    const isFirst = this.#held.length === 0;
    this.#held.push(packet.frame);
    const askAfter = Math.min(ASK_AFTER_BYTES, this.#window * ASK_AFTER_OF_WINDOW);
    if (this.#written - (this.#asked.at(-1)?.written ?? this.#confirmed) >= askAfter) this.#ask();
    return isFirst;
  }

  /** It can take a heartbeat, and the last one was a second ago, or nearly and something is being written. */
  isBeatDue(nowMs: number): boolean {
    const everyMs = this.#held.length > 0 ? BEAT_MS.along : BEAT_MS.alone;
    return nowMs - this.#beatAtMs >= everyMs && this.isClear;
  }

  /**
   * A heartbeat is being written; some of them ask whether it is read, unless that is asked already. The answer puts off
   * engine.io's own ping, which would cost a packet, two timers and a write of its own; where none comes, that one follows.
   */
  noteBeat(nowMs: number): void {
    this.#beatAtMs = nowMs;
    this.beats += 1;
    if (this.beats % ASK_EVERY_BEATS === 0 && this.#held.length > 0 && this.#asked.length === 0) this.#ask();
  }

  #ask(): void {
    this.#note();
    this.#held.push(PING);
  }

  #note(): void {
    this.#asked.push({ written: this.#written, atMs: this.now() });
  }

  #confirm(): void {
    const asked = this.#asked.shift();
    if (asked) {
      this.#confirmed = asked.written;
      const tookMs = this.now() - asked.atMs;
      const wider = this.#window * (tookMs > ON_THE_WAY_MS ? ON_THE_WAY_MS / tookMs : GROW);
      this.#window = Math.min(WINDOW_BYTES.most, Math.max(WINDOW_BYTES.least, wider));
    }
    this.#onLeft();
  }

  release(): void {
    const held = this.#held.splice(0);
    const [only] = held;
    if (!only || !this.#net.writable) return;
    if (held.length === 1) {
      this.#net.write(only);
      return;
    }
    this.#net.cork();
    for (const bytes of held) this.#net.write(bytes);
    this.#net.uncork();
  }

  /** Politely, which a client that reads nothing never hears; so not for long. */
  hangUp(): void {
    const { transport } = this.#engine;
    this.release();
    this.#engine.close();
    setTimeout(() => transport.socket?.terminate(), FAREWELL_MS).unref();
  }
}
