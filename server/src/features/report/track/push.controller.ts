import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import {
  pushEndSchema,
  pushSchema,
  type PushAnswer,
  type PushEndRequest,
  type PushKeyAnswer,
  type PushRequest,
} from '@ioc/contracts/api/report';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../../access/action.decorator.ts';
import { VAPID } from '../../../notify/notify.module.ts';
import { isPushEndpoint } from '../../../notify/public-address.ts';
import { PushSubscriptionRepository } from '../../../notify/push-subscription.repository.ts';
import type { Vapid } from '../../../notify/vapid.ts';
import { tagOf } from '../../../notify/wording.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { CLOCK, type Clock } from '../../../tokens.ts';
import { TrackService } from './track.service.ts';

@Controller('api/v1')
export class PushController {
  constructor(
    @Inject(TrackService) private readonly tracks: TrackService,
    @Inject(PushSubscriptionRepository) private readonly subscriptions: PushSubscriptionRepository,
    @Inject(VAPID) private readonly vapid: Vapid | null,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('push-key')
  @Action('reports.track')
  key(): PushKeyAnswer {
    return { publicKey: this.vapid?.publicKey ?? null };
  }

  @Post('track/:code/push')
  @HttpCode(200)
  @Action('reports.answer')
  async subscribe(
    @Param('code') code: string,
    @Body({ schema: pushSchema }) push: PushRequest,
    @Req() { ip }: FastifyRequest,
  ): Promise<PushAnswer> {
    if (!isPushEndpoint(push.endpoint))
      throw new ProblemException(400, 'the request is not valid', [
        { path: 'endpoint', message: 'no address of a push service' },
      ]);
    const { own } = await this.tracks.find({ code, address: ip });
    if (!this.vapid) throw new ProblemException(409, 'this site sends no push messages');
    if (!(await this.subscriptions.subscribe(own.source, own.id, push, this.clock())))
      throw new ProblemException(409, 'too many browsers follow this report by this code');
    return { tag: tagOf(own.source, own.id) };
  }

  @Delete('track/:code/push')
  @HttpCode(204)
  @Action('reports.answer')
  async unsubscribe(
    @Param('code') code: string,
    @Body({ schema: pushEndSchema }) { endpoint }: PushEndRequest,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    const { own } = await this.tracks.find({ code, address: ip });
    await this.subscriptions.unsubscribe(own.source, own.id, endpoint);
  }
}
