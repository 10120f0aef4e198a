import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Inject, Query, Req, Res } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import type { Unit } from '@ioc/contracts/unit';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import type { Config } from '../../config.ts';
import { localDay } from '../../registry/local-day.ts';
import type { UnitRow } from '../../registry/registry.repository.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import { ArchiveFolder } from './archive-folder.ts';
import { mapDataOf } from './map-data.ts';
import { MapLayerRepository } from './map-layer.repository.ts';

const querySchema = z.object({
  /** YYYY-MM-DD: the units valid then; today when absent. `all` for every unit that ever was. */
  at: z.union([z.iso.date(), z.literal('all')]).optional(),
  parent: z.string().max(120).optional(),
});
type UnitsQuery = z.infer<typeof querySchema>;

@Controller('api/v1')
export class PlaceController {
  constructor(
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(MapLayerRepository) private readonly layers: MapLayerRepository,
    @Inject(ArchiveFolder) private readonly archives: ArchiveFolder,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get('units')
  @Action('units.read')
  units(@Query({ schema: querySchema }) { at, parent }: UnitsQuery): List<Unit> {
    const day = at ?? localDay(this.clock());
    const isWanted = (unit: UnitRow) =>
      (day === 'all' || (unit.validFrom <= day && (unit.validTo === null || day < unit.validTo))) &&
      (parent === undefined || unit.parentId === parent);
    return { items: this.directory.units.filter(isWanted).map(toUnit), next: null };
  }

  /** Some megabytes that rarely change: the tag spares them. What a site brought for itself only its people see. */
  @Get('map')
  @Action('map.read')
  async map(
    @Headers('if-none-match') known: string | undefined,
    @Req() { principal }: Pick<FastifyRequest, 'principal'>,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const isStranger = principal.kind === 'nobody';
    const layers = (await this.layers.layers()).filter(({ role }) => role !== 'own' || !isStranger);
    const archives = isStranger ? [] : ((await this.archives.all()) ?? []);
    const { units, geometries } = this.directory;
    const site = { tiles: this.config.tiles, archives: archives.flatMap(({ tiles }) => tiles ?? []) };
    const data = JSON.stringify(mapDataOf(units, geometries, layers, localDay(this.clock()), site));
    const version = createHash('sha256').update(data).digest('base64url').slice(0, 22);
    const body = `{"version":"${version}",${data.slice(1)}`;
    const tag = `"${version}"`;
    void reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (known === tag) await reply.code(304).send();
    else await reply.type('application/json; charset=utf-8').send(body);
  }
}

const toUnit = (row: UnitRow): Unit => ({
  id: row.id,
  code: row.code,
  name: row.name,
  nameEn: row.nameEn,
  kind: row.kind as Unit['kind'],
  parentId: row.parentId,
  areaKm2: row.areaKm2,
  centre: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
  validFrom: row.validFrom,
  validTo: row.validTo,
});
