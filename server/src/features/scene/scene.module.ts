import { Module, type Provider } from '@nestjs/common';
import type { Config } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { CONFIG, LOGGER } from '../../tokens.ts';
import { SceneBook } from './scene-book.ts';
import { SceneDesk } from './scene-desk.ts';
import { SceneDeskController } from './scene-desk.controller.ts';
import { readSceneFiles } from './scene-files.ts';
import { SceneController } from './scene.controller.ts';
import { SceneRepository } from './scene.repository.ts';

const book: Provider = {
  provide: SceneBook,
  useFactory: (config: Config, repository: SceneRepository, logger: Logger) =>
    new SceneBook(readSceneFiles(config.scenesDir), repository, logger),
  inject: [CONFIG, SceneRepository, LOGGER],
};

@Module({
  controllers: [SceneController, SceneDeskController],
  providers: [SceneRepository, book, SceneDesk],
})
export class SceneModule {}
