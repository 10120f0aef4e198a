// A clock of the past and what its channels show, beside the live hub and never in it: its frames come as another event,
// carry which clock they are of, and land here alone. It knows no socket and paints nothing; after a lost line it begins
// again where the clock stood, for the past does not run away.
import type { Channel } from '@ioc/contracts/stream/channels';
import type { PastFrame, ReplayClock } from '@ioc/contracts/stream/down';
import type { ClockMode, ReplayControl, ReplayStart, SubscribeAnswer } from '@ioc/contracts/stream/up';
import { EMPTY_STREAM, applyFrame } from './frames.ts';
import type { StreamState } from './frames.ts';

/** How it speaks to the hub. */
export interface ReplayLine {
  readonly isOpen: () => boolean;
  readonly subscribe: (channel: Channel, clock: ReplayStart) => Promise<SubscribeAnswer>;
  readonly unsubscribe: (channel: Channel, replay: string) => void;
  readonly control: (message: ReplayControl) => Promise<SubscribeAnswer>;
}

export interface PastState<C extends Channel = Channel> extends StreamState<C> {
  /** Nothing is stored that could tell. */
  readonly notKnown: boolean;
}

const EMPTY_PAST: PastState = { ...EMPTY_STREAM, notKnown: false };
const LOST: SubscribeAnswer = { ok: false, code: 'unavailable', message: 'the line is lost' };

export class Replay {
  private readonly streams = new Map<Channel, PastState>();
  private readonly wanted = new Map<Channel, number>();
  private readonly listeners = new Set<() => void>();
  private line: ReplayLine | null = null;
  private stand: ReplayClock;
  private trouble: SubscribeAnswer | null = null;

  constructor(start: ReplayStart) {
    const { replay, mode, at, speed, playing } = start;
    this.stand = { replay, mode, at, speed, state: playing ? 'playing' : 'paused' };
  }

  /** Where it stands. */
  get clock(): ReplayClock {
    return this.stand;
  }

  /** The newest refusal, such as a moment that is not kept any more; null when the last wish was granted. */
  get refusal(): SubscribeAnswer | null {
    return this.trouble;
  }

  attach(line: ReplayLine): void {
    this.line = line;
    this.resume();
  }

  detach(): void {
    for (const channel of this.wanted.keys()) this.line?.unsubscribe(channel, this.stand.replay);
    this.line = null;
  }

  /** After each connect: every channel again, from where the clock stands. */
  resume(): void {
    for (const channel of this.wanted.keys()) void this.ask(channel);
  }

  want(channel: Channel): () => void {
    const before = this.wanted.get(channel) ?? 0;
    this.wanted.set(channel, before + 1);
    if (before === 0) void this.ask(channel);
    return () => this.release(channel);
  }

  stream<C extends Channel>(channel: C): PastState<C> {
    return (this.streams.get(channel) ?? EMPTY_PAST) as PastState<C>;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  seek(at: string, mode: ClockMode = this.stand.mode): Promise<SubscribeAnswer> {
    return this.tell({ do: 'seek', replay: this.stand.replay, at, mode });
  }

  setSpeed(speed: number): Promise<SubscribeAnswer> {
    return this.tell({ do: 'speed', replay: this.stand.replay, speed });
  }

  play(): Promise<SubscribeAnswer> {
    return this.tell({ do: 'play', replay: this.stand.replay });
  }

  pause(): Promise<SubscribeAnswer> {
    return this.tell({ do: 'pause', replay: this.stand.replay });
  }

  step(byMs: number): Promise<SubscribeAnswer> {
    return this.tell({ do: 'step', replay: this.stand.replay, byMs });
  }

  takeFrame({ clock, notKnown, ...frame }: PastFrame): void {
    if (clock.replay !== this.stand.replay || !this.wanted.has(frame.channel)) return;
    const { state } = applyFrame<Channel>(this.stream(frame.channel), frame);
    this.streams.set(frame.channel, { ...state, notKnown: notKnown === true });
    this.stand = { ...this.stand, mode: clock.mode, at: frame.at };
    this.changed();
  }

  takeClock(clock: ReplayClock): void {
    if (clock.replay !== this.stand.replay) return;
    this.stand = clock;
    this.changed();
  }

  /** Rights may be gone, and with them everything shown by them (S4). */
  dropAll(): void {
    this.streams.clear();
    this.changed();
  }

  private release(channel: Channel): void {
    const left = (this.wanted.get(channel) ?? 1) - 1;
    if (left > 0) {
      this.wanted.set(channel, left);
      return;
    }
    this.wanted.delete(channel);
    this.streams.delete(channel);
    this.line?.unsubscribe(channel, this.stand.replay);
  }

  private ask(channel: Channel): Promise<SubscribeAnswer> {
    const { replay, mode, at, speed, state } = this.stand;
    const start = { replay, mode, at, speed, playing: state === 'playing' };
    return this.answered((line) => line.subscribe(channel, start));
  }

  private tell(message: ReplayControl): Promise<SubscribeAnswer> {
    return this.answered((line) => line.control(message));
  }

  private async answered(ask: (line: ReplayLine) => Promise<SubscribeAnswer>): Promise<SubscribeAnswer> {
    const { line } = this;
    const answer = line?.isOpen() ? await ask(line).catch(() => LOST) : LOST;
    this.trouble = answer.ok ? null : answer;
    this.changed();
    return answer;
  }

  private changed(): void {
    for (const listener of this.listeners) listener();
  }
}
