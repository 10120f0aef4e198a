import { Inject, Injectable } from '@nestjs/common';
import type { SourceRow } from '@ioc/contracts/stream/channels';
import type { Topic } from '../../feed/change.ts';
import { LOG_MEMORY_MS } from '../../feed/log-memory.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { SourceRepository } from './source.repository.ts';
import { SourcesState } from './source-state.ts';

@Injectable()
export class SourceChannel implements Channel<'sources'> {
  readonly name = 'sources';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['source']);
  readonly atOnce = false;
  readonly memoryMs = LOG_MEMORY_MS;

  constructor(@Inject(SourceRepository) private readonly repository: SourceRepository) {}

  /**
   * What a source was held to be is a fact of the moment it was stored at, in both modes. Live, the table may be ahead of `seq`; what follows repeats it, and
   * rows are absolute.
   */
  async load({ seq, atMs, live, mode }: LoadPoint): Promise<ChannelState<SourceRow>> {
    const storedUntil = mode === 'happened' ? new Date(atMs) : null;
    return new SourcesState(
      await (live ? this.repository.all() : this.repository.knownAt(seq, storedUntil)),
      atMs,
    );
  }
}
