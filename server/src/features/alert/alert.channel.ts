import { Inject, Injectable } from '@nestjs/common';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import type { Change, Topic } from '../../feed/change.ts';
import { LOG_MEMORY_MS } from '../../feed/log-memory.ts';
import type { Channel, ChannelState, LoadPoint } from '../../hub/channel.ts';
import { ALERT_CAP, AlertState, CLOSED_SHOWN_MS } from './alert-state.ts';
import { AlertRepository } from './alert.repository.ts';
import { Raiser } from './raiser.ts';

@Injectable()
export class AlertChannel implements Channel<'alerts'> {
  readonly name = 'alerts';
  readonly topics: ReadonlySet<Topic> = new Set<Topic>(['alert']);
  readonly atOnce = true;
  /** How a group grew from write to write is told by the log alone. */
  readonly memoryMs = LOG_MEMORY_MS;

  constructor(
    @Inject(AlertRepository) private readonly repository: AlertRepository,
    @Inject(Raiser) private readonly raiser: Raiser,
  ) {}

  /** Alerts are raised of what this node reads, if it leads. */
  follow(changes: readonly Change[] | null): void {
    this.raiser.hear(changes);
  }

  /** That somebody was alerted is a fact of the moment it was stored at, in both modes (S7). */
  async load({ units, seq, atMs, mode }: LoadPoint): Promise<ChannelState<AlertRow>> {
    const known = await this.repository.known({
      seq,
      closedAfterMs: atMs - CLOSED_SHOWN_MS,
      units,
      limit: 2 * ALERT_CAP + 1,
      storedUntilMs: mode === 'happened' ? atMs : null,
    });
    return new AlertState(units, known, atMs);
  }
}
