// A site's own map: files taken as they are and read by ingest, which shows what it found before anything is stored. What
// was imported is listed and can be undone.
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import { limitSchema, type List } from '@ioc/contracts/api/list';
import { mapImportQuerySchema, type MapImport, type MapImportQuery } from '@ioc/contracts/api/map-imports';
import type { JobView } from '@ioc/contracts/api/sources';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { JobRepository } from '../../jobs/job.repository.ts';
import { ProblemException } from '../../problem.filter.ts';
import { MapImportRepository } from './map-import.repository.ts';

const listSchema = z.object({ limit: limitSchema });
const idSchema = z.uuid();

@Controller('api/v1/map/imports')
export class MapImportController {
  constructor(
    @Inject(MapImportRepository) private readonly imports: MapImportRepository,
    @Inject(JobRepository) private readonly jobs: JobRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** The body is the file (`application/octet-stream`). */
  @Post()
  @HttpCode(202)
  @Action('map.import')
  async take(
    @Query({ schema: mapImportQuerySchema }) query: MapImportQuery,
    @Body() file: unknown,
    @Req() { principal }: FastifyRequest,
  ): Promise<JobView> {
    if (!Buffer.isBuffer(file) || file.length === 0)
      throw new ProblemException(415, 'send the file itself as application/octet-stream');
    const { role = null, layer = null, frame = null, title, ...about } = query;
    const request = { ...about, role, layer, frame, title: title ?? layer ?? query.name };
    const job = await this.jobs.create({ kind: 'map', source: null, request, file }, principal);
    const detail = { job: job.id, bytes: file.length, ...request };
    await this.audit.write({ principal, action: 'map.import', outcome: 'done', target: query.kind, detail });
    return job;
  }

  /** The newest first. */
  @Get()
  @Action('map.import')
  async list(@Query({ schema: listSchema }) { limit }: z.infer<typeof listSchema>): Promise<List<MapImport>> {
    return { items: await this.imports.list(limit), next: null };
  }

  @Post(':id/undo')
  @HttpCode(204)
  @Action('map.import')
  async undo(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<void> {
    if (!idSchema.safeParse(id).success) throw new ProblemException(404, 'there is no such import');
    await this.imports.undo(id, principal);
  }
}
