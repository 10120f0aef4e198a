import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  instanceChangeSchema,
  newInstanceSchema,
  type ConnectorView,
  type InstanceChange,
  type InstanceView,
  type JobView,
  type NewInstance,
} from '@ioc/contracts/api/sources';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { JobRepository } from '../../jobs/job.repository.ts';
import { InstanceRepository } from './instance.repository.ts';

/** What is set up at the doors: any number of instances of each connector, changed while everything runs. */
@Controller('api/v1')
export class InstanceController {
  constructor(
    @Inject(InstanceRepository) private readonly instances: InstanceRepository,
    @Inject(JobRepository) private readonly jobs: JobRepository,
  ) {}

  @Get('connectors')
  @Action('sources.manage')
  async connectors(): Promise<List<ConnectorView>> {
    return { items: await this.instances.connectors(), next: null };
  }

  @Get('source-instances')
  @Action('sources.list')
  async list(): Promise<List<InstanceView>> {
    return { items: await this.instances.list(), next: null };
  }

  @Post('source-instances')
  @Action('sources.manage')
  create(
    @Body({ schema: newInstanceSchema }) wanted: NewInstance,
    @Req() { principal }: FastifyRequest,
  ): Promise<InstanceView> {
    return this.instances.create(wanted, principal);
  }

  /** Shows what it would bring and stores nothing: a job that ingest does. */
  @Post('source-instances/trial')
  @HttpCode(202)
  @Action('sources.manage')
  async try(
    @Body({ schema: newInstanceSchema }) draft: NewInstance,
    @Req() { principal }: FastifyRequest,
  ): Promise<JobView> {
    const request = await this.instances.sealed(draft);
    return this.jobs.create({ kind: 'trial', source: draft.id, request }, principal);
  }

  @Patch('source-instances/:id')
  @Action('sources.manage')
  change(
    @Param('id') id: string,
    @Body({ schema: instanceChangeSchema }) change: InstanceChange,
    @Req() { principal }: FastifyRequest,
  ): Promise<InstanceView> {
    return this.instances.change(id, change, principal);
  }

  @Delete('source-instances/:id')
  @HttpCode(204)
  @Action('sources.manage')
  remove(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<void> {
    return this.instances.remove(id, principal);
  }
}
