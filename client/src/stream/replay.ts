// A clock of the past and what its channels show, beside the live hub and never in it: its frames come as another event,
// carry which clock they are of, and land here alone. It knows no socket and paints nothing; after a lost line it begins
// again where the clock stood, for the past does not run away.
import type { Channel } from '@ioc/contracts/stream/channels';
import type { PastFrame, ReplayClock } from '@ioc/contracts/stream/down';
import type { ClockMode, ReplayControl, ReplayStart, SubscribeAnswer } from '@ioc/contracts/stream/up';
import { WHOLE_VIEW, WHOLE_VIEW_KEY, viewKey } from '@ioc/contracts/stream/view';
import type { View, ViewKey } from '@ioc/contracts/stream/view';
import { backoffMs } from './backoff.ts';
import { EMPTY_STREAM, applyFrame } from './frames.ts';
import type { StreamState } from './frames.ts';

/** What a panel listens to. */
interface PastWish {
  readonly channel: Channel;
  readonly view: View;
}

type StreamId = `${Channel} ${ViewKey}`;
const idOf = (channel: Channel, view: View): StreamId => `${channel} ${viewKey(view)}`;

interface Wanted extends PastWish {
  readonly times: number;
}

/** How it speaks to the hub. */
export interface ReplayLine {
  readonly isOpen: () => boolean;
  readonly subscribe: (wish: PastWish, clock: ReplayStart) => Promise<SubscribeAnswer>;
  readonly unsubscribe: (wish: PastWish, replay: string) => void;
  readonly control: (message: ReplayControl) => Promise<SubscribeAnswer>;
}

export interface PastState<C extends Channel = Channel> extends StreamState<C> {
  /** Nothing is stored that could tell. */
  readonly notKnown: boolean;
}

const EMPTY_PAST: PastState = { ...EMPTY_STREAM, notKnown: false };
const LOST: SubscribeAnswer = { ok: false, code: 'unavailable', message: 'the line is lost' };

export class Replay {
  private readonly streams = new Map<StreamId, PastState>();
  private readonly wanted = new Map<StreamId, Wanted>();
  private readonly forbidden = new Set<StreamId>();
  private readonly againTimers = new Set<ReturnType<typeof setTimeout>>();
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

  /** It has shown nothing yet. */
  get isEmpty(): boolean {
    return this.streams.size === 0;
  }

  attach(line: ReplayLine): void {
    this.line = line;
    this.resume();
  }

  detach(): void {
    for (const wish of this.wanted.values()) this.line?.unsubscribe(wishOf(wish), this.stand.replay);
    this.againTimers.forEach(clearTimeout);
    this.line = null;
  }

  /** After each connect: every stream again, from where the clock stands. */
  resume(): void {
    for (const wish of this.wanted.values()) void this.ask(wish);
  }

  want(channel: Channel, view: View = WHOLE_VIEW): () => void {
    const id = idOf(channel, view);
    const times = this.wanted.get(id)?.times ?? 0;
    this.wanted.set(id, { channel, view, times: times + 1 });
    if (times === 0) void this.ask({ channel, view });
    return () => this.release(id);
  }

  stream<C extends Channel>(channel: C, view: View = WHOLE_VIEW): PastState<C> {
    return (this.streams.get(idOf(channel, view)) ?? EMPTY_PAST) as PastState<C>;
  }

  /** Who may not follow a channel may not follow its past. */
  isForbidden(channel: Channel, view: View = WHOLE_VIEW): boolean {
    return this.forbidden.has(idOf(channel, view));
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  /** Where the hub has no such clock any more (nothing could be shown, or the line is lost) it begins anew from there. */
  async seek(at: string, mode: ClockMode = this.stand.mode): Promise<SubscribeAnswer> {
    const answer = await this.tell({ do: 'seek', replay: this.stand.replay, at, mode });
    const isGone = !answer.ok && (answer.code === 'no-replay' || !this.line?.isOpen());
    if (!isGone) return answer;
    this.stand = { ...this.stand, at, mode, state: 'paused' };
    if (this.line?.isOpen()) this.resume();
    return answer;
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

  takeFrame({ clock, notKnown, ...frame }: PastFrame): void {
    const id: StreamId = `${frame.channel} ${frame.view ?? WHOLE_VIEW_KEY}`;
    if (clock.replay !== this.stand.replay || !this.wanted.has(id)) return;
    const { state } = applyFrame<Channel>(this.streams.get(id) ?? EMPTY_PAST, frame);
    this.streams.set(id, { ...state, notKnown: notKnown === true });
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

  private release(id: StreamId): void {
    const wanted = this.wanted.get(id);
    if (!wanted) return;
    if (wanted.times > 1) {
      this.wanted.set(id, { ...wanted, times: wanted.times - 1 });
      return;
    }
    this.wanted.delete(id);
    this.streams.delete(id);
    this.forbidden.delete(id);
    this.line?.unsubscribe(wishOf(wanted), this.stand.replay);
  }

  private async ask({ channel, view }: PastWish, attempt = 0): Promise<void> {
    const { replay, mode, at, speed, state } = this.stand;
    const start = { replay, mode, at, speed, playing: state === 'playing' };
    const answer = await this.answered((line) => line.subscribe({ channel, view }, start));
    const id = idOf(channel, view);
    if (answer.ok) this.forbidden.delete(id);
    else if (answer.code === 'forbidden') this.forbidden.add(id);
    else if (answer.code === 'unavailable' || answer.code === 'too-many')
      this.askLater({ channel, view }, attempt);
    this.changed();
  }

  /** On a good line only: after a lost one everything is asked for again anyway. */
  private askLater(wish: PastWish, attempt: number): void {
    const timer = setTimeout(() => {
      this.againTimers.delete(timer);
      const isOpen = this.line?.isOpen() ?? false;
      if (isOpen && this.wanted.has(idOf(wish.channel, wish.view))) void this.ask(wish, attempt + 1);
    }, backoffMs(attempt));
    this.againTimers.add(timer);
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

const wishOf = ({ channel, view }: PastWish): PastWish => ({ channel, view });
