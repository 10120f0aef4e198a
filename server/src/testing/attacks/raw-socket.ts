// A websocket written by hand, so that frames can be what no library would send (RFC 6455, section 5.2).
import { randomBytes } from 'node:crypto';
import net from 'node:net';
import { until } from '../until.ts';

export interface FrameParts {
  readonly opcode?: number;
  readonly fin?: boolean;
  /** The three reserved bits, as they stand in the first byte. */
  readonly reserved?: number;
  readonly masked?: boolean;
  /** Said in place of the real length. */
  readonly length?: bigint;
}

/** One frame with a payload. */
export function frame(payload: string | Buffer, parts: FrameParts = {}): Buffer {
  const { opcode = 1, fin = true, reserved = 0, masked = true, length } = parts;
  const body = Buffer.from(payload);
  const said = length ?? BigInt(body.length);
  const mask = masked ? 0x80 : 0;
  const head = [(fin ? 0x80 : 0) | reserved | opcode];
  const size = Buffer.alloc(8);
  size.writeBigUInt64BE(said);
  if (said < 126n) head.push(mask | Number(said));
  else if (said < 65_536n) head.push(mask | 126, ...size.subarray(6));
  else head.push(mask | 127, ...size);
  if (!masked) return Buffer.concat([Buffer.from(head), body]);
  const key = randomBytes(4);
  const hidden = body.map((byte, at) => byte ^ (key[at % 4] ?? 0));
  return Buffer.concat([Buffer.from(head), key, hidden]);
}

export class RawSocket {
  #heard = '';
  #isClosed = false;

  private constructor(private readonly socket: net.Socket) {
    socket.on('data', (bytes: Buffer) => (this.#heard += bytes.toString('latin1')));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.#isClosed = true));
  }

  /** Asks for the upgrade; what was answered is in `heard`. */
  static async open(
    port: number,
    headers: Readonly<Record<string, string>> = {},
    query = 'EIO=4&transport=websocket',
  ) {
    const socket = net.connect(port, '127.0.0.1');
    await new Promise<void>((resolve, reject) => socket.once('connect', resolve).once('error', reject));
    const raw = new RawSocket(socket);
    const all: Record<string, string> = {
      host: `127.0.0.1:${port}`,
      connection: 'Upgrade',
      upgrade: 'websocket',
      'sec-websocket-version': '13',
      'sec-websocket-key': randomBytes(16).toString('base64'),
      ...headers,
    };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    socket.write(`GET /live/?${query} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`);
    // What is sent before engine.io has spoken is lost.
    const isAnswered = () => /HTTP\/1.1 [^1]/.test(raw.heard) || raw.heard.includes('0{"sid"');
    await until('an answer to the handshake', () => raw.isClosed || isAnswered());
    return raw;
  }

  /** Everything that came, as Latin-1. */
  get heard(): string {
    return this.#heard;
  }

  /** Hung up on, or told good-bye. */
  get isClosed(): boolean {
    // oxlint-disable-next-line no-control-regex -- bytes of a frame, read as Latin-1
    return this.#isClosed || /\x88(\x00|.\x03[\xe8-\xf7])/s.test(this.#heard);
  }

  send(...frames: readonly Buffer[]): void {
    for (const one of frames) if (!this.socket.destroyed) this.socket.write(one);
  }

  end(): void {
    this.socket.destroy();
  }
}
