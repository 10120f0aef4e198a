// The open data of a province: for everybody, the same for everybody, and kept by caches for as long as it is the same.
import { Readable } from 'node:stream';
import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import { OPEN_PERIODS_DAYS } from '@ioc/contracts/api/open-data';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import type { Config } from '../../config.ts';
import { ProblemException } from '../../problem.filter.ts';
import { localDay } from '../../registry/local-day.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import type { Kept } from './once-a-minute.ts';
import { OpenDataService, type ReportSpan } from './open-data.service.ts';

const DAY_MS = 86_400_000;
const USUAL_DAYS = 90;
const MOST_DAYS = 366;
const CSV = 'text/csv; charset=utf-8';

const figuresSchema = z.object({
  days: z.coerce
    .number()
    .pipe(z.literal([...OPEN_PERIODS_DAYS]))
    .default(30),
});
type FiguresQuery = z.infer<typeof figuresSchema>;

/** Days of the province, the last one included; the last 90 when neither is given. */
const spanSchema = z.object({ from: z.iso.date().optional(), to: z.iso.date().optional() });
type SpanQuery = z.infer<typeof spanSchema>;

@Controller('api/v1/open')
export class OpenDataController {
  constructor(
    @Inject(OpenDataService) private readonly service: OpenDataService,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('figures')
  @Action('open-data.read')
  async figures(
    @Query({ schema: figuresSchema }) { days }: FiguresQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.#send(reply, known, await this.service.figures(days), 'application/json; charset=utf-8');
  }

  @Get('areas')
  @Action('open-data.read')
  async areas(
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.#send(reply, known, await this.service.areas(), 'application/json; charset=utf-8');
  }

  @Get('indicators.csv')
  @Action('open-data.read')
  async indicators(
    @Query({ schema: figuresSchema }) { days }: FiguresQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.#named(reply, `indicators-${days}`, 'csv');
    this.#send(reply, known, await this.service.indicators(days), CSV);
  }

  @Get('tickets.csv')
  @Action('open-data.read')
  async csv(
    @Query({ schema: spanSchema }) query: SpanQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.service.tickets('csv', this.#span(query));
    this.#named(reply, 'tickets', 'csv');
    this.#send(reply, known, kept, CSV);
  }

  @Get('tickets.geojson')
  @Action('open-data.read')
  async geojson(
    @Query({ schema: spanSchema }) query: SpanQuery,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const kept = await this.service.tickets('geojson', this.#span(query));
    this.#named(reply, 'tickets', 'geojson');
    this.#send(reply, known, kept, 'application/geo+json; charset=utf-8');
  }

  #named(reply: FastifyReply, name: string, ending: string): void {
    const day = localDay(this.clock());
    void reply.header('content-disposition', `attachment; filename="${name}-${day}.${ending}"`);
  }

  #send(reply: FastifyReply, known: string | undefined, kept: Kept, type: string): void {
    void reply.headers({
      etag: kept.etag,
      'cache-control': 'public, max-age=60',
      'last-modified': new Date(kept.atMs).toUTCString(),
      link: `<${this.config.openLicence}>; rel="license"`,
    });
    if (known === kept.etag) void reply.code(304).send();
    else void reply.type(type).header('content-length', kept.bytes).send(Readable.from(kept.pieces));
  }

  /** Whole days. Throws 400. */
  #span({ from, to }: SpanQuery): ReportSpan {
    const lastDay = to ?? localDay(this.clock());
    const toMs = Date.parse(`${lastDay}T00:00:00+07:00`) + DAY_MS;
    const fromMs = from === undefined ? toMs - USUAL_DAYS * DAY_MS : Date.parse(`${from}T00:00:00+07:00`);
    if (fromMs >= toMs) throw new ProblemException(400, 'from lies after to');
    if (toMs - fromMs > MOST_DAYS * DAY_MS)
      throw new ProblemException(400, `at most ${MOST_DAYS} days at once`);
    return { fromMs, toMs };
  }
}
