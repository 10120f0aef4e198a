// What there is to read: services and their definitions, requests, updates, discovery.
import { Inject, Injectable } from '@nestjs/common';
import type { Config } from '../../../config.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { UnitDirectory } from '../../../registry/unit-directory.ts';
import { CLOCK, CONFIG, type Clock } from '../../../tokens.ts';
import { CATEGORIES, type Categories } from '../categories.ts';
import type { Attribute } from './attribute.ts';
import { Open311Repository } from './open311.repository.ts';
import { parseList, parseUpdates, type RequestQuery } from './questions.ts';
import { requestView, updateView } from './request-view.ts';

/** When what this server offers last changed. */
const CHANGESET = '2026-11-01T00:00:00+07:00';
const SPECIFICATION = 'http://wiki.open311.org/GeoReport_v2';

@Injectable()
export class Open311Service {
  constructor(
    @Inject(Open311Repository) private readonly requests: Open311Repository,
    @Inject(CATEGORIES) private readonly categories: Categories,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  services(locale: unknown) {
    const inEnglish = locale === 'en';
    return [...this.categories.values()].map(({ serviceCode, name, nameEn, group, attributes }) => ({
      service_code: serviceCode,
      service_name: inEnglish ? nameEn : name,
      description: inEnglish ? name : nameEn,
      metadata: attributes.length > 0,
      type: this.config.open311.tokens ? 'batch' : 'realtime',
      keywords: '',
      group,
    }));
  }

  definition(code: string) {
    const category = this.categories.get(code);
    if (!category) throw new ProblemException(404, 'service_code was not found');
    return { service_code: code, attributes: category.attributes.map(definitionOf) };
  }

  list(query: unknown, base: string) {
    return this.#list(parseList(query, this.clock()), base);
  }

  /** However old. Throws 404. */
  async one(id: string, { extensions }: Readonly<Record<string, unknown>>, base: string) {
    const asked = parseList({ extensions }, this.clock());
    const found = await this.#list({ ...asked, ids: [id], from: null, to: null }, base);
    if (found.length === 0) throw new ProblemException(404, 'service_request_id was not found');
    return found;
  }

  async updates(query: unknown) {
    return (await this.requests.updates(parseUpdates(query, this.clock()))).map(updateView);
  }

  discovery(origin: string, base: string) {
    const { contact, keysOnly, jurisdictionId } = this.config.open311;
    return {
      changeset: CHANGESET,
      contact: contact ?? origin,
      key_service: keysOnly
        ? 'Requests are sent with an api_key, which the administrators of this site give.'
        : 'Reading and sending need no api_key; with one, which the administrators of this site give, a client has an allowance of its own.',
      ...(jurisdictionId === null ? {} : { jurisdiction_id: jurisdictionId }),
      max_requests: 1_000,
      endpoints: [
        {
          specification: SPECIFICATION,
          url: base,
          changeset: CHANGESET,
          type: this.config.demo ? 'test' : 'production',
          formats: ['text/xml', 'application/json'],
        },
      ],
    };
  }

  async #list(query: RequestQuery, base: string) {
    const rows = await this.requests.list(query);
    const unitCodeOf = (unitId: string | null) => this.directory.reference(unitId)?.code ?? null;
    return rows.map((row) => requestView(row, { base, extensions: query.extensions, unitCodeOf }));
  }
}

const definitionOf = (attribute: Attribute, at: number) => ({
  variable: attribute.variable,
  code: attribute.code,
  datatype: attribute.datatype,
  required: attribute.required,
  datatype_description: attribute.datatype_description,
  order: attribute.order ?? at + 1,
  description: attribute.description,
  ...(attribute.values.length > 0 ? { values: attribute.values } : {}),
});
