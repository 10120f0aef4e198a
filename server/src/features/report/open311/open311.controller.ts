// Open311 GeoReport v2 (https://wiki.open311.org/GeoReport_v2). JSON only for now: `.xml` is answered 406.
import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query, UseFilters } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import { Action } from '../../../access/action.decorator.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { Open311ErrorFilter } from './open311.error.ts';
import { Open311Service } from './open311.service.ts';

@Controller('open311/v2')
@UseFilters(Open311ErrorFilter)
export class Open311Controller {
  constructor(@Inject(Open311Service) private readonly service: Open311Service) {}

  @Get('services.json')
  @Action('open311.read')
  services() {
    return this.service.services();
  }

  @Get('services/:file')
  @Action('open311.read')
  definition(@Param('file') file: string) {
    return this.service.definition(nameIn(file));
  }

  @Post('requests.json')
  @HttpCode(201)
  @Action('open311.create')
  @ApiConsumes('application/x-www-form-urlencoded', 'application/json')
  create(@Body() body: unknown) {
    return this.service.create(body);
  }

  @Get('requests.json')
  @Action('open311.read')
  list(@Query() query: unknown) {
    return this.service.list(query);
  }

  @Get('requests/:file')
  @Action('open311.read')
  one(@Param('file') file: string) {
    return this.service.one(nameIn(file));
  }

  @Get(['services.xml', 'requests.xml'])
  @Action('open311.read')
  xml(): never {
    throw new ProblemException(406, 'only JSON is served; ask for .json');
  }
}

function nameIn(file: string): string {
  if (file.endsWith('.xml')) throw new ProblemException(406, 'only JSON is served; ask for .json');
  if (!file.endsWith('.json')) throw new ProblemException(404, 'not found; names end with .json');
  return file.slice(0, -'.json'.length);
}
