import { Inject, Injectable } from '@nestjs/common';
import type { SourceRow } from '@ioc/contracts/stream/channels';
import type { Topic } from '../../feed/change.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { SourceRepository } from './source.repository.ts';
import { SourcesState } from './source-state.ts';

@Injectable()
export class SourceChannel implements Channel<'sources'> {
  readonly name = 'sources';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['source']);
  readonly atOnce = false;

  constructor(@Inject(SourceRepository) private readonly repository: SourceRepository) {}

  /** Live, the table may be ahead of `seq`; what follows repeats it, and rows are absolute. */
  async load({ seq, atMs, live }: LoadPoint): Promise<ChannelState<SourceRow>> {
    return new SourcesState(await (live ? this.repository.all() : this.repository.knownAt(seq)), atMs);
  }
}
