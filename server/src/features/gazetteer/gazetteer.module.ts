import { Module } from '@nestjs/common';
import { GazetteerController } from './gazetteer.controller.ts';
import { GazetteerRepository } from './gazetteer.repository.ts';
import { Resolver } from './resolver.ts';

@Module({ controllers: [GazetteerController], providers: [GazetteerRepository, Resolver] })
export class GazetteerModule {}
