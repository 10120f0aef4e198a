import { Module } from '@nestjs/common';
import { MapLayerRepository } from './map-layer.repository.ts';
import { PlaceController } from './place.controller.ts';

@Module({ controllers: [PlaceController], providers: [MapLayerRepository] })
export class PlaceModule {}
