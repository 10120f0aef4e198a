// Everything this page hears, in one place: which streams are wanted, what they hold, how fresh it is. Frames wait in
// a queue and are applied at most once per animation frame, so the speed of data never drives the speed of painting.
// It knows no socket: `socket.ts` feeds it and reads which ones to ask for; the gallery and tests feed it by hand.
import type { Scope } from '@ioc/contracts/scope';
import type { Channel } from '@ioc/contracts/stream/channels';
import type { Frame, Heartbeat } from '@ioc/contracts/stream/down';
import { WHOLE_VIEW, WHOLE_VIEW_KEY, viewKey } from '@ioc/contracts/stream/view';
import type { View, ViewKey } from '@ioc/contracts/stream/view';
import { FrameParts } from './frame-parts.ts';
import { EMPTY_STREAM, applyFrames } from './frames.ts';
import type { StreamState } from './frames.ts';
import { judgeFreshness } from './freshness.ts';
import type { Connection, Freshness, Hearing } from './freshness.ts';
import type { Hearable } from './hearable.ts';
import { HubClock } from './hub-clock.ts';
import type { Replay } from './replay.ts';

/** Beyond this many waiting frames (a hidden tab does not animate) they are applied at once: the queue is bounded. */
const QUEUE_LIMIT = 256;

/** Its freshness is asked for twice a second; so much between two questions and it was the page that stood still. */
const STOOD_STILL_MS = 1_500;

/** What a panel listens to, in the scope of the page. */
export interface Wish {
  readonly channel: Channel;
  readonly view: View;
}

/** A wish with the place up to which it is held; `after` 0 asks for a snapshot, one without `at` for one that says so. */
export interface Question extends Wish {
  readonly after: number;
  readonly at?: string;
}

type StreamId = `${Channel} ${ViewKey}`;
const idOf = (channel: Channel, view: View): StreamId => `${channel} ${viewKey(view)}`;
const idOfFrame = ({ channel, view = WHOLE_VIEW_KEY }: Frame): StreamId => `${channel} ${view}`;

/** Their rows are things, some of which came and went unseen; figures tell all of their history themselves. */
const CHANNELS_OF_THINGS: ReadonlySet<Channel> = new Set(['map', 'latest', 'critical', 'tickets']);

interface Wanted extends Wish {
  readonly times: number;
}

export interface HubPorts {
  /** Calls back before the next paint. */
  readonly nextFrame: (callback: () => void) => void;
  readonly steadyMs: () => number;
}

export class Hub implements Hearable {
  readonly clock: HubClock;
  readonly past = null;
  /** Whose figures all streams of this page are. */
  readonly scope: Scope;
  private readonly ports: HubPorts;
  private readonly streams = new Map<StreamId, StreamState>();
  private readonly wanted = new Map<StreamId, Wanted>();
  private readonly refused = new Set<StreamId>();
  private readonly listeners = new Set<() => void>();
  private queue: Frame[] = [];
  private readonly parts = new FrameParts();
  private received = 0;
  private applied = 0;
  private flushPlanned = false;
  private hearing: Hearing;
  private askedAtMs: number;
  /** Changes when scenes were saved; null: not heard since the line was lost. */
  scenesSaid: number | null = null;
  /** Set by the socket: asks the hub for a stream, or leaves it. */
  onWanted: (question: Question) => void = () => {};
  onUnwanted: (wish: Wish) => void = () => {};
  /** Lets a clock of the past speak over the line, until the returned function ends it. */
  onReplay: (replay: Replay) => () => void = () => () => {};

  constructor(ports: HubPorts, scope: Scope = 'province') {
    this.ports = ports;
    this.scope = scope;
    this.clock = new HubClock(ports.steadyMs);
    this.askedAtMs = ports.steadyMs();
    this.hearing = {
      connection: 'connecting',
      heardAtMs: null,
      openedAtMs: ports.steadyMs(),
      storing: true,
      storedAt: null,
      hubAt: null,
      skippedAtMs: null,
    };
  }

  /** Registers interest in a channel, or in a view of it; the returned function ends it. */
  want(channel: Channel, view: View = WHOLE_VIEW): () => void {
    const id = idOf(channel, view);
    const times = this.wanted.get(id)?.times ?? 0;
    this.wanted.set(id, { channel, view, times: times + 1 });
    if (times === 0) this.onWanted(this.questionOf({ channel, view }));
    return () => this.release(id);
  }

  private release(id: StreamId): void {
    const wanted = this.wanted.get(id);
    if (!wanted) return;
    if (wanted.times > 1) {
      this.wanted.set(id, { ...wanted, times: wanted.times - 1 });
      return;
    }
    this.wanted.delete(id);
    this.streams.delete(id);
    this.parts.forget(id);
    this.refused.delete(id);
    this.onUnwanted({ channel: wanted.channel, view: wanted.view });
  }

