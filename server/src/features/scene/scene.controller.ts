import { Controller, Get, Header, Inject, Param, Req, Res } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import type { Scene } from '@ioc/contracts/scene';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { ProblemException } from '../../problem.filter.ts';
import { SceneBook } from './scene-book.ts';
import { streamOf } from './scene-stream.ts';

type Asking = Pick<FastifyRequest, 'principal'>;

/** A screen that is limited to scenes hears of no other. */
const maySee = ({ principal }: Asking, id: string): boolean => principal.scenes?.includes(id) ?? true;

@Controller('api/v1')
export class SceneController {
  constructor(@Inject(SceneBook) private readonly book: SceneBook) {}

  /** Every open wall asks when somebody saved: who has the same already gets nothing. */
  @Get('scenes')
  @Action('scenes.read')
  async list(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<List<Scene> | undefined> {
    const shelf = await this.book.forShowing();
    const etag = `W/"${shelf.mark}-${(request.principal.scenes ?? ['all']).join('.')}"`;
    void reply.headers({ 'cache-control': 'private, no-cache', etag });
    if (request.headers['if-none-match'] === etag) {
      void reply.code(304);
      return undefined;
    }
    return { items: shelf.scenes.filter(({ id }) => maySee(request, id)), next: null };
  }

  @Get('scenes/:scene')
  @Action('scenes.read')
  async one(@Param('scene') id: string, @Req() request: FastifyRequest): Promise<Scene> {
    const shelf = await this.book.forShowing();
    return found(maySee(request, id) ? shelf.scene(id) : undefined);
  }

  /** The text as it was written: laid into the folder of another centre, or imported there, it is the same scene. */
  @Get('scenes/:scene/file')
  @Header('content-type', 'application/yaml; charset=utf-8')
  @Action('scenes.read')
  async file(@Param('scene') id: string, @Req() request: FastifyRequest): Promise<string> {
    const shelf = await this.book.forShowing();
    return found(maySee(request, id) ? shelf.text(id) : undefined);
  }

  /** All of them, as a stream of YAML documents, which an import takes. */
  @Get('scene-files')
  @Header('content-type', 'application/yaml; charset=utf-8')
  @Action('scenes.read')
  async files(@Req() request: FastifyRequest): Promise<string> {
    const shelf = await this.book.forShowing();
    const shown = shelf.scenes.filter(({ id }) => maySee(request, id));
    return streamOf(shown.map(({ id }) => shelf.text(id) ?? ''));
  }
}

function found<T>(what: T | undefined): T {
  if (what === undefined) throw new ProblemException(404, 'there is no such scene');
  return what;
}
