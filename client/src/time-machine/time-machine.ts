// Whether the page shows the present or the past, and everything one can do about it. Of the present it holds nothing;
// into the past it opens one clock, which all of the page follows, and ends it on the way back. A page does not stay in
// the past by itself: when the hub ends the clock, or it has come to the present, the page is live again.
import type { ClockMode, ReplayStart } from '@ioc/contracts/stream/up';
import type { Hub } from '../stream/hub.ts';
import { PastHub } from '../stream/past-hub.ts';
import { Replay } from '../stream/replay.ts';
import { Seeker } from './seeker.ts';

export const SPEEDS = [1, 10, 60, 300, 600] as const;
const STEP_MS = 60_000;
const REPLAY = 'wall';

interface Visit {
  readonly atMs: number;
  readonly mode: ClockMode;
  readonly speed?: number;
  readonly playing?: boolean;
  /** Where it pauses by itself. */
  readonly untilMs?: number;
}

interface Open {
  readonly past: PastHub;
  readonly seeker: Seeker;
  untilMs: number | null;
  readonly end: () => void;
}

export class TimeMachine {
  private open: Open | null = null;
  private version = 0;
  private readonly listeners = new Set<() => void>();

  constructor(private readonly live: Hub) {}

  get past(): PastHub | null {
    return this.open?.past ?? null;
  }

  /** Changes with everything that is shown of it. */
  get stamp(): number {
    return this.version;
  }

  /** Where the page stands, or is on the way to; null: at present. */
  get atMs(): number | null {
    if (!this.open) return null;
    return this.open.seeker.wish?.atMs ?? this.open.past.clock.nowMs();
  }

  get isReading(): boolean {
    return this.open !== null && this.open.seeker.wish !== null;
  }

  subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  };

  enter({ atMs, mode, speed = 60, playing = false, untilMs }: Visit): void {
    this.leave();
    const at = new Date(atMs).toISOString();
    const start: ReplayStart = { replay: REPLAY, at, mode, speed, playing };
    const replay = new Replay(start);
    const leaves = [this.live.onReplay(replay), replay.subscribe(() => this.moved())];
    this.open = {
      past: new PastHub(this.live, replay),
      seeker: new Seeker(
        (to, how) => replay.seek(to, how),
        () => this.changed(),
      ),
      untilMs: untilMs ?? null,
      end: () => leaves.forEach((end) => end()),
    };
    this.changed();
  }

  /** From the present it opens the past there. */
  seek(atMs: number, mode?: ClockMode): void {
    const { open } = this;
    if (!open) return this.enter({ atMs, mode: mode ?? 'happened' });
    open.untilMs = null;
    open.seeker.to({ atMs, mode: mode ?? open.past.past });
  }

  step(direction: -1 | 1): void {
    if (this.atMs === null) return;
    void this.open?.past.replay.pause();
    this.seek(this.atMs + direction * STEP_MS);
  }

  toggle(): void {
    const replay = this.open?.past.replay;
    if (!replay) return;
    void (replay.clock.state === 'playing' ? replay.pause() : replay.play());
  }

  setSpeed(speed: number): void {
    void this.open?.past.replay.setSpeed(speed);
  }

  leave(): void {
    this.open?.end();
    this.open = null;
    this.changed();
  }

  private moved(): void {
    const { open } = this;
    if (!open) return;
    const { state } = open.past.replay.clock;
    // One that ended before it showed anything was refused, and the bar says why.
    if (state === 'live' || (state === 'ended' && !open.past.replay.isEmpty)) return this.leave();
    if (open.untilMs !== null && state === 'playing' && open.past.clock.nowMs() >= open.untilMs) {
      open.untilMs = null;
      void open.past.replay.pause();
    }
    this.changed();
  }

  private changed(): void {
    this.version += 1;
    for (const listener of this.listeners) listener();
  }
}
