import { Controller, Get, Headers, Inject, Param, Res } from '@nestjs/common';
import type { MapSetup } from '@ioc/contracts/api/map-imports';
import type { FastifyReply } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import type { Config } from '../../config.ts';
import { ProblemException } from '../../problem.filter.ts';
import { localDay } from '../../registry/local-day.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import { ArchiveFolder } from './archive-folder.ts';
import { MapLayerRepository } from './map-layer.repository.ts';

/** A tile of a city is some hundred kilobytes; a whole archive may be gigabytes. */
const MOST_BYTES = 8 * 1024 * 1024;

@Controller('api/v1/map')
export class ArchiveController {
  constructor(
    @Inject(ArchiveFolder) private readonly archives: ArchiveFolder,
    @Inject(MapLayerRepository) private readonly layers: MapLayerRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Pieces only: `Range: bytes=from-to`, 8 MiB at most. */
  @Get('archives/:name')
  @Action('map.site.read')
  async piece(
    @Param('name') name: string,
    @Headers('range') range: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const [, first, last] = /^bytes=(\d{1,15})-(\d{1,15})$/.exec(range ?? '') ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (!(to >= from && to - from < MOST_BYTES))
      throw new ProblemException(416, 'ask for a range of 8 MiB at most');
    const piece = await this.archives.piece(name, from, to - from + 1);
    if (!piece) throw new ProblemException(404, 'there is no such archive');
    const { bytes, total, tag } = piece;
    if (bytes.length === 0) throw new ProblemException(416, 'the archive ends before');
    await reply
      .code(206)
      .header('content-range', `bytes ${from}-${from + bytes.length - 1}/${total}`)
      .header('accept-ranges', 'bytes')
      .header('etag', tag)
      .header('cache-control', 'private, max-age=3600')
      .type('application/octet-stream')
      .send(bytes);
  }

  /** What the site has set of its own map, for the page that sets it up. */
  @Get('setup')
  @Action('map.import')
  async setup(): Promise<MapSetup> {
    const { units, geometries } = this.directory;
    const day = localDay(this.clock());
    const now = new Set(
      units
        .filter(
          ({ kind, validFrom, validTo }) =>
            !['province', 'district'].includes(kind) &&
            validFrom <= day &&
            (validTo === null || day < validTo),
        )
        .map(({ id }) => id),
    );
    const drawn = geometries.filter(({ unitId }) => now.has(unitId));
    const { tiles } = this.config;
    const archives = await this.archives.all();
    return {
      tiles: tiles && { origin: new URL(tiles.url).origin, attribution: tiles.attribution },
      archives:
        archives &&
        archives.map(({ name, bytes, problem, kind, attribution }) => ({
          name,
          bytes,
          problem,
          kind,
          attribution,
        })),
      layers: await this.layers.summaries(),
      units: {
        all: now.size,
        drawn: drawn.length,
        schematic: drawn.filter(({ schematic }) => schematic).length,
      },
    };
  }
}
