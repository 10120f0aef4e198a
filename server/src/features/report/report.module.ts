import { Module, type Provider } from '@nestjs/common';
import { readOrCreateSecret } from '../../access/secret-file.ts';
import type { Config } from '../../config.ts';
import { LoopWatch } from '../../loop-watch.ts';
import { NotifyModule } from '../../notify/notify.module.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import { CATEGORIES, readCategories } from './categories.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { NearbyRefs } from './nearby/nearby-refs.ts';
import { NearbyRepository } from './nearby/nearby.repository.ts';
import { NearbyService } from './nearby/nearby.service.ts';
import { Open311Controller } from './open311.controller.ts';
import { Open311Repository } from './open311.repository.ts';
import { Open311Service } from './open311.service.ts';
import { PhotoCleaner } from './photo.ts';
import { ReportIntake } from './report-intake.service.ts';
import { ReportController } from './report.controller.ts';
import { ReportRepository } from './report.repository.ts';
import { ReportService } from './report.service.ts';
import { TrackCodes } from './track-code.ts';
import { CodeGuesses } from './track/code-guesses.ts';
import { PushController } from './track/push.controller.ts';
import { ReopeningRepository } from './track/reopening.repository.ts';
import { TrackController } from './track/track.controller.ts';
import { TrackRepository } from './track/track.repository.ts';
import { TrackService } from './track/track.service.ts';
import { UploadStore } from './upload-store.ts';
import { AttachmentController } from './upload/attachment.controller.ts';
import { IncomingStore } from './upload/incoming-store.ts';
import { UploadQuota } from './upload/upload-quota.ts';
import { UploadSweep } from './upload/upload-sweep.ts';
import { UploadRepository } from './upload/upload.repository.ts';
import { UploadService } from './upload/upload.service.ts';

/** The secret of this site by which codes are made; what else is signed here says what it is for. */
const SECRET = Symbol('track-key');

const secrets: Provider[] = [
  {
    provide: SECRET,
    useFactory: ({ worldDir }: Config) => readOrCreateSecret(worldDir, 'track-key'),
    inject: [CONFIG],
  },
  { provide: TrackCodes, useFactory: (secret: string) => new TrackCodes(secret), inject: [SECRET] },
  { provide: NearbyRefs, useFactory: (secret: string) => new NearbyRefs(secret), inject: [SECRET] },
  {
    provide: Doorkeeper,
    useFactory: (secret: string, clock: Clock, loop: LoopWatch) =>
      new Doorkeeper(secret, clock, () => loop.standstillMs()),
    inject: [SECRET, CLOCK, LoopWatch],
  },
];

const files: Provider[] = [
  {
    provide: UploadStore,
    useFactory: ({ worldDir }: Config) => new UploadStore(worldDir),
    inject: [CONFIG],
  },
  {
    provide: IncomingStore,
    useFactory: ({ worldDir }: Config) => new IncomingStore(worldDir),
    inject: [CONFIG],
  },
  { provide: UploadQuota, useFactory: (clock: Clock) => new UploadQuota(clock), inject: [CLOCK] },
  { provide: CodeGuesses, useFactory: (clock: Clock) => new CodeGuesses(clock), inject: [CLOCK] },
];

/** What residents send, by the portal and by Open311: two doors of one counter. */
@Module({
  imports: [NotifyModule],
  controllers: [ReportController, AttachmentController, TrackController, PushController, Open311Controller],
  providers: [
    ReportIntake,
    ReportService,
    ReportRepository,
    NearbyRepository,
    NearbyService,
    TrackRepository,
    TrackService,
    ReopeningRepository,
    UploadRepository,
    UploadService,
    UploadSweep,
    Open311Service,
    Open311Repository,
    PhotoCleaner,
    { provide: CATEGORIES, useFactory: readCategories, inject: [CONFIG] },
    ...secrets,
    ...files,
  ],
})
export class ReportModule {}
