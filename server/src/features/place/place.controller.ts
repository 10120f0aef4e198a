import { createHash } from 'node:crypto';
import { Controller, Get, Headers, Inject, Query, Res } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import type { Unit } from '@ioc/contracts/unit';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import type { Config } from '../../config.ts';
import { localDay } from '../../registry/local-day.ts';
import type { UnitRow } from '../../registry/registry.repository.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
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

  /** Some megabytes that rarely change: the tag spares them. */
  @Get('map')
  @Action('map.read')
  async map(@Headers('if-none-match') known: string | undefined, @Res() reply: FastifyReply): Promise<void> {
    const { units, geometries } = this.directory;
    const layers = await this.layers.layers();
    const data = mapDataOf(units, geometries, layers, localDay(this.clock()), this.config.tiles);
    const body = JSON.stringify(data);
    const tag = `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`;
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
