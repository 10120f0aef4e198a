import type { ItemRow } from '@ioc/contracts/stream/channels';
import { WHOLE_VIEW } from '@ioc/contracts/stream/view';
import type { Topic } from '../../feed/change.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { KEPT_PER_CAP, ThingState } from './thing-state.ts';
import type { ThingRepository } from './thing.repository.ts';
import { viewed, type ThingRule } from './thing-rules.ts';

/** Nothing known at a moment began more than minutes after it: what is observed further ahead is quarantined. */
const AHEAD_MS = 3_600_000;

/** The channel of one rule: map, latest, critical or tickets. */
export class ThingChannel<R extends ItemRow = ItemRow> implements Channel {
  readonly name: ThingRule['name'];
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['item']);
  readonly atOnce: boolean;

  constructor(
    private readonly rule: ThingRule<R>,
    private readonly repository: ThingRepository,
  ) {
    this.name = rule.name;
    this.atOnce = rule.atOnce;
  }

  async load(at: LoadPoint): Promise<ChannelState<R>> {
    const { units, view = WHOLE_VIEW, seq, atMs, live, mode = 'known' } = at;
    const limit = this.rule.cap * KEPT_PER_CAP + 1;
    const untilMs = mode === 'happened' ? atMs : live ? null : atMs + AHEAD_MS;
    const window = { sinceMs: this.rule.recentSinceMs(atMs), untilMs };
    const known = await this.repository.stateAt(this.rule.name, mode, { seq, units, view, limit, ...window });
    return new ThingState(viewed(this.rule, view), units, known, atMs);
  }
}
