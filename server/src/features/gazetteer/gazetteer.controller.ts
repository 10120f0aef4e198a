import { Controller, Get, Inject, Query } from '@nestjs/common';
import { resolveQuerySchema, type ResolveAnswer, type ResolveQuery } from '@ioc/contracts/api/places';
import { Action } from '../../access/action.decorator.ts';
import { localDay } from '../../registry/local-day.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { Resolver } from './resolver.ts';

@Controller('api/v1/units')
export class GazetteerController {
  constructor(
    @Inject(Resolver) private readonly resolver: Resolver,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** What an old code or name is now, and where a unit of today came from; of the whole country. */
  @Get('resolve')
  @Action('units.read')
  resolve(@Query({ schema: resolveQuerySchema }) query: ResolveQuery): Promise<ResolveAnswer> {
    const today = localDay(this.clock());
    return this.resolver.resolve({ ...query, at: query.at ?? today, to: query.to ?? today });
  }
}
