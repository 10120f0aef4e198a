import { Controller, Get, Inject } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import type { IndicatorFigure } from '@ioc/contracts/indicator';
import { Action } from '../../access/action.decorator.ts';
import { IndicatorRepository, type IndicatorRow } from './indicator.repository.ts';

@Controller('api/v1/indicators')
export class IndicatorController {
  constructor(@Inject(IndicatorRepository) private readonly repository: IndicatorRepository) {}

  @Get()
  @Action('indicators.read')
  async list(): Promise<List<IndicatorFigure>> {
    return { items: (await this.repository.all()).map(withDifference), next: null };
  }
}

/** Stated minus the sum of the parts: both are kept, and the difference is shown. */
function withDifference(row: IndicatorRow): IndicatorFigure {
  const sum = row.parts?.reduce((total, part) => total + part.value, 0);
  // Sums of decimals such as 15.82 carry binary dust.
  return { ...row, sumDifference: sum === undefined ? null : Math.round((row.value - sum) * 1e6) / 1e6 };
}
