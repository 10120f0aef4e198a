// Files of figures and of cameras: taken as they are, read by ingest. A dry run shows what would be stored.
import { Body, Controller, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import type { JobView } from '@ioc/contracts/api/sources';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { JobRepository } from '../../jobs/job.repository.ts';
import { ProblemException } from '../../problem.filter.ts';

const fileSchema = z.object({
  /** What the file is called: tells its format where its first bytes do not. */
  name: z.string().trim().min(1).max(200),
  dryRun: z.enum(['true', 'false']).transform((word) => word === 'true'),
});
const uploadSchema = fileSchema.extend({
  source: z.string().max(100),
  /** The day of which a file speaks that does not say so itself. */
  asOf: z.iso.date().optional(),
});
type FileQuery = z.infer<typeof fileSchema>;
type UploadQuery = z.infer<typeof uploadSchema>;

@Controller('api/v1')
export class UploadController {
  constructor(
    @Inject(JobRepository) private readonly jobs: JobRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** `source`: an instance that comes by upload. The body is the file (`application/octet-stream`). */
  @Post('uploads')
  @HttpCode(202)
  @Action('uploads.create')
  async upload(
    @Query({ schema: uploadSchema }) { source, ...about }: UploadQuery,
    @Body() file: unknown,
    @Req() request: FastifyRequest,
  ): Promise<JobView> {
    return this.#take('upload', source, about, file, request);
  }

  /** The registry of cameras as CSV or GeoJSON. */
  @Post('cameras/import')
  @HttpCode(202)
  @Action('uploads.create')
  async cameras(
    @Query({ schema: fileSchema }) about: FileQuery,
    @Body() file: unknown,
    @Req() request: FastifyRequest,
  ): Promise<JobView> {
    return this.#take('cameras', null, about, file, request);
  }

  async #take(
    kind: 'upload' | 'cameras',
    source: string | null,
    about: Omit<UploadQuery, 'source'>,
    file: unknown,
    { principal }: FastifyRequest,
  ): Promise<JobView> {
    if (!Buffer.isBuffer(file) || file.length === 0)
      throw new ProblemException(415, 'send the file itself as application/octet-stream');
    const job = await this.jobs.create({ kind, source, request: about, file }, principal);
    const detail = { job: job.id, source, bytes: file.length, ...about };
    await this.audit.write({ principal, action: 'uploads.create', outcome: 'done', target: kind, detail });
    return job;
  }
}
