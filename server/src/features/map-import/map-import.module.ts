import { Module } from '@nestjs/common';
import { MapImportController } from './map-import.controller.ts';
import { MapImportRepository } from './map-import.repository.ts';

@Module({ controllers: [MapImportController], providers: [MapImportRepository] })
export class MapImportModule {}
