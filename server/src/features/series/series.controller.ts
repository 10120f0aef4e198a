// How much each unit had, hour by hour, over weeks: from the sums by unit and hour, never from the rows (E1). It says
// what is known now, late words included; what was known at a moment is the snapshot's to say.
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import type { UnitHours } from '@ioc/contracts/api/series';
import { scopeSchema } from '@ioc/contracts/scope';
import { instantSchema } from '@ioc/contracts/words';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { scopeOf } from '../../access/route-guard.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { SeriesRepository } from './series.repository.ts';

const HOUR_MS = 3_600_000;
const MOST_HOURS = 31 * 24;

/** The 30 days until now when neither is given. */
const querySchema = z.object({
  scope: scopeSchema.optional(),
  unit: z.string().max(120).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
});
type SeriesQuery = z.infer<typeof querySchema>;

@Controller('api/v1/series')
export class SeriesController {
  constructor(
    @Inject(SeriesRepository) private readonly repository: SeriesRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whole hours: of the first and the last, all. */
  @Get()
  @Action('series.read')
  async series(
    @Query({ schema: querySchema }) { from, to }: SeriesQuery,
    @Req() request: FastifyRequest,
  ): Promise<UnitHours> {
    const scope = scopeOf(request);
    const units = this.directory.scopeUnits(scope);
    if (units === undefined) throw new ProblemException(404, `there is no ${scope}`);
    const toMs = Math.ceil((to === undefined ? this.clock() : Date.parse(to)) / HOUR_MS) * HOUR_MS;
    const fromMs =
      from === undefined ? toMs - 30 * 24 * HOUR_MS : Math.floor(Date.parse(from) / HOUR_MS) * HOUR_MS;
    const hours = (toMs - fromMs) / HOUR_MS;
    if (hours < 1 || hours > MOST_HOURS)
      throw new ProblemException(400, 'from 1 hour to 31 days are told at once');
    const rows = await this.repository.unitHours(fromMs, toMs, units);
    return {
      from: new Date(fromMs).toISOString(),
      items: rows.map((row) => ({ unitId: row.unitId, totals: filled(row, hours) })),
      next: null,
    };
  }
}

function filled(
  { hours, totals }: { hours: readonly number[]; totals: readonly number[] },
  length: number,
): number[] {
  const all = Array.from({ length }, () => 0);
  for (const [at, hour] of hours.entries()) all[hour] = totals[at] ?? 0;
  return all;
}
