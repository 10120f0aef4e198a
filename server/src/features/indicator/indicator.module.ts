import { Module } from '@nestjs/common';
import { IndicatorController } from './indicator.controller.ts';
import { IndicatorRepository } from './indicator.repository.ts';

@Module({ controllers: [IndicatorController], providers: [IndicatorRepository] })
export class IndicatorModule {}
