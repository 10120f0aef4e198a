// What a browser does with frames, in sixty lines: joins streams, merges rows by key, notices gaps.
import { setTimeout as delay } from 'node:timers/promises';
import type { Channel } from '@ioc/contracts/stream/channels';
import type { Frame, Heartbeat } from '@ioc/contracts/stream/down';
import { viewKey, WHOLE_VIEW, WHOLE_VIEW_KEY, type View } from '@ioc/contracts/stream/view';
import type { SubscribeAnswer } from '@ioc/contracts/stream/up';
import type { Socket } from 'socket.io-client';

interface Held {
  readonly rows: ReadonlyMap<string, { key: string }>;
  readonly to: number;
  readonly at: string;
  /** S2.6: no place to go on from. */
  readonly behind: boolean;
}

/** A server that has just come up knows no areas and no feed yet. */
const ASK_AGAIN_MS = 5_000;
const ASK_EVERY_MS = 100;

export class Screen {
  readonly frames: Frame[] = [];
  readonly heartbeats: Heartbeat[] = [];
  readonly gaps: Frame[] = [];
  readonly #held = new Map<string, Held>();
  readonly #parts = new Map<string, Frame[]>();

  constructor(readonly socket: Socket) {
    socket.on('frame', (frame: Frame) => this.#take(frame));
    socket.on('heartbeat', (heartbeat: Heartbeat) => this.heartbeats.push(heartbeat));
  }

  connect(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.socket.once('connect', resolve);
      this.socket.once('connect_error', reject);
      this.socket.connect();
    });
  }

  /** `after` another screen: goes on from where that one stands. As a page does, it asks again while there is no answer. */
  async subscribe(
    channel: Channel,
    scope = 'province',
    { view = WHOLE_VIEW, after }: { readonly view?: View; readonly after?: Screen } = {},
  ): Promise<SubscribeAnswer> {
    const stream = `${channel} ${scope} ${viewKey(view)}`;
    const held = after ? after.#held.get(stream) : undefined;
    if (held) this.#held.set(stream, { ...held, rows: new Map(held.rows) });
    const place = held ? { after: held.to, ...(held.behind ? {} : { at: held.at }) } : {};
    const message = { channel, scope, view, ...place };
    for (const endMs = performance.now() + ASK_AGAIN_MS; ; await delay(ASK_EVERY_MS)) {
      const answer = (await this.socket.timeout(5_000).emitWithAck('subscribe', message)) as SubscribeAnswer;
      if (answer.ok || answer.code !== 'unavailable' || performance.now() > endMs) return answer;
    }
  }

  rows<R extends { key: string }>(channel: Channel, scope = 'province', view = WHOLE_VIEW): R[] {
    return [...(this.#held.get(`${channel} ${scope} ${viewKey(view)}`)?.rows.values() ?? [])] as R[];
  }

  to(channel: Channel, scope = 'province', view = WHOLE_VIEW): number | undefined {
    return this.#held.get(`${channel} ${scope} ${viewKey(view)}`)?.to;
  }

  /** S3: a frame may begin before where this stands, never beyond. */
  #take(message: Frame): void {
    const stream = `${message.channel} ${message.scope} ${message.view ?? WHOLE_VIEW_KEY}`;
    const { n, of } = message.part ?? { n: 0, of: 1 };
    const parts = n === 0 ? [message] : [...(this.#parts.get(stream) ?? []), message];
    this.#parts.set(stream, parts);
    if (parts.length < of) return;
    const [rows, gone] = [parts.flatMap((part) => part.rows), parts.flatMap((part) => part.gone)];
    this.#takeWhole(stream, { ...message, rows, gone });
  }

  #takeWhole(stream: string, frame: Frame): void {
    const held = this.#held.get(stream);
    if (frame.from !== 0 && (held === undefined || frame.from > held.to)) this.gaps.push(frame);
    const rows = frame.from === 0 ? new Map<string, { key: string }>() : new Map(held?.rows);
    for (const key of frame.gone) rows.delete(key);
    for (const row of frame.rows) rows.set(row.key, row);
    const { at, behind = false } = frame;
    this.#held.set(stream, { rows, to: behind && held ? held.to : frame.to, at, behind });
    this.frames.push(frame);
  }
}
