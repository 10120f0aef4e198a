// A request that other civic software sends becomes a ticket like any report. Its id and the code by which a resident
// follows it are both made of one token that only the sender gets, as the portal makes them of the phone's own id; so a
// token leads to its request without being kept.
import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { Principal } from '../../../access/principal.ts';
import { sha256 } from '../../../access/secret.ts';
import type { Config } from '../../../config.ts';
import { Metrics } from '../../../metrics.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { localDay } from '../../../registry/local-day.ts';
import { UnitDirectory } from '../../../registry/unit-directory.ts';
import { CLOCK, CONFIG, type Clock } from '../../../tokens.ts';
import { CATEGORIES, type Categories, type Category } from '../categories.ts';
import { PhotoCleaner } from '../photo-cleaner.ts';
import { ticketFact } from '../ticket-fact.ts';
import { TrackCodes, trackHashOf } from '../track-code.ts';
import { UploadStore } from '../upload-store.ts';
import { attributesIn, sorted, type GivenAttribute } from './attribute-values.ts';
import type { PostBody } from './body.ts';
import { IntakeRepository, type PhotoRow } from './intake.repository.ts';
import { parsePost, type RequestPost } from './post.ts';

/** What tells of a photo in the list of a ticket's facts; the rest is in the attachment's row. */
interface Arrival {
  readonly post: RequestPost;
  readonly category: Category;
  readonly attributes: readonly GivenAttribute[];
  readonly client: Principal | null;
  readonly photos: readonly PhotoRow[];
}

@Injectable()
export class Open311Intake {
  constructor(
    @Inject(IntakeRepository) private readonly repository: IntakeRepository,
    @Inject(CATEGORIES) private readonly categories: Categories,
    @Inject(TrackCodes) private readonly codes: TrackCodes,
    @Inject(PhotoCleaner) private readonly cleaner: PhotoCleaner,
    @Inject(UploadStore) private readonly uploads: UploadStore,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Answers once it is stored. Throws 400, 404, 413 and 415. */
  async take({ fields, media }: PostBody, client: Principal | null, origin: string) {
    const post = parsePost(fields);
    const category = this.categories.get(post.service_code);
    if (!category) throw new ProblemException(404, 'service_code was not found');
    const attributes = attributesIn(fields, category.attributes);
    const token = randomUUID();
    const photos = await this.#keep(media);
    try {
      await this.#store(token, { post, category, attributes, client, photos });
    } catch (error) {
      await Promise.all(photos.map(({ file }) => this.uploads.remove(file)));
      throw error;
    }
    this.metrics.reports.inc({ door: 'open311' });
    if (this.config.open311.tokens) return { token, service_notice: '', account_id: null };
    const notice = `Theo dõi phản ánh tại ${origin}/track/${this.codes.codeOf(token)}`;
    return {
      service_request_id: this.codes.idOf(token),
      service_notice: notice,
      account_id: post.account_id ?? null,
    };
  }

  /** Throws 404 when nothing was stored under it. */
  async requestOf(token: string) {
    const id = this.codes.idOf(token);
    if (!(await this.repository.has(id))) throw new ProblemException(404, 'token was not found');
    return { service_request_id: id, token };
  }

  async #keep(media: readonly Buffer[]): Promise<PhotoRow[]> {
    const cleaned = await Promise.all(media.map((bytes) => this.cleaner.clean(bytes)));
    const rows: PhotoRow[] = [];
    for (const { jpeg, width, height } of cleaned) {
      const id = randomUUID();
      const file = `${id}.jpg`;
      await this.uploads.write(file, jpeg);
      rows.push({ id, bytes: jpeg.length, sha256: sha256(jpeg), width, height, file });
    }
    return rows;
  }

  #store(token: string, { post, category, attributes, client, photos }: Arrival): Promise<void> {
    const receivedAtMs = this.clock();
    const point = post.long === undefined || post.lat === undefined ? null : ([post.long, post.lat] as const);
    const unit = point && this.directory.unitAt(point[0], point[1], localDay(receivedAtMs));
    const { shown, lines } = sorted(attributes);
    const fact = ticketFact({
      source: 'open311',
      id: this.codes.idOf(token),
      category,
      point,
      unitId: unit?.id ?? null,
      sentAtMs: receivedAtMs,
      receivedAtMs,
      trackHash: trackHashOf(this.codes.codeOf(token)),
      data: {
        photos: photos.length,
        ...(client ? { client: { id: client.id, name: client.name } } : {}),
        ...(attributes.length > 0 ? { attributes: shown } : {}),
      },
    });
    return this.repository.add({
      fact,
      description: describedBy(post, lines),
      contact: contactOf(post),
      address: post.address_string ?? post.address_id ?? null,
      photos,
    });
  }
}

/** What the desk reads: their own words, then what they answered, then where they keep pictures. */
function describedBy(
  { description, media_url: links }: RequestPost,
  lines: readonly string[],
): string | null {
  const text = [description ?? '', lines.join('\n'), links.join('\n')].filter((part) => part !== '');
  return text.length > 0 ? text.join('\n\n') : null;
}

function contactOf(post: RequestPost): Record<string, string> | null {
  const { email, phone, first_name, last_name, device_id } = post;
  const given = Object.entries({ email, phone, first_name, last_name, device_id });
  const present = given.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return present.length > 0 ? Object.fromEntries(present) : null;
}
