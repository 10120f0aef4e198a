import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { newClipSchema, type Clip, type NewClip } from '@ioc/contracts/api/clips';
import type { List } from '@ioc/contracts/api/list';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { scopeOf } from '../../access/route-guard.ts';
import { ClipRepository } from './clip.repository.ts';

/** Stretches of the past to be shown again, each of the area that `scope` names. */
@Controller('api/v1/clips')
export class ClipController {
  constructor(@Inject(ClipRepository) private readonly clips: ClipRepository) {}

  @Get()
  @Action('clips.read')
  async list(@Req() request: FastifyRequest): Promise<List<Clip>> {
    return { items: await this.clips.list(scopeOf(request)), next: null };
  }

  @Get(':id')
  @Action('clips.read')
  one(@Param('id') id: string, @Req() request: FastifyRequest): Promise<Clip> {
    return this.clips.one(id, scopeOf(request));
  }

  @Post()
  @Action('clips.save')
  save(@Body({ schema: newClipSchema }) clip: NewClip, @Req() request: FastifyRequest): Promise<Clip> {
    return this.clips.save(clip, scopeOf(request), request.principal);
  }

  @Delete(':id')
  @HttpCode(204)
  @Action('clips.save')
  remove(@Param('id') id: string, @Req() request: FastifyRequest): Promise<void> {
    return this.clips.remove(id, scopeOf(request), request.principal);
  }
}
