import { Inject, Injectable } from '@nestjs/common';
import type { CountRow } from '@ioc/contracts/stream/channels';
import type { Topic } from '../../feed/change.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { CountRepository } from './count.repository.ts';
import { CountState, windowStartMs } from './count-state.ts';

const MINUTE_MS = 60_000;
/** What is observed further ahead of its storing is quarantined long before. */
const AHEAD_MS = 3_600_000;

@Injectable()
export class CountChannel implements Channel<'counts'> {
  readonly name = 'counts';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['count']);
  readonly atOnce = false;

  constructor(@Inject(CountRepository) private readonly repository: CountRepository) {}

  async load(at: LoadPoint): Promise<ChannelState<CountRow>> {
    const { units, seq, atMs, storedAtMs } = at;
    const window = { sinceMs: windowStartMs(atMs), untilMs: endOf(at) };
    return new CountState(units, await this.repository.known(seq, window, units, storedAtMs), atMs);
  }
}

/**
 * As it happened, a minute counts when it is over, for the ledger knows minutes. As known at a past moment nothing lies
 * more than minutes ahead of it: without an end the whole time since then would be looked through.
 */
function endOf({ atMs, live, mode }: LoadPoint): number | null {
  if (mode === 'happened') return Math.floor(atMs / MINUTE_MS) * MINUTE_MS;
  return live ? null : atMs + AHEAD_MS;
}
