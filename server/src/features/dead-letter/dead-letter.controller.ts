import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import { limitSchema, type List } from '@ioc/contracts/api/list';
import { replayRequestSchema, type JobView, type ReplayRequest } from '@ioc/contracts/api/sources';
import type { DeadLetter, DeadLetterSum } from '@ioc/contracts/dead-letter';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { JobRepository } from '../../jobs/job.repository.ts';
import { DeadLetterRepository, type DeadLetterRow } from './dead-letter.repository.ts';

const querySchema = z.object({
  source: z.string().max(100).optional(),
  reason: z.string().max(60).optional(),
  /** `true`: only those that were not told again. */
  open: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional(),
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
    @Inject(JobRepository) private readonly jobs: JobRepository,
  ) {}

  /** Counts alone: nothing of what was said. */
  @Get('summary')
  @Action('dead-letters.read')
  async summary(): Promise<List<DeadLetterSum>> {
    return { items: await this.repository.sums(), next: null };
  }

  /** Ingest reads them again, as they came; see the job. */
  @Post('replay')
  @HttpCode(202)
  @Action('dead-letters.replay')
  async replay(
    @Body({ schema: replayRequestSchema }) wanted: ReplayRequest,
    @Req() { principal }: FastifyRequest,
  ): Promise<JobView> {
    const job = await this.jobs.create(
      { kind: 'replay', source: wanted.source ?? null, request: wanted },
      principal,
    );
    const detail = { job: job.id, ...wanted };
    await this.audit.write({ principal, action: 'dead-letters.replay', outcome: 'done', detail });
    return job;
  }

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
  form: row.form,
  replayedAt: row.replayedAt?.toISOString() ?? null,
  replayedBy: row.replayedBy,
  replayProblem: row.replayProblem,
});
