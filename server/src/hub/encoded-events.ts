// Each payload is encoded once, also when its readers are served one after the other: those who come back in one moment
// get one snapshot, part by part. Only the newest are remembered, for that moment: about a megabyte.
import type { DownEvents, Frame } from '@ioc/contracts/stream/down';
import { frameText } from './frame-parts.ts';
import { textFrame, textOf } from './text-frame.ts';

const REMEMBERED = 48;
/** engine.io's "message" around socket.io's "event" of the default namespace. */
const [MESSAGE, EVENT] = ['4', '2'];

export interface EncodedPacket {
  /** The bytes of the WebSocket message. */
  readonly frame: Buffer;
  /** The same for engine.io, without its own mark: seldom wanted, so it is not kept beside the bytes. */
  text(): string;
  /** By this one it hands the bytes on as they are. */
  readonly options: { readonly compress: false; readonly wsPreEncodedFrame: readonly Buffer[] };
}

export class EncodedEvents {
  /** The oldest first. */
  readonly #newest = new Map<unknown, EncodedPacket>();

  packet<E extends keyof DownEvents>(event: E, payload: DownEvents[E]): EncodedPacket {
    const known = this.#newest.get(payload);
    if (known) return known;
    const body = event === 'frame' ? frameText(payload as Frame) : JSON.stringify(payload);
    const frame = textFrame(`${MESSAGE}${EVENT}["${event}",${body}]`);
    const text = () => textOf(frame).slice(MESSAGE.length);
    const packet = { frame, text, options: { compress: false, wsPreEncodedFrame: [frame] } } as const;
    this.#newest.set(payload, packet);
    if (this.#newest.size > REMEMBERED) this.#newest.delete(this.#newest.keys().next().value);
    return packet;
  }
}
