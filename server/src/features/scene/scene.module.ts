import { Module, type Provider } from '@nestjs/common';
import type { Config } from '../../config.ts';
import { CONFIG } from '../../tokens.ts';
import { SceneBook } from './scene-book.ts';
import { SceneController } from './scene.controller.ts';

const book: Provider = {
  provide: SceneBook,
  useFactory: (config: Config) => new SceneBook(config.scenesDir),
  inject: [CONFIG],
};

@Module({ controllers: [SceneController], providers: [book] })
export class SceneModule {}
