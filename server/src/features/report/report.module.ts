import { Global, Module, type Provider } from '@nestjs/common';
import { readOrCreateSecret } from '../../access/secret-file.ts';
import type { Config } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { LoopWatch } from '../../loop-watch.ts';
import { NotifyModule } from '../../notify/notify.module.ts';
import { pictureFolderIn } from '../../pictures/picture-folder.ts';
import { PICTURE_ROOM, SERVICE_BOOK } from '../../ticket-ports.ts';
import { CLOCK, CONFIG, LOGGER, type Clock } from '../../tokens.ts';
import { CATEGORIES, readCategories } from './categories.ts';
import { deskPorts } from './desk-ports.ts';
import { Doorkeeper } from './doorkeeper.ts';
import { NearbyRefs } from './nearby/nearby-refs.ts';
import { NearbyRepository } from './nearby/nearby.repository.ts';
import { NearbyService } from './nearby/nearby.service.ts';
import { Open311Clients } from './open311/clients.ts';
import { Open311Intake } from './open311/intake.ts';
import { IntakeRepository } from './open311/intake.repository.ts';
import { Open311Controller } from './open311/open311.controller.ts';
import { Open311Repository } from './open311/open311.repository.ts';
import { Open311Service } from './open311/open311.service.ts';
import { ReleasedMedia } from './open311/released-media.ts';
import { Open311UpdateIntake } from './open311/update-intake.ts';
import { PhotoCleaner } from './photo-cleaner.ts';
import { ReportIntake } from './report-intake.service.ts';
import { ReportController } from './report.controller.ts';
import { ReportRepository } from './report.repository.ts';
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
  {
    provide: PhotoCleaner,
    useFactory: ({ worldDir }: Config, logger: Logger) =>
      new PhotoCleaner({ folder: pictureFolderIn(worldDir), logger }),
    inject: [CONFIG, LOGGER],
  },
  { provide: UploadQuota, useFactory: (clock: Clock) => new UploadQuota(clock), inject: [CLOCK] },
  { provide: CodeGuesses, useFactory: (clock: Clock) => new CodeGuesses(clock), inject: [CLOCK] },
];

const OPEN311 = [
  Open311Service,
  Open311Repository,
  Open311Clients,
  Open311Intake,
  Open311UpdateIntake,
  IntakeRepository,
  ReleasedMedia,
];

/** What residents send, by the portal and by Open311: two doors of one counter. */
@Global()
@Module({
  imports: [NotifyModule],
  controllers: [ReportController, AttachmentController, TrackController, PushController, Open311Controller],
  providers: [
    ReportIntake,
    ReportRepository,
    NearbyRepository,
    NearbyService,
    TrackRepository,
    TrackService,
    ReopeningRepository,
    UploadRepository,
    UploadService,
    UploadSweep,
    ...OPEN311,
    ...deskPorts,
    { provide: CATEGORIES, useFactory: readCategories, inject: [CONFIG] },
    ...secrets,
    ...files,
  ],
  exports: [SERVICE_BOOK, PICTURE_ROOM],
})
export class ReportModule {}
