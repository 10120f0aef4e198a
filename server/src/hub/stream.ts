// A channel in one scope, alive because somebody listens or did a moment ago. It holds what was last shown and gives
// the difference as a frame; all readers share that frame. A snapshot is always what was last shown, never fresher,
// so that the next frame begins exactly where the snapshot ends.
import type { Scope } from '@ioc/contracts/scope';
import type { Frame } from '@ioc/contracts/stream/down';
import type { Change, Position } from '../feed/change.ts';
import type { Channel, ChannelName, ChannelState, Row } from './channel.ts';
import { FrameRing } from './frame-ring.ts';

export type StreamKey = `${ChannelName} ${Scope}`;

export const streamKey = (channel: ChannelName, scope: Scope): StreamKey => `${channel} ${scope}`;

export class Stream {
  readonly key: StreamKey;
  readonly #shown = new Map<string, Row>();
  readonly #ring = new FrameRing();
  #seenVersion: number;
  #shownTo: number;
  #position: number;

  constructor(
    readonly channel: Channel,
    readonly scope: Scope,
    private state: ChannelState,
    position: Position,
    atMs: number,
  ) {
    this.key = streamKey(channel.name, scope);
    this.#position = position.seq;
    this.#shownTo = position.seq;
    state.advance(atMs);
    for (const [key, row] of state.rows()) this.#shown.set(key, row);
    this.#seenVersion = state.version;
  }

  get incomplete(): boolean {
    return this.state.incomplete;
  }

  /** Takes the changes of a whole batch; older ones than it knows are passed by. */
  accept(changes: readonly Change[], position: Position): void {
    for (const change of changes) {
      if (change.seq > this.#position && this.channel.topics.has(change.topic)) this.state.apply(change);
    }
    this.#position = Math.max(this.#position, position.seq);
  }

  /** A state loaded again at `position`; what differs goes out with the next frame. */
  replaceState(state: ChannelState, position: Position): void {
    this.state = state;
    this.#position = position.seq;
    this.#seenVersion = -1;
  }

  /** What changed since the last frame, or null. */
  nextFrame(atMs: number): Frame | null {
    this.state.advance(atMs);
    if (this.state.version === this.#seenVersion) return null;
    this.#seenVersion = this.state.version;
    const { rows, gone } = this.#difference();
    if (rows.length === 0 && gone.length === 0) return null;
    const frame = this.#frame(this.#shownTo, this.#position, atMs, rows, gone);
    this.#shownTo = this.#position;
    this.#ring.push(frame);
    return frame;
  }

  snapshot(atMs: number, historySkipped = false): Frame {
    const frame = this.#frame(0, this.#shownTo, atMs, [...this.#shown.values()], []);
    return historySkipped ? { ...frame, historySkipped: true } : frame;
  }

  /** What a client that holds everything up to `after` lacks. 0 asks for a snapshot. */
  since(after: number, atMs: number): Frame {
    if (after === 0) return this.snapshot(atMs);
    if (after > this.#shownTo) return this.snapshot(atMs, true);
    if (after === this.#shownTo && this.#ring.length === 0) return this.snapshot(atMs);
    return this.#ring.since(after) ?? this.snapshot(atMs, true);
  }

  #difference(): { rows: Row[]; gone: string[] } {
    const now = this.state.rows();
    const rows: Row[] = [];
    for (const [key, row] of now) {
      if (this.#shown.get(key) === row) continue;
      this.#shown.set(key, row);
      rows.push(row);
    }
    const gone = now.size === this.#shown.size ? [] : [...this.#shown.keys()].filter((key) => !now.has(key));
    for (const key of gone) this.#shown.delete(key);
    return { rows, gone };
  }

  #frame(from: number, to: number, atMs: number, rows: Row[], gone: string[]): Frame {
    return {
      channel: this.channel.name,
      scope: this.scope,
      from,
      to,
      at: new Date(atMs).toISOString(),
      rows,
      gone,
    };
  }
}
