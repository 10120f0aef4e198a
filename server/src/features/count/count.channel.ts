import { Inject, Injectable } from '@nestjs/common';
import type { CountRow } from '@ioc/contracts/stream/channels';
import { WHOLE_VIEW } from '@ioc/contracts/stream/view';
import type { Topic } from '../../feed/change.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { viewFilter } from '../../hub/view-filter.ts';
import { CountRepository } from './count.repository.ts';
import { CountState, windowStartMs } from './count-state.ts';

@Injectable()
export class CountChannel implements Channel<'counts'> {
  readonly name = 'counts';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['count']);
  readonly atOnce = false;

  constructor(@Inject(CountRepository) private readonly repository: CountRepository) {}

  async load({ units, view = WHOLE_VIEW, seq, atMs }: LoadPoint): Promise<ChannelState<CountRow>> {
    const known = await this.repository.known(seq, windowStartMs(atMs), units, view);
    return new CountState(units, viewFilter(view), known, atMs);
  }
}
