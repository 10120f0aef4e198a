import { Module } from '@nestjs/common';
import { SeriesController } from './series.controller.ts';
import { SeriesRepository } from './series.repository.ts';

@Module({ controllers: [SeriesController], providers: [SeriesRepository] })
export class SeriesModule {}
