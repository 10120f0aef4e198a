// A report goes before its photos: a few hundred bytes are a ticket on the wall while the pictures are still on a thin
// line. What is announced with it is sent afterwards (upload/upload.service.ts).
import type { Announced, ReportAnswer } from '@ioc/contracts/api/report';
import { REPORT_LIMITS, reportPutSchema } from '@ioc/contracts/api/report';
import { Inject, Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { Metrics } from '../../metrics.ts';
import { ProblemException } from '../../problem.filter.ts';
import { localDay } from '../../registry/local-day.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { CATEGORIES, type Categories, type Category } from './categories.ts';
import { contactOf } from './contact.ts';
import { Doorkeeper, type Knock } from './doorkeeper.ts';
import { ReportRepository } from './report.repository.ts';
import { ticketFact } from './ticket-fact.ts';
import { TrackCodes, trackHashOf } from './track-code.ts';
import { UploadRepository, type UploadRow } from './upload/upload.repository.ts';
import { UploadService, type AnnouncedFile } from './upload/upload.service.ts';

export const PORTAL_SOURCE = 'field-report';
/** Refused ones may be replaced; not for ever. */
const ANNOUNCED = 24;

type Put = z.output<typeof reportPutSchema>;

interface Opened {
  readonly dueAt: string | null;
  readonly files: readonly UploadRow[];
}

@Injectable()
export class ReportIntake {
  constructor(
    @Inject(ReportRepository) private readonly reports: ReportRepository,
    @Inject(UploadRepository) private readonly uploads: UploadRepository,
    @Inject(UploadService) private readonly uploading: UploadService,
    @Inject(CATEGORIES) private readonly categories: Categories,
    @Inject(TrackCodes) private readonly codes: TrackCodes,
    @Inject(Doorkeeper) private readonly door: Doorkeeper,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The same `clientId` again is the same report with the same code. Throws 400, 409, 428. */
  async put(put: Put, knock: Knock): Promise<{ readonly isNew: boolean; readonly answer: ReportAnswer }> {
    const id = this.codes.idOf(knock.clientId);
    const isKnown = (await this.reports.dueAtOf(PORTAL_SOURCE, id)) !== undefined;
    const opened = isKnown ? null : await this.#open(put, id, knock);
    if (!opened) {
      await this.#announce(id, put.attachments, await this.uploads.ofTicket(PORTAL_SOURCE, id));
      return { isNew: false, answer: await this.state(knock.clientId) };
    }
    if (opened.files.length < put.attachments.length) throw idTaken();
    // Nothing lies on disk yet of what was announced in this moment.
    return { isNew: true, answer: this.#answer(knock.clientId, opened.dueAt, opened.files) };
  }

  /** What is where, after a cut. Throws 404. */
  async state(clientId: string): Promise<ReportAnswer> {
    const id = this.codes.idOf(clientId);
    const dueAt = await this.reports.dueAtOf(PORTAL_SOURCE, id);
    if (dueAt === undefined) throw new ProblemException(404, 'this report has not come');
    const rows = await this.uploads.ofTicket(PORTAL_SOURCE, id);
    const files = await Promise.all(rows.map((row) => this.uploading.reconciled(row)));
    return this.#answer(clientId, dueAt?.toISOString() ?? null, files);
  }

  #answer(clientId: string, dueAt: string | null, files: readonly UploadRow[]): ReportAnswer {
    return {
      code: this.codes.codeOf(clientId),
      dueAt,
      attachments: files.map(({ id, received, bytes, state, reason }) => ({
        id,
        received: state === 'stored' ? bytes : received,
        bytes,
        state,
        reason,
      })),
    };
  }

  /** What a file of this report is asked for by, whether it was announced or not. */
  fileOf(clientId: string, id: string): AnnouncedFile {
    return { id: id.toLowerCase(), source: PORTAL_SOURCE, itemId: this.codes.idOf(clientId) };
  }

  #category(serviceCode: string): Category {
    const category = this.categories.get(serviceCode);
    if (category) return category;
    const issues = [{ path: 'serviceCode', message: 'unknown' }];
    throw new ProblemException(400, 'there is no such category', issues);
  }

  /** Null: it came a moment ago, by another line. */
  async #open(put: Put, id: string, knock: Knock): Promise<Opened | null> {
    const category = this.#category(put.serviceCode);
    this.door.admit(knock);
    const receivedAtMs = this.clock();
    const point = put.lon === null || put.lat === null ? null : ([put.lon, put.lat] as const);
    const unit = point && this.directory.unitAt(point[0], point[1], localDay(receivedAtMs));
    const fact = ticketFact({
      source: PORTAL_SOURCE,
      id,
      category,
      point,
      unitId: unit?.id ?? null,
      sentAtMs: Date.parse(put.sentAt),
      receivedAtMs,
      trackHash: trackHashOf(this.codes.codeOf(knock.clientId)),
      data: { photos: put.attachments.length, accuracyM: put.accuracyM },
    });
    const personal = { description: put.description, contact: contactOf(put), address: put.address };
    const files = await this.reports.store({ fact, personal, files: put.attachments, atMs: receivedAtMs });
    if (!files) return null;
    this.metrics.reports.inc({ door: 'portal' });
    return { dueAt: fact.ticket?.dueAt ?? null, files };
  }

  /** Of a report that is known. */
  async #announce(id: string, files: readonly Announced[], known: readonly UploadRow[]): Promise<void> {
    const isKnown = new Set(known.map((row) => row.id));
    const added = files.filter((file) => !isKnown.has(file.id.toLowerCase()));
    if (added.length === 0) return;
    const standing = [...known.filter(({ state }) => state !== 'refused'), ...added];
    const count = (kind: string) => standing.filter((file) => file.kind === kind).length;
    const tooMany =
      count('photo') > REPORT_LIMITS.photos ||
      count('video') > REPORT_LIMITS.videos ||
      known.length + added.length > ANNOUNCED;
    if (tooMany) throw new ProblemException(409, 'a report has at most five photos and one video');
    const fresh = await this.uploads.announce(PORTAL_SOURCE, id, added, this.clock());
    if (fresh.length === added.length) return;
    // The same report may have come by another line in this moment; else the id is somebody's.
    const ours = await this.uploads.ofTicket(PORTAL_SOURCE, id);
    if (added.some((file) => !ours.some((row) => row.id === file.id.toLowerCase()))) throw idTaken();
  }
}

const idTaken = () => new ProblemException(409, 'the id of a file is taken; give it another');
