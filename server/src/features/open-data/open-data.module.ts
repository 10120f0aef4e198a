import { Module } from '@nestjs/common';
import { OpenDataController } from './open-data.controller.ts';
import { OpenDataRepository } from './open-data.repository.ts';
import { OpenDataService } from './open-data.service.ts';

@Module({ controllers: [OpenDataController], providers: [OpenDataService, OpenDataRepository] })
export class OpenDataModule {}
