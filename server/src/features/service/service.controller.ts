import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import type { ServiceTarget, ServiceTrend } from '@ioc/contracts/api/service';
import { scopeSchema } from '@ioc/contracts/scope';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { scopeOf } from '../../access/route-guard.ts';
import type { Config } from '../../config.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import { ServiceRepository } from './service.repository.ts';
import { trendOf } from './service-trend.ts';
import { readTargets } from './targets.ts';

const DAY_MS = 86_400_000;
const POINTS = 200;

/** Where: `unit`, or `scope`, the province when neither; what counts is what the guard was asked about. */
const trendQuerySchema = z.object({
  unit: z.string().max(120).optional(),
  scope: scopeSchema.optional(),
  days: z.coerce.number().int().min(1).max(366).default(30),
});
type TrendQuery = z.infer<typeof trendQuerySchema>;

@Controller('api/v1/service')
export class ServiceController {
  readonly #targets: ServiceTarget[];

  constructor(
    @Inject(ServiceRepository) private readonly repository: ServiceRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) config: Config,
  ) {
    this.#targets = readTargets(config.targetsFile);
  }

  @Get('trend')
  @Action('service.read')
  async trend(
    @Query({ schema: trendQuerySchema }) { days }: TrendQuery,
    @Req() request: FastifyRequest,
  ): Promise<ServiceTrend> {
    const scope = scopeOf(request);
    const units = this.directory.scopeUnits(scope);
    if (units === undefined) throw new ProblemException(404, `there is no ${scope}`);
    const unitId = scope.startsWith('unit:') ? scope.slice('unit:'.length) : null;
    const since = new Date(this.clock() - days * DAY_MS);
    const statements = await this.repository.history(since, units && [...units]);
    return { unitId, points: trendOf(await this.repository.before(since), statements, units, POINTS) };
  }

  /** What the province set itself; no figure of any unit. */
  @Get('targets')
  @Action('indicators.read')
  targets(): { items: ServiceTarget[]; next: null } {
    return { items: this.#targets, next: null };
  }
}
