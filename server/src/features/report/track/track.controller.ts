import { Body, Controller, Get, HttpCode, Inject, Param, Post, Req, Res } from '@nestjs/common';
import {
  ratingSchema,
  reopenSchema,
  type RatingRequest,
  type ReopenRequest,
  type TrackAnswer,
} from '@ioc/contracts/api/report';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Action } from '../../../access/action.decorator.ts';
import { UploadStore } from '../upload-store.ts';
import { rangeOf } from './byte-range.ts';
import { TrackService } from './track.service.ts';

const DAY_SECONDS = 86_400;
/** A picture is a picture, whatever somebody gets a browser to take it for. */
const INERT = "default-src 'none'; sandbox";

@Controller('api/v1/track/:code')
export class TrackController {
  constructor(
    @Inject(TrackService) private readonly tracks: TrackService,
    @Inject(UploadStore) private readonly store: UploadStore,
  ) {}

  @Get()
  @Action('reports.track')
  track(@Param('code') code: string, @Req() { ip }: FastifyRequest): Promise<TrackAnswer> {
    return this.tracks.track({ code, address: ip });
  }

  /** Released ones alone; in parts when asked, as players of videos do. */
  @Get('pictures/:id')
  @Action('reports.track')
  async picture(
    @Param('code') code: string,
    @Param('id') id: string,
    @Req() { ip, headers }: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { file, mediaType } = await this.tracks.picture({ code, address: ip }, id);
    const bytes = await this.store.sizeOf(file);
    const range = rangeOf(headers.range, bytes);
    void reply.headers({
      'content-type': mediaType,
      'content-disposition': 'inline',
      'content-security-policy': INERT,
      'cache-control': `private, max-age=${DAY_SECONDS}`,
      'accept-ranges': 'bytes',
    });
    if (range === 'none') return void reply.code(416).header('content-range', `bytes */${bytes}`).send('');
    const [from, to] = range ?? [0, bytes - 1];
    if (range) void reply.code(206).header('content-range', `bytes ${from}-${to}/${bytes}`);
    await reply.header('content-length', to - from + 1).send(this.store.stream(file, from, to));
  }

  @Post('rating')
  @HttpCode(204)
  @Action('reports.answer')
  rate(
    @Param('code') code: string,
    @Body({ schema: ratingSchema }) rating: RatingRequest,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    return this.tracks.rate({ code, address: ip }, rating);
  }

  @Post('reopen')
  @HttpCode(204)
  @Action('reports.answer')
  reopen(
    @Param('code') code: string,
    @Body({ schema: reopenSchema }) { reason }: ReopenRequest,
    @Req() { ip }: FastifyRequest,
  ): Promise<void> {
    return this.tracks.reopen({ code, address: ip }, reason);
  }
}
