// What a browser does with frames, in thirty lines: joins streams, merges rows by key, notices gaps.
import type { Channel } from '@ioc/contracts/stream/channels';
import type { Frame, Heartbeat } from '@ioc/contracts/stream/down';
import type { SubscribeAnswer } from '@ioc/contracts/stream/up';
import type { Socket } from 'socket.io-client';

export class Screen {
  readonly frames: Frame[] = [];
  readonly heartbeats: Heartbeat[] = [];
  readonly gaps: Frame[] = [];
  readonly #rows = new Map<string, Map<string, { key: string }>>();
  readonly #to = new Map<string, number>();

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

  subscribe(channel: Channel, scope = 'province', after = 0): Promise<SubscribeAnswer> {
    if (after > 0) this.#to.set(`${channel} ${scope}`, after);
    return this.socket
      .timeout(5_000)
      .emitWithAck('subscribe', { channel, scope, after }) as Promise<SubscribeAnswer>;
  }

  rows<R extends { key: string }>(channel: Channel, scope = 'province'): R[] {
    return [...(this.#rows.get(`${channel} ${scope}`)?.values() ?? [])] as R[];
  }

  to(channel: Channel, scope = 'province'): number | undefined {
    return this.#to.get(`${channel} ${scope}`);
  }

  #take(frame: Frame): void {
    const stream = `${frame.channel} ${frame.scope}`;
    if (frame.from !== 0 && this.#to.get(stream) !== frame.from) this.gaps.push(frame);
    const rows =
      frame.from === 0 ? new Map<string, { key: string }>() : (this.#rows.get(stream) ?? new Map());
    for (const key of frame.gone) rows.delete(key);
    for (const row of frame.rows) rows.set(row.key, row);
    this.#rows.set(stream, rows);
    this.#to.set(stream, frame.to);
    this.frames.push(frame);
  }
}
