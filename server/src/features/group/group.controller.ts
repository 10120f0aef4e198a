import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  groupChangeSchema,
  newGroupSchema,
  type GroupChange,
  type NewGroup,
  type UnitGroup,
} from '@ioc/contracts/api/people';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { GroupRepository } from './group.repository.ts';

/** Named sets of units: an old city, a police area, a shift. */
@Controller('api/v1/groups')
export class GroupController {
  constructor(@Inject(GroupRepository) private readonly groups: GroupRepository) {}

  @Get()
  @Action('groups.read')
  async list(): Promise<List<UnitGroup>> {
    return { items: await this.groups.list(), next: null };
  }

  @Post()
  @Action('groups.manage')
  create(
    @Body({ schema: newGroupSchema }) group: NewGroup,
    @Req() { principal }: FastifyRequest,
  ): Promise<UnitGroup> {
    return this.groups.create(group, principal);
  }

  @Put(':id')
  @Action('groups.manage')
  change(
    @Param('id') id: string,
    @Body({ schema: groupChangeSchema }) group: GroupChange,
    @Req() { principal }: FastifyRequest,
  ): Promise<UnitGroup> {
    return this.groups.change(id, group, principal);
  }

  @Delete(':id')
  @HttpCode(204)
  @Action('groups.manage')
  remove(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<void> {
    return this.groups.remove(id, principal);
  }
}
