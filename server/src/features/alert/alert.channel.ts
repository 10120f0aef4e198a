import { Inject, Injectable } from '@nestjs/common';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import type { Topic } from '../../feed/change.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { ALERT_CAP, AlertState, CLOSED_SHOWN_MS } from './alert-state.ts';
import { AlertRepository } from './alert.repository.ts';

@Injectable()
export class AlertChannel implements Channel<'alerts'> {
  readonly name = 'alerts';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['alert']);
  readonly atOnce = true;

  constructor(@Inject(AlertRepository) private readonly repository: AlertRepository) {}

  async load({ units, seq, atMs }: LoadPoint): Promise<ChannelState<AlertRow>> {
    const known = await this.repository.known(seq, atMs - CLOSED_SHOWN_MS, units, 2 * ALERT_CAP + 1);
    return new AlertState(units, known, atMs);
  }
}
