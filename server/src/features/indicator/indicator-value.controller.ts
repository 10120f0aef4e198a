import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import {
  indicatorValuesQuerySchema,
  type IndicatorValue,
  type IndicatorValuesQuery,
} from '@ioc/contracts/api/indicators';
import type { List } from '@ioc/contracts/api/list';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { unitsWithin } from '../../access/area.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { IndicatorValueRepository, type ValueRow } from './indicator-value.repository.ts';
import { decodeCursor, encodeCursor, type ValueCursor } from './value-cursor.ts';

@Controller('api/v1/indicators/values')
export class IndicatorValueController {
  constructor(
    @Inject(IndicatorValueRepository) private readonly repository: IndicatorValueRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
  ) {}

  @Get()
  @Action('indicators.read')
  async list(
    @Query({ schema: indicatorValuesQuerySchema }) { unit, after, ...query }: IndicatorValuesQuery,
    @Req() { area }: FastifyRequest,
  ): Promise<List<IndicatorValue>> {
    const rows = await this.repository.page({
      ...query,
      unitIds: unitsWithin(area, unit === undefined ? null : this.directory.closure([unit])),
      after: after === undefined ? null : cursorOf(after),
    });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => this.#toValue(row)),
      next: last ? encodeCursor(placeOf(last)) : null,
    };
  }

  #toValue({ unitId, ...row }: ValueRow): IndicatorValue {
    return { ...row, unit: this.directory.reference(unitId) };
  }
}

const placeOf = ({ periodEnd, periodStart, indicator, unitCode, source }: ValueRow): ValueCursor => [
  periodEnd,
  periodStart,
  indicator,
  unitCode,
  source,
];

function cursorOf(text: string): ValueCursor {
  const cursor = decodeCursor(text);
  if (!cursor) throw new ProblemException(400, 'after is not a cursor of this list');
  return cursor;
}
