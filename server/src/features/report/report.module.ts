import { Module } from '@nestjs/common';
import { readOrCreateSecret } from '../../access/secret-file.ts';
import type { Config } from '../../config.ts';
import { CONFIG } from '../../tokens.ts';
import { CATEGORIES, readCategories } from './categories.ts';
import { Open311Controller } from './open311/open311.controller.ts';
import { Open311Repository } from './open311/open311.repository.ts';
import { Open311Service } from './open311/open311.service.ts';
import { PhotoCleaner } from './photo.ts';
import { ReportController } from './report.controller.ts';
import { ReportRepository } from './report.repository.ts';
import { ReportService } from './report.service.ts';
import { TrackCodes } from './track-code.ts';
import { UploadStore } from './upload-store.ts';

/** What residents send, by the portal and by Open311: two doors of one counter. */
@Module({
  controllers: [ReportController, Open311Controller],
  providers: [
    ReportService,
    ReportRepository,
    Open311Service,
    Open311Repository,
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
