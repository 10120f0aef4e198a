import {
  Global,
  Module,
  type DynamicModule,
  type InjectionToken,
  type ModuleMetadata,
  type Provider,
} from '@nestjs/common';
import { Access } from '../access/access.ts';
import { AuditTrail } from '../audit/audit-trail.ts';
import { ChangeFeed } from '../feed/change-feed.ts';
import { LogMemory } from '../feed/log-memory.ts';
import { StoringProbe } from '../feed/storing-probe.ts';
import type { Logger } from '../logger.ts';
import { Metrics } from '../metrics.ts';
import { UnitDirectory } from '../registry/unit-directory.ts';
import { CLOCK, LOGGER, type Clock } from '../tokens.ts';
import { CHANNEL_LIST, type Channel } from './channel.ts';
import { Gateway } from './gateway.ts';
import { Hub } from './hub.ts';
import { ReplayHistory } from './replay/replay-history.ts';
import { Replays } from './replay/replays.ts';
import { StreamPool } from './stream-pool.ts';

const pool: Provider = {
  provide: StreamPool,
  useFactory: (channels: readonly Channel[], directory: UnitDirectory, clock: Clock, memory: LogMemory) =>
    new StreamPool(new Map(channels.map((channel) => [channel.name, channel])), directory, clock, memory),
  inject: [CHANNEL_LIST, UnitDirectory, CLOCK, LogMemory],
};

const hub: Provider = {
  provide: Hub,
  useFactory: (
    ...[feed, probe, streams, directory, access, audit, clock, logger, metrics]: [
      ChangeFeed,
      StoringProbe,
      StreamPool,
      UnitDirectory,
      Access,
      AuditTrail,
      Clock,
      Logger,
      Metrics,
    ]
  ) => new Hub({ feed, probe, pool: streams, directory, access, audit, clock, logger, metrics }),
  inject: [ChangeFeed, StoringProbe, StreamPool, UnitDirectory, Access, AuditTrail, CLOCK, LOGGER, Metrics],
};

/** The hub knows no feature: the channels are handed in, with the modules that make them. */
@Global()
@Module({})
export class HubModule {
  static with(
    imports: NonNullable<ModuleMetadata['imports']>,
    channels: readonly InjectionToken[],
  ): DynamicModule {
    const list: Provider = {
      provide: CHANNEL_LIST,
      useFactory: (...made: Channel[]) => made,
      inject: [...channels],
    };
    return {
      module: HubModule,
      imports,
      providers: [list, LogMemory, pool, hub, ReplayHistory, Replays, Gateway],
      exports: [CHANNEL_LIST, Gateway, Hub, ReplayHistory, StreamPool],
    };
  }
}
