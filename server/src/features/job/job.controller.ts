import { Controller, Delete, Get, Inject, Param, Query } from '@nestjs/common';
import { limitSchema, type List } from '@ioc/contracts/api/list';
import type { JobView } from '@ioc/contracts/api/sources';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { JobRepository } from '../../jobs/job.repository.ts';
import { ProblemException } from '../../problem.filter.ts';

const querySchema = z.object({
  kind: z.enum(['trial', 'upload', 'replay', 'cameras', 'map']).optional(),
  limit: limitSchema,
});
type JobsQuery = z.infer<typeof querySchema>;

const idSchema = z.uuid();

/** How far ingest is with what was asked of it. */
@Controller('api/v1/jobs')
export class JobController {
  constructor(@Inject(JobRepository) private readonly jobs: JobRepository) {}

  @Get()
  @Action('jobs.read')
  async list(@Query({ schema: querySchema }) { kind, limit }: JobsQuery): Promise<List<JobView>> {
    return { items: await this.jobs.list(kind, limit), next: null };
  }

  @Get(':id')
  @Action('jobs.read')
  one(@Param('id') id: string): Promise<JobView> {
    return this.jobs.one(idOf(id));
  }

  @Delete(':id')
  @Action('jobs.cancel')
  cancel(@Param('id') id: string): Promise<JobView> {
    return this.jobs.cancel(idOf(id));
  }
}

function idOf(text: string): string {
  const { success, data } = idSchema.safeParse(text);
  if (!success) throw new ProblemException(404, 'there is no such job');
  return data;
}
