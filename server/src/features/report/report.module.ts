import { Module } from '@nestjs/common';
import { readOrCreateSecret } from '../../access/secret-file.ts';
import type { Config } from '../../config.ts';
import { CONFIG } from '../../tokens.ts';
import { CATEGORIES, readCategories } from './categories.ts';
import { Open311Clients } from './open311/clients.ts';
import { Open311Intake } from './open311/intake.ts';
import { IntakeRepository } from './open311/intake.repository.ts';
import { Open311Controller } from './open311/open311.controller.ts';
import { Open311Repository } from './open311/open311.repository.ts';
import { Open311Service } from './open311/open311.service.ts';
import { ReleasedMedia } from './open311/released-media.ts';
import { Open311UpdateIntake } from './open311/update-intake.ts';
import { PhotoCleaner } from './photo.ts';
import { ReportController } from './report.controller.ts';
import { ReportRepository } from './report.repository.ts';
import { ReportService } from './report.service.ts';
import { TrackCodes } from './track-code.ts';
import { UploadStore } from './upload-store.ts';

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
@Module({
  controllers: [ReportController, Open311Controller],
  providers: [
    ReportService,
    ReportRepository,
    ...OPEN311,
    PhotoCleaner,
    { provide: CATEGORIES, useFactory: readCategories, inject: [CONFIG] },
    {
      provide: TrackCodes,
      useFactory: async ({ worldDir }: Config) =>
        new TrackCodes(await readOrCreateSecret(worldDir, 'track-key')),
      inject: [CONFIG],
    },
    {
      provide: UploadStore,
      useFactory: ({ worldDir }: Config) => new UploadStore(worldDir),
      inject: [CONFIG],
    },
  ],
})
export class ReportModule {}
