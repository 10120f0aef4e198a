import { Inject, Injectable } from '@nestjs/common';
import type { ServiceRow } from '@ioc/contracts/stream/channels';
import type { Topic } from '../../feed/change.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { ServiceRepository } from './service.repository.ts';
import { ServiceState } from './service-state.ts';

@Injectable()
export class ServiceChannel implements Channel<'service'> {
  readonly name = 'service';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['service']);
  readonly atOnce = false;

  constructor(@Inject(ServiceRepository) private readonly repository: ServiceRepository) {}

  /** As it happened: by what had been stated until then, whenever it was stored. */
  async load({ units, seq, atMs, mode }: LoadPoint): Promise<ChannelState<ServiceRow>> {
    const before = mode === 'happened' ? new Date(atMs + 1) : null;
    return new ServiceState(units, await this.repository.current(seq, before));
  }
}
