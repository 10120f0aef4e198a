import { Controller, Get, Header, Inject, Param, Req } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import type { Scene } from '@ioc/contracts/scene';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { ProblemException } from '../../problem.filter.ts';
import { SceneBook } from './scene-book.ts';

type Asking = Pick<FastifyRequest, 'principal'>;

/** A screen that is limited to scenes hears of no other. */
const maySee = ({ principal }: Asking, id: string): boolean => principal.scenes?.includes(id) ?? true;

@Controller('api/v1/scenes')
export class SceneController {
  constructor(@Inject(SceneBook) private readonly book: SceneBook) {}

  @Get()
  @Action('scenes.read')
  list(@Req() request: FastifyRequest): List<Scene> {
    return { items: this.book.all().filter(({ id }) => maySee(request, id)), next: null };
  }

  @Get(':scene')
  @Action('scenes.read')
  one(@Param('scene') id: string, @Req() request: FastifyRequest): Scene {
    return found(maySee(request, id) ? this.book.scene(id) : undefined);
  }

  /** The file as it was written: laid into the folder of another centre, it is the same scene there. */
  @Get(':scene/file')
  @Header('content-type', 'application/yaml; charset=utf-8')
  @Action('scenes.read')
  file(@Param('scene') id: string, @Req() request: FastifyRequest): string {
    return found(maySee(request, id) ? this.book.text(id) : undefined);
  }
}

function found<T>(what: T | undefined): T {
  if (what === undefined) throw new ProblemException(404, 'there is no such scene');
  return what;
}
