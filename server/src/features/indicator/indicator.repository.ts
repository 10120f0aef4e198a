import { Inject, Injectable } from '@nestjs/common';
import type { IndicatorFigure } from '@ioc/contracts/indicator';
import { DataSource } from 'typeorm';

export type IndicatorRow = Omit<IndicatorFigure, 'sumDifference'>;

@Injectable()
export class IndicatorRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  all(): Promise<IndicatorRow[]> {
    return this.dataSource.query<IndicatorRow[]>(
      `SELECT id, indicator, label, label_en AS "labelEn", province, year, value, value_unit AS "valueUnit", parts, target,
        citation FROM indicator_figure ORDER BY province, indicator, year, id`,
    );
  }
}
