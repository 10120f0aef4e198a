import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { Site } from '@ioc/contracts/api/site';
import { WIRE_VERSION } from '@ioc/contracts/stream/version';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { selfOf } from '../../access/principal.ts';
import type { Config } from '../../config.ts';
import { localDay } from '../../registry/local-day.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import { VERSION } from '../../version.ts';

@Controller('api/v1/site')
export class SiteController {
  constructor(
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Action('site.read')
  site(@Req() { principal }: FastifyRequest): Site {
    const province = this.directory.province(this.config.provinceCode, localDay(this.clock()));
    return {
      product: 'Toàn Cảnh',
      version: VERSION,
      province: province && { unitId: province.id, name: province.name, nameEn: province.nameEn },
      demo: this.config.demo,
      self: selfOf(principal),
      wire: WIRE_VERSION,
    };
  }
}
