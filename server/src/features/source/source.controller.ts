import { Controller, Get, Inject } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import type { SourceHealth } from '@ioc/contracts/source';
import { Action } from '../../access/action.decorator.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { SourceRepository } from './source.repository.ts';
import { sourceRow } from './source-state.ts';

@Controller('api/v1/sources')
export class SourceController {
  constructor(
    @Inject(SourceRepository) private readonly repository: SourceRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Action('sources.read')
  async list(): Promise<List<SourceHealth>> {
    const atMs = this.clock();
    const sources = await this.repository.all();
    const items = sources.map((source) => {
      const { key: _, ...health } = sourceRow(source, atMs);
      return health;
    });
    return { items, next: null };
  }
}
