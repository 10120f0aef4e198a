// The report of an old page, photos and all in one body; goes away with its last client.
import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { ReportAnswer, ReportRequest } from '@ioc/contracts/api/report';
import { sha256 } from '../../access/secret.ts';
import { Metrics } from '../../metrics.ts';
import { ProblemException } from '../../problem.filter.ts';
import { localDay } from '../../registry/local-day.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { CATEGORIES, type Categories, type Category } from './categories.ts';
import { PhotoCleaner, type CleanPhoto } from './photo.ts';
import { ReportRepository, type PhotoRow } from './report.repository.ts';
import { dueAtOf, ticketFact } from './ticket-fact.ts';
import { TrackCodes, trackHashOf } from './track-code.ts';
import { UploadStore } from './upload-store.ts';

const SOURCE = 'field-report';

@Injectable()
export class ReportService {
  constructor(
    @Inject(ReportRepository) private readonly repository: ReportRepository,
    @Inject(CATEGORIES) private readonly categories: Categories,
    @Inject(TrackCodes) private readonly codes: TrackCodes,
    @Inject(PhotoCleaner) private readonly cleaner: PhotoCleaner,
    @Inject(UploadStore) private readonly uploads: UploadStore,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The same `clientId` again is the same report with the same code, and writes nothing. */
  async take(report: ReportRequest, photos: readonly Buffer[]): Promise<Omit<ReportAnswer, 'attachments'>> {
    const category = this.#category(report.serviceCode);
    const id = this.codes.idOf(report.clientId);
    const code = this.codes.codeOf(report.clientId);
    const known = await this.repository.dueAtOf(SOURCE, id);
    if (known !== undefined) return { code, dueAt: known?.toISOString() ?? null };
    const cleaned = await Promise.all(photos.map((photo) => this.cleaner.clean(photo)));
    const receivedAtMs = this.clock();
    await this.#store(report, category, { id, code, receivedAtMs }, cleaned);
    return { code, dueAt: dueAtOf(category, receivedAtMs) };
  }

  #category(serviceCode: string): Category {
    const category = this.categories.get(serviceCode);
    if (category) return category;
    throw new ProblemException(400, 'there is no such category', [
      { path: 'serviceCode', message: 'unknown' },
    ]);
  }

  async #store(
    report: ReportRequest,
    category: Category,
    own: { id: string; code: string; receivedAtMs: number },
    photos: readonly CleanPhoto[],
  ): Promise<void> {
    const point = report.lon === null || report.lat === null ? null : ([report.lon, report.lat] as const);
    const unit = point && this.directory.unitAt(point[0], point[1], localDay(own.receivedAtMs));
    const fact = ticketFact({
      source: SOURCE,
      id: own.id,
      category,
      point,
      unitId: unit?.id ?? null,
      sentAtMs: Date.parse(report.sentAt),
      receivedAtMs: own.receivedAtMs,
      trackHash: trackHashOf(own.code),
      data: { photos: photos.length, accuracyM: report.accuracyM },
    });
    const contact = report.contact ? { given: report.contact } : null;
    const rows = photos.map((photo, at) => photoRow(own.id, at, photo));
    await this.#keepFiles(rows, photos);
    try {
      const personal = { description: report.description, contact, address: report.address };
      if (await this.repository.store(fact, personal, rows)) this.metrics.reports.inc({ door: 'portal' });
    } catch (error) {
      await Promise.all(rows.map(({ file }) => this.uploads.remove(file)));
      throw error;
    }
  }

  async #keepFiles(rows: readonly PhotoRow[], photos: readonly CleanPhoto[]): Promise<void> {
    for (const [at, row] of rows.entries())
      await this.uploads.write(row.file, photos[at]?.jpeg ?? Buffer.alloc(0));
  }
}

/** Named by report, place and content: the same photo sent again is the same file and row. */
function photoRow(reportId: string, at: number, { jpeg, width, height, look }: CleanPhoto): PhotoRow {
  const digest = sha256(jpeg);
  const hex = createHash('sha256').update(`${reportId} ${at} ${digest}`).digest('hex');
  const id = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  return { id, bytes: jpeg.length, sha256: digest, width, height, file: `${id}.jpg`, look };
}