  /** What to ask for after a (re)connect, each with the place to go on from. */
  questions(): readonly Question[] {
    return [...this.wanted.values()].map((wish) => this.questionOf(wish));
  }

  private questionOf({ channel, view }: Wish): Question {
    const { synced, behind, to, at } = this.stream(channel, view);
    if (!synced || at === null) return { channel, view, after: 0 };
    return behind ? { channel, view, after: to } : { channel, view, after: to, at };
  }

  isWanted({ channel, view }: Wish): boolean {
    return this.wanted.has(idOf(channel, view));
  }

  stream<C extends Channel>(channel: C, view: View = WHOLE_VIEW): StreamState<C> {
    return (this.streams.get(idOf(channel, view)) ?? EMPTY_STREAM) as StreamState<C>;
  }

  hear(): Hearing {
    return this.hearing;
  }

  /** Heartbeats that came while the page stood still wait behind this question: silence is counted from here. */
  freshness(): Freshness {
    const nowMs = this.ports.steadyMs();
    const stoodStill = nowMs - this.askedAtMs > STOOD_STILL_MS;
    this.askedAtMs = nowMs;
    const { heardAtMs, openedAtMs } = this.hearing;
    if (stoodStill)
      this.hearing = {
        ...this.hearing,
        heardAtMs: heardAtMs === null ? null : nowMs,
        openedAtMs: heardAtMs === null ? nowMs : openedAtMs,
      };
    return judgeFreshness(this.hearing, nowMs);
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  takeFrame(message: Frame): void {
    const wish = this.wanted.get(idOfFrame(message));
    if (!wish) return;
    const joined = this.parts.take(idOfFrame(message), message);
    if (joined === 'torn') this.onWanted({ channel: wish.channel, view: wish.view, after: 0 });
    if (typeof joined === 'string') return;
    this.queue.push(joined.frame);
    this.received += 1;
    if (this.queue.length >= QUEUE_LIMIT) this.flush();
    else if (!this.flushPlanned) {
      this.flushPlanned = true;
      this.ports.nextFrame(() => this.flush());
    }
  }

  takeHeartbeat(heartbeat: Heartbeat): void {
    this.clock.hear(heartbeat.at);
    const { storing, storedAt, at, scenes = 0 } = heartbeat;
    this.scenesSaid = scenes;
    this.hearing = {
      ...this.hearing,
      connection: this.hearing.connection === 'outdated' ? 'outdated' : 'live',
      heardAtMs: this.ports.steadyMs(),
      storing,
      storedAt,
      hubAt: at,
    };
    this.tell();
  }

  setConnection(connection: Connection): void {
    if (this.hearing.connection === connection) return;
    if (connection === 'lost') this.scenesSaid = null;
    this.hearing = { ...this.hearing, connection };
    this.tell();
  }

  /** The hub does not let this reader hear a stream: what was heard of it is dropped (S4). */
  refuse({ channel, view }: Wish): void {
    const id = idOf(channel, view);
    this.streams.delete(id);
    this.parts.forget(id);
    this.queue = this.queue.filter((frame) => idOfFrame(frame) !== id);
    this.refused.add(id);
    this.tell();
  }

  admit({ channel, view }: Wish): void {
    if (this.refused.delete(idOf(channel, view))) this.tell();
  }

  isRefused(channel: Channel, view: View = WHOLE_VIEW): boolean {
    return this.refused.has(idOf(channel, view));
  }

  /** How many frames came, and how many of them the parts of the page can see: a browser may stop animating. */
  get frames(): { readonly received: number; readonly applied: number } {
    return { received: this.received, applied: this.applied };
  }

  /** The present is never unknown. */
  isNotKnown(): boolean {
    return false;
  }

  /** The hub ended the line on purpose: rights may be gone, and with them everything heard by them (S4). */
  dropAll(): void {
    this.streams.clear();
    this.parts.forgetAll();
    this.queue = [];
    this.tell();
  }

  /** Applies what waits. A gap asks for a snapshot (S2). */
  flush(): void {
    this.flushPlanned = false;
    const frames = this.queue;
    this.queue = [];
    this.applied = this.received;
    for (const id of new Set(frames.map(idOfFrame))) {
      this.applyTo(
        id,
        frames.filter((frame) => idOfFrame(frame) === id),
      );
    }
    if (frames.length > 0) this.tell();
  }

  private applyTo(id: StreamId, frames: readonly Frame[]): void {
    const wish = this.wanted.get(id);
    if (!wish) return;
    const { state, gap } = applyFrames<Channel>(this.streams.get(id) ?? EMPTY_STREAM, frames);
    this.streams.set(id, state);
    const isSkipped = frames.some(({ historySkipped }) => historySkipped);
    if (isSkipped && CHANNELS_OF_THINGS.has(wish.channel))
      this.hearing = { ...this.hearing, skippedAtMs: this.ports.steadyMs() };
    if (gap) this.onWanted({ channel: wish.channel, view: wish.view, after: 0 });
  }

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}
