import { Controller, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import { ApiConsumes } from '@nestjs/swagger';
import type { List } from '@ioc/contracts/api/list';
import type { ReportAnswer, ReportCategory, TrackAnswer } from '@ioc/contracts/api/report';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { CATEGORIES, type Categories } from './categories.ts';
import { readUpload } from './report-upload.ts';
import { ReportService } from './report.service.ts';

@Controller('api/v1')
export class ReportController {
  constructor(
    @Inject(ReportService) private readonly reports: ReportService,
    @Inject(CATEGORIES) private readonly categories: Categories,
  ) {}

  @Get('report-categories')
  @Action('reports.categories')
  list(): List<ReportCategory> {
    const items = [...this.categories.values()].map(({ serviceCode, name, nameEn, group, icon }) => ({
      serviceCode,
      name,
      nameEn,
      group,
      icon,
    }));
    return { items, next: null };
  }

  @Post('reports')
  @HttpCode(201)
  @Action('reports.create')
  @ApiConsumes('multipart/form-data')
  async create(@Req() request: FastifyRequest): Promise<ReportAnswer> {
    const { report, photos } = await readUpload(request);
    return this.reports.take(report, photos);
  }

  @Get('track/:code')
  @Action('reports.track')
  track(@Param('code') code: string): Promise<TrackAnswer> {
    return this.reports.track(code);
  }
}
