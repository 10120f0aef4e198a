import { Module } from '@nestjs/common';
import { IndicatorController } from './indicator.controller.ts';
import { IndicatorRepository } from './indicator.repository.ts';
import { IndicatorValueController } from './indicator-value.controller.ts';
import { IndicatorValueRepository } from './indicator-value.repository.ts';

@Module({
  controllers: [IndicatorController, IndicatorValueController],
  providers: [IndicatorRepository, IndicatorValueRepository],
})
export class IndicatorModule {}
