import { Controller, Get, Inject, Query } from '@nestjs/common';
import type { ServiceTarget, ServiceTrend } from '@ioc/contracts/api/service';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import type { Config } from '../../config.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import { ServiceRepository } from './service.repository.ts';
import { trendOf } from './service-trend.ts';
import { readTargets } from './targets.ts';

const DAY_MS = 86_400_000;
const POINTS = 200;

const trendQuerySchema = z.object({
  unit: z.string().max(120).optional(),
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
  async trend(@Query({ schema: trendQuerySchema }) { unit, days }: TrendQuery): Promise<ServiceTrend> {
    const unitId = unit ?? null;
    if (unitId !== null && !this.directory.unit(unitId))
      throw new ProblemException(404, 'there is no such unit');
    const since = new Date(this.clock() - days * DAY_MS);
    const statements = await this.repository.history(since, unitId === null ? null : [unitId]);
    return { unitId, points: trendOf(await this.repository.before(since), statements, unitId, POINTS) };
  }

  @Get('targets')
  @Action('service.read')
  targets(): { items: ServiceTarget[]; next: null } {
    return { items: this.#targets, next: null };
  }
}
