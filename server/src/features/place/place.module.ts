import { Module } from '@nestjs/common';
import { ArchiveFolder } from './archive-folder.ts';
import { ArchiveController } from './archive.controller.ts';
import { MapLayerRepository } from './map-layer.repository.ts';
import { PlaceController } from './place.controller.ts';

@Module({
  controllers: [PlaceController, ArchiveController],
  providers: [MapLayerRepository, ArchiveFolder],
})
export class PlaceModule {}
