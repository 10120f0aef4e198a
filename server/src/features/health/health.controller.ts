import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { ChangeFeed } from '../../feed/change-feed.ts';
import { Hub } from '../../hub/hub.ts';
import { Metrics } from '../../metrics.ts';

/** Behind by more than this is not ready. */
const LAG_LIMIT_MS = 10_000;

@Controller()
export class HealthController {
  constructor(
    @Inject(Hub) private readonly hub: Hub,
    @Inject(ChangeFeed) private readonly feed: ChangeFeed,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** The process runs. */
  @Get('healthz')
  @Action('health.read')
  alive() {
    return { alive: true };
  }

  /** 503 while the database cannot commit or what is shown is more than ten seconds behind. */
  @Get('readyz')
  @Action('health.read')
  ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const { storing } = this.hub;
    const lagMs = Math.round(this.feed.lagMs());
    const ready = storing && lagMs <= LAG_LIMIT_MS;
    reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    return { ready, storing, lagMs };
  }

  @Get('metrics')
  @Action('metrics.read')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  text(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
