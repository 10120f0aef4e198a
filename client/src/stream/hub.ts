// Everything this page hears, in one place: which channels are wanted, what they hold, how fresh it is. Frames wait in
// a queue and are applied at most once per animation frame, so the speed of data never drives the speed of painting.
// It knows no socket: `socket.ts` feeds it and reads which channels to ask for; the gallery and tests feed it by hand.
import type { Scope } from '@ioc/contracts/scope';
import type { Channel } from '@ioc/contracts/stream/channels';
import type { Frame, Heartbeat } from '@ioc/contracts/stream/down';
import { EMPTY_STREAM, applyFrames } from './frames.ts';
import type { StreamState } from './frames.ts';
import type { Connection, Hearing } from './freshness.ts';
import { HubClock } from './hub-clock.ts';

/** Beyond this many waiting frames (a hidden tab does not animate) they are applied at once: the queue is bounded. */
const QUEUE_LIMIT = 256;

export interface HubPorts {
  /** Calls back before the next paint. */
  readonly nextFrame: (callback: () => void) => void;
  readonly steadyMs: () => number;
}

export class Hub {
  readonly clock: HubClock;
  /** Whose figures all streams of this page are. */
  readonly scope: Scope;
  private readonly ports: HubPorts;
  private readonly streams = new Map<Channel, StreamState>();
  private readonly wanted = new Map<Channel, number>();
  private readonly refused = new Set<Channel>();
  private readonly listeners = new Set<() => void>();
  private queue: Frame[] = [];
  private flushPlanned = false;
  private hearing: Hearing;
  /** Set by the socket: asks the hub for a channel after a position (0: snapshot), or leaves it. */
  onWanted: (channel: Channel, after: number) => void = () => {};
  onUnwanted: (channel: Channel) => void = () => {};

  constructor(ports: HubPorts, scope: Scope = 'province') {
    this.ports = ports;
    this.scope = scope;
    this.clock = new HubClock(ports.steadyMs);
    this.hearing = {
      connection: 'connecting',
      heardAtMs: null,
      openedAtMs: ports.steadyMs(),
      storing: true,
      storedAt: null,
      hubAt: null,
    };
  }

  /** Registers interest in a channel; the returned function ends it. */
  want(channel: Channel): () => void {
    const before = this.wanted.get(channel) ?? 0;
    this.wanted.set(channel, before + 1);
    if (before === 0) this.onWanted(channel, this.stream(channel).to);
    return () => this.release(channel);
  }

  private release(channel: Channel): void {
    const left = (this.wanted.get(channel) ?? 1) - 1;
    if (left > 0) {
      this.wanted.set(channel, left);
      return;
    }
    this.wanted.delete(channel);
    this.streams.delete(channel);
    this.refused.delete(channel);
    this.onUnwanted(channel);
  }

  /** Channels to ask for after a (re)connect, each with the position to resume from. */
  wantedChannels(): readonly { readonly channel: Channel; readonly after: number }[] {
    return [...this.wanted.keys()].map((channel) => {
      const state = this.stream(channel);
      return { channel, after: state.synced ? state.to : 0 };
    });
  }

  stream<C extends Channel>(channel: C): StreamState<C> {
    return (this.streams.get(channel) ?? EMPTY_STREAM) as StreamState<C>;
  }

  hear(): Hearing {
    return this.hearing;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  takeFrame(frame: Frame): void {
    if (!this.wanted.has(frame.channel)) return;
    this.queue.push(frame);
    if (this.queue.length >= QUEUE_LIMIT) this.flush();
    else if (!this.flushPlanned) {
      this.flushPlanned = true;
      this.ports.nextFrame(() => this.flush());
    }
  }

  takeHeartbeat(heartbeat: Heartbeat): void {
    this.clock.hear(heartbeat.at);
    const { storing, storedAt, at } = heartbeat;
    this.hearing = {
      ...this.hearing,
      connection: 'live',
      heardAtMs: this.ports.steadyMs(),
      storing,
      storedAt,
      hubAt: at,
    };
    this.tell();
  }

  setConnection(connection: Connection): void {
    if (this.hearing.connection === connection) return;
    this.hearing = { ...this.hearing, connection };
    this.tell();
  }

  /** The hub does not let this reader hear a channel: what was heard of it is dropped (S4). */
  refuse(channel: Channel): void {
    this.streams.delete(channel);
    this.queue = this.queue.filter((frame) => frame.channel !== channel);
    this.refused.add(channel);
    this.tell();
  }

  admit(channel: Channel): void {
    if (this.refused.delete(channel)) this.tell();
  }

  isRefused(channel: Channel): boolean {
    return this.refused.has(channel);
  }

  /** The hub ended the line on purpose: rights may be gone, and with them everything heard by them (S4). */
  dropAll(): void {
    this.streams.clear();
    this.queue = [];
    this.tell();
  }

  /** Applies what waits. A gap asks for a snapshot (S2). */
  flush(): void {
    this.flushPlanned = false;
    const frames = this.queue;
    this.queue = [];
    for (const channel of new Set(frames.map((frame) => frame.channel))) {
      this.applyTo(
        channel,
        frames.filter((frame) => frame.channel === channel),
      );
    }
    if (frames.length > 0) this.tell();
  }

  private applyTo(channel: Channel, frames: readonly Frame[]): void {
    const { state, gap } = applyFrames<Channel>(this.stream(channel), frames);
    this.streams.set(channel, state);
    if (gap) this.onWanted(channel, 0);
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
