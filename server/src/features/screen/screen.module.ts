import { Module } from '@nestjs/common';
import { ScreenController } from './screen.controller.ts';
import { ScreenRepository } from './screen.repository.ts';
import { ScreenSessionController } from './screen-session.controller.ts';

@Module({ controllers: [ScreenController, ScreenSessionController], providers: [ScreenRepository] })
export class ScreenModule {}
