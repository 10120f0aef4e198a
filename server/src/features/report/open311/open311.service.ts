import { randomUUID } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { Metrics } from '../../../metrics.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { localDay } from '../../../registry/local-day.ts';
import { UnitDirectory } from '../../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../../tokens.ts';
import { CATEGORIES, type Categories } from '../categories.ts';
import { Open311Repository, type Open311Row } from './open311.repository.ts';
import { parseList, parsePost, type Open311Post } from './open311-request.ts';
import { ReportRepository } from '../report.repository.ts';
import { ticketFact } from '../ticket-fact.ts';

@Injectable()
export class Open311Service {
  constructor(
    @Inject(ReportRepository) private readonly reports: ReportRepository,
    @Inject(Open311Repository) private readonly requests: Open311Repository,
    @Inject(CATEGORIES) private readonly categories: Categories,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(Metrics) private readonly metrics: Metrics,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  services() {
    return [...this.categories.values()].map(({ serviceCode, name, nameEn, group }) => ({
      service_code: serviceCode,
      service_name: name,
      description: nameEn,
      metadata: false,
      type: 'realtime',
      keywords: '',
      group,
    }));
  }

  /** No service asks for more than the common fields. */
  definition(code: string) {
    if (!this.categories.has(code)) throw new ProblemException(404, 'service_code was not found');
    return { service_code: code, attributes: [] };
  }

  async create(body: unknown) {
    const post = parsePost(body);
    const category = this.categories.get(post.service_code);
    if (!category) throw new ProblemException(404, 'service_code was not found');
    const id = randomUUID();
    const receivedAtMs = this.clock();
    const point = post.long === undefined || post.lat === undefined ? null : ([post.long, post.lat] as const);
    const unit = point && this.directory.unitAt(point[0], point[1], localDay(receivedAtMs));
    const fact = ticketFact({
      source: 'open311',
      id,
      category,
      point,
      unitId: unit?.id ?? null,
      sentAtMs: receivedAtMs,
      receivedAtMs,
      trackHash: null,
      data: {},
    });
    const address = post.address_string ?? post.address_id ?? null;
    await this.reports.store(
      fact,
      { description: post.description ?? null, contact: contactOf(post), address },
      [],
    );
    this.metrics.reports.inc({ door: 'open311' });
    return [{ service_request_id: id, service_notice: '', account_id: null }];
  }

  async list(query: unknown) {
    return (await this.requests.list(parseList(query, this.clock()))).map(view);
  }

  async one(id: string) {
    const found = await this.list({ service_request_id: id });
    if (found.length === 0) throw new ProblemException(404, 'service_request_id was not found');
    return found;
  }
}

function contactOf({
  email,
  phone,
  first_name,
  last_name,
  device_id,
}: Open311Post): Record<string, string> | null {
  const given = Object.entries({ email, phone, first_name, last_name, device_id });
  const present = given.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
  return present.length > 0 ? Object.fromEntries(present) : null;
}

/** Nothing that a resident wrote is published: descriptions, addresses and photos name people. */
const view = (row: Open311Row) => ({
  service_request_id: row.id,
  status: row.closed ? 'closed' : 'open',
  status_notes: row.state,
  service_name: row.title,
  service_code: row.serviceCode,
  description: null,
  agency_responsible: row.agency,
  service_notice: null,
  requested_datetime: row.openedAt.toISOString(),
  updated_datetime: row.updatedAt.toISOString(),
  expected_datetime: row.dueAt?.toISOString() ?? null,
  address: null,
  address_id: null,
  zipcode: null,
  lat: row.lat,
  long: row.lon,
  media_url: null,
});
