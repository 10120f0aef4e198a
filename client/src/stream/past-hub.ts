// A clock of the past where the hub of now would stand. Rows, "now" and ages are the replay's; whether the line lives is
// the hub's to say, because a replay stands still when it is lost. What cannot be stored at present does not touch it.
import type { Channel } from '@ioc/contracts/stream/channels';
import type { ClockMode } from '@ioc/contracts/stream/up';
import type { View } from '@ioc/contracts/stream/view';
import type { StreamState } from './frames.ts';
import type { Freshness, Hearing } from './freshness.ts';
import type { Hearable } from './hearable.ts';
import type { Hub } from './hub.ts';
import type { Replay } from './replay.ts';

const FRESH: Freshness = { fresh: true };

export class PastHub implements Hearable {
  readonly clock = { nowMs: (): number => Date.parse(this.replay.clock.at) };

  constructor(
    private readonly live: Hub,
    readonly replay: Replay,
  ) {}

  get scope() {
    return this.live.scope;
  }

  get past(): ClockMode {
    return this.replay.clock.mode;
  }

  want = (channel: Channel, view?: View): (() => void) => this.replay.want(channel, view);

  stream = <C extends Channel>(channel: C, view?: View): StreamState<C> => this.replay.stream(channel, view);

  hear = (): Hearing => ({ ...this.live.hear(), skippedAtMs: null });

  freshness = (): Freshness => {
    const freshness = this.live.freshness();
    return !freshness.fresh && freshness.why === 'not-storing' ? FRESH : freshness;
  };

  isRefused = (channel: Channel, view?: View): boolean => this.replay.isForbidden(channel, view);

  isNotKnown = (channel: Channel, view?: View): boolean => this.replay.stream(channel, view).notKnown;

  subscribe = (listener: () => void): (() => void) => {
    const leaves = [this.replay.subscribe(listener), this.live.subscribe(listener)];
    return () => leaves.forEach((leave) => leave());
  };
}
