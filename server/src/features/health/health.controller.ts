import { Controller, Get, Header, Inject, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { ChangeFeed } from '../../feed/change-feed.ts';
import { StoringProbe } from '../../feed/storing-probe.ts';
import { LoopWatch } from '../../loop-watch.ts';
import { Metrics } from '../../metrics.ts';
import { PictureFolder } from '../../pictures/picture-folder.ts';

/** Behind by more than this is not ready. */
const LAG_LIMIT_MS = 10_000;
/** An event loop that stood this long lately cannot be relied on. */
const STANDSTILL_LIMIT_MS = 1_500;

@Controller()
export class HealthController {
  constructor(
    @Inject(StoringProbe) private readonly probe: StoringProbe,
    @Inject(ChangeFeed) private readonly feed: ChangeFeed,
    @Inject(LoopWatch) private readonly loop: LoopWatch,
    @Inject(PictureFolder) private readonly pictures: PictureFolder,
    @Inject(Metrics) private readonly metrics: Metrics,
  ) {}

  /** The process runs. */
  @Get('healthz')
  @Action('health.read')
  alive() {
    return { alive: true };
  }

  /**
   * 503 while the database cannot commit, what is shown is more than ten seconds behind, the event loop stood lately, or
   * our folder is not the one that holds the pictures. The commit is tried now and not remembered: what was true two
   * seconds ago is no answer.
   */
  @Get('readyz')
  @Action('health.read')
  async ready(@Res({ passthrough: true }) reply: FastifyReply) {
    const storing = (await this.probe.tryNow()) && this.feed.connected;
    const lagMs = Math.round(this.feed.lagMs());
    const standstillMs = Math.round(this.loop.standstillMs());
    const pictures = this.pictures.complete;
    const ready = storing && lagMs <= LAG_LIMIT_MS && standstillMs <= STANDSTILL_LIMIT_MS && pictures;
    reply.code(ready ? 200 : 503).header('cache-control', 'no-store');
    return { ready, storing, lagMs, standstillMs, pictures };
  }

  @Get('metrics')
  @Action('metrics.read')
  @Header('content-type', 'text/plain; version=0.0.4; charset=utf-8')
  text(): Promise<string> {
    return this.metrics.registry.metrics();
  }
}
