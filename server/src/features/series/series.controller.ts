// How much each unit had, hour by hour, over weeks: from the sums by unit and hour, never from the rows (E1). As it
// happened, of all that is known now, late words included; with `knownAt` without what came later (S7), from the sums that
// know when something was stored, and the ledger of the last hour or two before that moment.
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import type { UnitHours } from '@ioc/contracts/api/series';
import { scopeSchema } from '@ioc/contracts/scope';
import { instantSchema } from '@ioc/contracts/words';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { scopeOf } from '../../access/route-guard.ts';
import { momentProblem } from '../../feed/history/moment-problem.ts';
import { MomentRepository } from '../../feed/history/moment.repository.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory, type ScopeUnits } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { SeriesRepository, type UnitHoursRow } from './series.repository.ts';

const HOUR_MS = 3_600_000;
const MOST_HOURS = 31 * 24;

/** The 30 days until now, or until `knownAt`, when neither is given. */
const querySchema = z.object({
  scope: scopeSchema.optional(),
  unit: z.string().max(120).optional(),
  from: instantSchema.optional(),
  to: instantSchema.optional(),
  knownAt: instantSchema.optional(),
});
type SeriesQuery = z.infer<typeof querySchema>;

@Controller('api/v1/series')
export class SeriesController {
  constructor(
    @Inject(SeriesRepository) private readonly repository: SeriesRepository,
    @Inject(MomentRepository) private readonly moments: MomentRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Whole hours: of the first and the last, all. */
  @Get()
  @Action('series.read')
  async series(
    @Query({ schema: querySchema }) query: SeriesQuery,
    @Req() request: FastifyRequest,
  ): Promise<UnitHours> {
    const scope = scopeOf(request);
    const units = this.directory.scopeUnits(scope);
    if (units === undefined) throw new ProblemException(404, `there is no ${scope}`);
    const knownAtMs = query.knownAt === undefined ? null : Date.parse(query.knownAt);
    const { fromMs, toMs } = spanOf(query, knownAtMs ?? this.clock());
    const rows = await (knownAtMs === null
      ? this.repository.unitHours(fromMs, toMs, units)
      : this.#known(fromMs, toMs, units, knownAtMs));
    const hours = (toMs - fromMs) / HOUR_MS;
    return {
      from: new Date(fromMs).toISOString(),
      ...(knownAtMs === null ? {} : { knownAt: new Date(knownAtMs).toISOString() }),
      items: rows.map((row) => ({ unitId: row.unitId, totals: filled(row, hours) })),
      next: null,
    };
  }

  async #known(fromMs: number, toMs: number, units: ScopeUnits, atMs: number): Promise<UnitHoursRow[]> {
    await this.moments.check(atMs, 'known', this.clock()).catch(momentProblem('knownAt'));
    const known = await this.moments.knownAt(atMs);
    // What is younger than an hour may not have reached the sums yet, and one that began since is not known as a whole.
    const summedUntilMs = Math.floor(known.storedAtMs / HOUR_MS - 1) * HOUR_MS;
    const { seq: summedSeq } = await this.moments.knownAt(summedUntilMs - 1);
    return this.repository.unitHoursKnown(fromMs, toMs, units, { seq: known.seq, summedUntilMs, summedSeq });
  }
}

/** Whole hours. Throws when it is none, or too long. */
function spanOf(
  { from, to }: SeriesQuery,
  endMs: number,
): { readonly fromMs: number; readonly toMs: number } {
  const toMs = Math.ceil((to === undefined ? endMs : Date.parse(to)) / HOUR_MS) * HOUR_MS;
  const fromMs =
    from === undefined ? toMs - 30 * 24 * HOUR_MS : Math.floor(Date.parse(from) / HOUR_MS) * HOUR_MS;
  const hours = (toMs - fromMs) / HOUR_MS;
  if (hours < 1 || hours > MOST_HOURS)
    throw new ProblemException(400, 'from 1 hour to 31 days are told at once');
  return { fromMs, toMs };
}

function filled(
  { hours, totals }: { hours: readonly number[]; totals: readonly number[] },
  length: number,
): number[] {
  const all = Array.from({ length }, () => 0);
  for (const [at, hour] of hours.entries()) all[hour] = totals[at] ?? 0;
  return all;
}
