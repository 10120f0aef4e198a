import {
  Controller,
  Get,
  Headers,
  HttpCode,
  Inject,
  Param,
  Post,
  Put,
  Body,
  Query,
  Req,
  Res,
} from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  followSchema,
  nearbyQuerySchema,
  PROOF_HEADER,
  reportPutSchema,
  type FollowAnswer,
  type FollowRequest,
  type NearbyQuery,
  type NearbyReport,
  type ReportAnswer,
  type ReportCategory,
} from '@ioc/contracts/api/report';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CATEGORIES, type Categories } from './categories.ts';
import { NearbyService } from './nearby/nearby.service.ts';
import { ReportIntake } from './report-intake.service.ts';

const uuidSchema = z.uuid();

@Controller('api/v1')
export class ReportController {
  constructor(
    @Inject(ReportIntake) private readonly intake: ReportIntake,
    @Inject(NearbyService) private readonly nearby: NearbyService,
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

  /** 201 the first time, 200 afterwards. */
  @Put('reports/:clientId')
  @Action('reports.create')
  async put(
    @Param('clientId') clientId: string,
    @Body({ schema: reportPutSchema }) put: z.output<typeof reportPutSchema>,
    @Headers(PROOF_HEADER) proof: string | undefined,
    @Req() { ip }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<ReportAnswer> {
    if (!uuidSchema.safeParse(clientId).success) throw new ProblemException(400, 'the id is no UUID');
    const { isNew, answer } = await this.intake.put(put, { clientId, address: ip, proof });
    void reply.code(isNew ? 201 : 200);
    return answer;
  }

  @Get('reports/nearby')
  @Action('reports.read')
  async near(@Query({ schema: nearbyQuerySchema }) query: NearbyQuery): Promise<List<NearbyReport>> {
    return { items: await this.nearby.near(query), next: null };
  }

  /** An own code for a report that stands already. */
  @Post('reports/nearby/:ref/follow')
  @HttpCode(200)
  @Action('reports.create')
  async follow(
    @Param('ref') ref: string,
    @Body({ schema: followSchema }) { clientId }: FollowRequest,
  ): Promise<FollowAnswer> {
    return { code: await this.nearby.follow(ref, clientId) };
  }

  /** Where everything of it is, after a cut. */
  @Get('reports/:clientId')
  @Action('reports.read')
  state(@Param('clientId') clientId: string): Promise<ReportAnswer> {
    if (!uuidSchema.safeParse(clientId).success) throw new ProblemException(404, 'this report has not come');
    return this.intake.state(clientId);
  }
}
