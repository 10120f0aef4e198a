import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { limitSchema, type List } from '@ioc/contracts/api/list';
import type { DeadLetter } from '@ioc/contracts/dead-letter';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { DeadLetterRepository, type DeadLetterRow } from './dead-letter.repository.ts';

const querySchema = z.object({
  source: z.string().max(100).optional(),
  reason: z.string().max(60).optional(),
  /** `<instant>_<id>` */
  after: z
    .string()
    .regex(/^\d{4}-[\d:T.-]{5,30}Z_\d{1,18}$/, 'not a cursor of this list')
    .optional(),
  limit: limitSchema,
});
type LettersQuery = z.infer<typeof querySchema>;

/** What could not become a fact: personal data may be in the raw bytes, so it is for the desk alone. */
@Controller('api/v1/dead-letters')
export class DeadLetterController {
  constructor(
    @Inject(DeadLetterRepository) private readonly repository: DeadLetterRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** A reveal: written down before anything is shown. */
  @Get()
  @Action('dead-letters.read')
  async list(
    @Query({ schema: querySchema }) { after, ...query }: LettersQuery,
    @Req() { principal }: FastifyRequest,
  ): Promise<List<DeadLetter>> {
    const [at = '', id = ''] = after?.split('_') ?? [];
    const rows = await this.repository.page({ ...query, after: after === undefined ? null : [at, id] });
    const detail = { reveal: true, shown: rows.length, ...query };
    await this.audit.write({ principal, action: 'dead-letters.read', outcome: 'done', detail });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return { items: rows.map(toLetter), next: last ? `${last.place}_${last.id}` : null };
  }
}

const toLetter = (row: DeadLetterRow): DeadLetter => ({
  id: row.id,
  source: row.source,
  connector: row.connector,
  disposition: row.disposition,
  reason: row.reason as DeadLetter['reason'],
  detail: row.detail,
  address: row.address,
  raw: row.raw.toString('utf8'),
  rawBytes: row.rawBytes,
  count: Number(row.count),
  firstReceivedAt: row.firstReceivedAt.toISOString(),
  lastReceivedAt: row.lastReceivedAt.toISOString(),
});
