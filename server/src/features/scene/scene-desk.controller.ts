import {
  Body,
  Controller,
  Delete,
  Get,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Query,
  Req,
} from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  newSceneSchema,
  sceneCheckSchema,
  sceneImportSchema,
  sceneOrderSchema,
  sceneResetSchema,
  sceneRestoreSchema,
  sceneSaveSchema,
  type NewScene,
  type SceneCheck,
  type SceneChecked,
  type SceneEdition,
  type SceneEditionText,
  type SceneImport,
  type SceneImported,
  type SceneOrder,
  type SceneReset,
  type SceneRestore,
  type SceneRevision,
  type SceneSave,
} from '@ioc/contracts/api/scenes';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { ProblemException } from '../../problem.filter.ts';
import { SceneBook } from './scene-book.ts';
import { SceneDesk } from './scene-desk.ts';
import { readScene } from './scene-file.ts';
import { SceneRepository } from './scene.repository.ts';

const PAGE = 50;
const numberSchema = z.coerce.number().int().min(1).max(1_000_000_000);
const pageSchema = z.object({
  after: numberSchema.optional(),
  limit: z.coerce.number().int().min(1).max(PAGE).default(PAGE),
});
type RevisionsQuery = z.infer<typeof pageSchema>;

/** Scenes edited in the browser. Everything that is saved is a revision more, and every open wall shows it at once. */
@Controller('api/v1')
export class SceneDeskController {
  constructor(
    @Inject(SceneBook) private readonly book: SceneBook,
    @Inject(SceneDesk) private readonly desk: SceneDesk,
    @Inject(SceneRepository) private readonly repository: SceneRepository,
  ) {}

  @Get('scene-editions')
  @Action('scenes.edit')
  async editions(): Promise<List<SceneEdition>> {
    return { items: [...(await this.book.forEditing()).editions()], next: null };
  }

  @Get('scenes/:scene/edition')
  @Action('scenes.edit')
  async edition(@Param('scene') id: string): Promise<SceneEditionText> {
    const edition = (await this.book.forEditing()).edition(id);
    if (!edition) throw new ProblemException(404, 'there is no such scene');
    return edition;
  }

  /** A dry run: the scene, or what is wrong and on which line. */
  @Post('scenes/check')
  @HttpCode(200)
  @Action('scenes.edit')
  check(@Body({ schema: sceneCheckSchema }) { text, scene }: SceneCheck): SceneChecked {
    const read = readScene(text, scene ?? null);
    return 'scene' in read ? { ...read, problems: [] } : { scene: null, problems: read.problems };
  }

  @Post('scenes')
  @Action('scenes.edit')
  async create(
    @Body({ schema: newSceneSchema }) { text, note }: NewScene,
    @Req() { principal }: FastifyRequest,
  ): Promise<SceneEditionText> {
    return this.edition(await this.desk.create(text, note, principal));
  }

  @Put('scenes/:scene')
  @Action('scenes.edit')
  async save(
    @Param('scene') id: string,
    @Body({ schema: sceneSaveSchema }) { text, note, revision }: SceneSave,
    @Req() { principal }: FastifyRequest,
  ): Promise<SceneEditionText> {
    await this.desk.save(id, text, note, revision, principal);
    return this.edition(id);
  }

  /** Back to the file; without a file the scene is shown no more. Its revisions stay. */
  @Delete('scenes/:scene')
  @Action('scenes.edit')
  async reset(
    @Param('scene') id: string,
    @Query({ schema: sceneResetSchema }) { revision, note }: SceneReset,
    @Req() { principal }: FastifyRequest,
  ): Promise<SceneEditionText> {
    await this.desk.reset(id, note, revision, principal);
    return this.edition(id);
  }

  @Get('scenes/:scene/revisions')
  @Action('scenes.edit')
  async revisions(
    @Param('scene') id: string,
    @Query({ schema: pageSchema }) { after, limit }: RevisionsQuery,
  ): Promise<List<SceneRevision>> {
    const rows = await this.repository.revisions(id, after ?? null, limit);
    const items = rows.map((row) => ({
      ...row,
      isUsable: row.text === null || 'scene' in readScene(row.text, id),
    }));
    const last = rows.at(-1);
    return { items, next: rows.length === limit && last ? String(last.revision) : null };
  }

  /** Undo: what stood in that revision becomes the newest one. */
  @Post('scenes/:scene/revisions/:revision/restore')
  @HttpCode(200)
  @Action('scenes.edit')
  async restore(
    @Param('scene') id: string,
    @Param('revision') which: string,
    @Body({ schema: sceneRestoreSchema }) { note, revision }: SceneRestore,
    @Req() { principal }: FastifyRequest,
  ): Promise<SceneEditionText> {
    const number = numberSchema.safeParse(which);
    if (!number.success) throw new ProblemException(404, 'there is no such revision');
    await this.desk.restore(id, number.data, note, revision, principal);
    return this.edition(id);
  }

  @Put('scene-order')
  @Action('scenes.edit')
  async order(
    @Body({ schema: sceneOrderSchema }) order: SceneOrder,
    @Req() { principal }: FastifyRequest,
  ): Promise<List<SceneEdition>> {
    await this.desk.order(order, principal);
    return this.editions();
  }

  @Post('scene-imports')
  @HttpCode(200)
  @Action('scenes.edit')
  import(
    @Body({ schema: sceneImportSchema }) wanted: SceneImport,
    @Req() { principal }: FastifyRequest,
  ): Promise<SceneImported> {
    return this.desk.import(wanted, principal);
  }
}
