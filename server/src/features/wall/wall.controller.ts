import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  newWallSchema,
  shownSchema,
  wallCommandSchema,
  wallPatchSchema,
  type NewWall,
  type WallCommand,
  type WallPatch,
  type WallView,
} from '@ioc/contracts/api/walls';
import type { ShownByScreen } from '@ioc/contracts/wall';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { ProblemException } from '../../problem.filter.ts';
import { WallRepository } from './wall.repository.ts';

/** Walls: set up by administrators, driven by operators, followed by screens. */
@Controller('api/v1/walls')
export class WallController {
  constructor(
    @Inject(WallRepository) private readonly walls: WallRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
  ) {}

  @Get()
  @Action('walls.read')
  async list(@Req() { area }: FastifyRequest): Promise<List<WallView>> {
    return { items: await this.walls.list(area), next: null };
  }

  @Get(':id')
  @Action('walls.read')
  one(@Param('id') id: string, @Req() { area }: FastifyRequest): Promise<WallView> {
    return this.walls.one(id, area);
  }

  @Post()
  @Action('walls.manage')
  async create(
    @Body({ schema: newWallSchema }) wall: NewWall,
    @Req() { principal }: FastifyRequest,
  ): Promise<WallView> {
    const made = await this.walls.create(wall, principal);
    this.#screensMoved();
    return made;
  }

  @Patch(':id')
  @Action('walls.manage')
  async change(
    @Param('id') id: string,
    @Body({ schema: wallPatchSchema }) patch: WallPatch,
    @Req() { principal }: FastifyRequest,
  ): Promise<WallView> {
    const wall = await this.walls.change(id, patch, principal);
    if (patch.screens) this.#screensMoved();
    return wall;
  }

  @Delete(':id')
  @HttpCode(204)
  @Action('walls.manage')
  async remove(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<void> {
    await this.walls.remove(id, principal);
    this.#screensMoved();
  }

  @Post(':id/commands')
  @HttpCode(200)
  @Action('walls.drive')
  command(
    @Param('id') id: string,
    @Body({ schema: wallCommandSchema }) command: WallCommand,
    @Req() { area, principal }: FastifyRequest,
  ): Promise<WallView> {
    return this.walls.command(id, command, area, principal);
  }

  /** A screen says what it shows. */
  @Post('own/shown')
  @HttpCode(204)
  @Action('walls.follow')
  async shown(
    @Body({ schema: shownSchema }) shown: ShownByScreen,
    @Req() { principal }: FastifyRequest,
  ): Promise<void> {
    if (!(await this.walls.shown(principal.id, shown)))
      throw new ProblemException(404, 'this screen belongs to no wall');
  }

  /** Which wall a screen hears is part of its rights. */
  #screensMoved(): void {
    this.resolver.forget();
  }
}
