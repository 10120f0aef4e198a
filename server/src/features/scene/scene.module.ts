import { Module, type Provider } from '@nestjs/common';
import type { Config } from '../../config.ts';
import type { Logger } from '../../logger.ts';
import { SceneNames } from '../../registry/scene-names.ts';
import { CONFIG, LOGGER } from '../../tokens.ts';
import { SceneBook } from './scene-book.ts';
import { SceneDesk } from './scene-desk.ts';
import { SceneDeskController } from './scene-desk.controller.ts';
import { readSceneFiles } from './scene-files.ts';
import { SceneController } from './scene.controller.ts';
import { SceneRepository } from './scene.repository.ts';

const book: Provider = {
  provide: SceneBook,
  useFactory: (config: Config, repository: SceneRepository, logger: Logger, names: SceneNames) => {
    const scenes = new SceneBook(readSceneFiles(config.scenesDir), repository, logger);
    names.answeredBy(async () => new Set((await scenes.forShowing()).scenes.map(({ id }) => id)));
    return scenes;
  },
  inject: [CONFIG, SceneRepository, LOGGER, SceneNames],
};

@Module({
  controllers: [SceneController, SceneDeskController],
  providers: [SceneRepository, book, SceneDesk],
})
export class SceneModule {}
