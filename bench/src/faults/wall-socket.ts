// A wall without its pages: subscribes as one, comes back by itself, and knows whether it missed anything.
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { FaultContext } from './fault.ts';

interface Frame {
  readonly from: number;
  readonly to: number;
  readonly at: string;
}

type Answer = { readonly ok: true } | { readonly ok: false; readonly code: string; readonly message: string };

const SUBSCRIBE_AGAIN_MS = 500;
const CHANNEL = 'counts';
const SCOPE = 'province';

export class WallSocket {
  readonly #socket: Socket;
  #to = 0;
  #at: string | undefined;
  /** Frames that began beyond where the last one ended. */
  gaps = 0;
  frames = 0;
  #lastFrameAtMs = 0;
  #answer = 'nothing was answered';

  constructor({ resources }: FaultContext, address: string, token: string) {
    this.#socket = io(address, {
      path: '/live',
      transports: ['websocket'],
      auth: { token },
      reconnectionDelay: 200,
      reconnectionDelayMax: 1_000,
    });
    resources.onClose('wall', async () => void this.#socket.disconnect());
    this.#socket.on('connect', () => this.#subscribe());
    this.#socket.on('connect_error', ({ message }) => (this.#answer = message));
    this.#socket.on('frame', (frame: Frame) => this.#take(frame));
  }

  /** Whether a frame came since then. */
  sawSince(atMs: number): boolean {
    return this.#lastFrameAtMs > atMs;
  }

  /** What it was last refused with. */
  get answer(): string {
    return this.#answer;
  }

  #subscribe(): void {
    const socket = this.#socket;
    const place = { after: this.#to, at: this.#at };
    socket.emit('subscribe', { channel: CHANNEL, scope: SCOPE, ...place }, (answer: Answer) => {
      if (answer.ok) return;
      this.#answer = `${answer.code}: ${answer.message}`;
      setTimeout(() => socket.connected && this.#subscribe(), SUBSCRIBE_AGAIN_MS);
    });
  }

  #take({ from, to, at }: Frame): void {
    if (from !== 0 && from > this.#to) {
      this.gaps += 1;
      this.#to = 0;
      this.#subscribe();
      return;
    }
    this.#to = to;
    this.#at = at;
    this.frames += 1;
    this.#lastFrameAtMs = performance.now();
  }
}
