import { Module, type DynamicModule } from '@nestjs/common';
import type { Config } from './config.ts';
import { CoreModule } from './core.module.ts';
import { AccountModule } from './features/account/account.module.ts';
import { AlertChannel } from './features/alert/alert.channel.ts';
import { AlertModule } from './features/alert/alert.module.ts';
import { AssetModule } from './features/asset/asset.module.ts';
import { AuditModule } from './features/audit/audit.module.ts';
import { ClipModule } from './features/clip/clip.module.ts';
import { CountChannel } from './features/count/count.channel.ts';
import { CountModule } from './features/count/count.module.ts';
import { DeadLetterModule } from './features/dead-letter/dead-letter.module.ts';
import { DocsModule } from './features/docs/docs.module.ts';
import { EventModule } from './features/event/event.module.ts';
import { GazetteerModule } from './features/gazetteer/gazetteer.module.ts';
import { GroupModule } from './features/group/group.module.ts';
import { HealthModule } from './features/health/health.module.ts';
import { IndicatorModule } from './features/indicator/indicator.module.ts';
import { InstanceModule } from './features/instance/instance.module.ts';
import { JobModule } from './features/job/job.module.ts';
import { ApiKeyModule } from './features/key/api-key.module.ts';
import { MapImportModule } from './features/map-import/map-import.module.ts';
import { OpenDataModule } from './features/open-data/open-data.module.ts';
import { PeopleModule } from './features/people/people.module.ts';
import { PlaceModule } from './features/place/place.module.ts';
import { PolicyModule } from './features/policy/policy.module.ts';
import { RecountChannel } from './features/recount/recount.channel.ts';
import { RecountModule } from './features/recount/recount.module.ts';
import { ReportModule } from './features/report/report.module.ts';
import { SceneModule } from './features/scene/scene.module.ts';
import { ScreenModule } from './features/screen/screen.module.ts';
import { SeriesModule } from './features/series/series.module.ts';
import { ServiceChannel } from './features/service/service.channel.ts';
import { ServiceModule } from './features/service/service.module.ts';
import { SessionModule } from './features/session/session.module.ts';
import { SiteModule } from './features/site/site.module.ts';
import { SnapshotModule } from './features/snapshot/snapshot.module.ts';
import { SourceChannel } from './features/source/source.channel.ts';
import { SourceModule } from './features/source/source.module.ts';
import { TicketModule } from './features/ticket/ticket.module.ts';
import { WallChannel } from './features/wall/wall.channel.ts';
import { WallModule } from './features/wall/wall.module.ts';
import { UploadModule } from './features/upload/upload.module.ts';
import {
  CRITICAL_CHANNEL,
  LATEST_CHANNEL,
  MAP_CHANNEL,
  ThingModule,
  TICKETS_CHANNEL,
} from './features/thing/thing.module.ts';
import { HubModule } from './hub/hub.module.ts';
import type { Logger } from './logger.ts';
import type { Clock } from './tokens.ts';

/** A channel is one line in each list; a test fails when a channel of the contracts has no line here. */
const channelModules = [
  ThingModule,
  AlertModule,
  CountModule,
  ServiceModule,
  SourceModule,
  RecountModule,
  WallModule,
];
const channels = [
  CountChannel,
  MAP_CHANNEL,
  LATEST_CHANNEL,
  CRITICAL_CHANNEL,
  AlertChannel,
  TICKETS_CHANNEL,
  ServiceChannel,
  SourceChannel,
  RecountChannel,
  WallChannel,
];

@Module({})
export class AppModule {
  static with(config: Config, logger: Logger, clock: Clock): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CoreModule.with(config, logger, clock),
        HubModule.with(channelModules, channels),
        ApiKeyModule,
        AccountModule,
        AssetModule,
        AuditModule,
        ClipModule,
        DeadLetterModule,
        DocsModule,
        EventModule,
        GazetteerModule,
        GroupModule,
        HealthModule,
        IndicatorModule,
        InstanceModule,
        JobModule,
        MapImportModule,
        OpenDataModule,
        PeopleModule,
        PlaceModule,
        PolicyModule,
        ReportModule,
        SceneModule,
        ScreenModule,
        SeriesModule,
        SessionModule,
        SiteModule,
        SnapshotModule,
        TicketModule,
        UploadModule,
      ],
    };
  }
}
