import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { limitSchema, type List } from '@ioc/contracts/api/list';
import type { Asset } from '@ioc/contracts/asset';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { unitsWithin } from '../../access/area.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import type { AssetEntity } from './asset.entity.ts';
import { AssetRepository } from './asset.repository.ts';

const querySchema = z.object({
  registered: z
    .enum(['true', 'false'])
    .transform((word) => word === 'true')
    .optional(),
  kind: z.enum(['camera', 'sensor']).optional(),
  source: z.string().max(100).optional(),
  unit: z.string().max(120).optional(),
  after: z.string().max(400).optional(),
  limit: limitSchema,
});
type AssetsQuery = z.infer<typeof querySchema>;

/** Cameras and sensors; `registered=false` lists devices that were heard of and wait for registration. */
@Controller('api/v1/assets')
export class AssetController {
  constructor(
    @Inject(AssetRepository) private readonly repository: AssetRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
  ) {}

  @Get()
  @Action('assets.read')
  async list(
    @Query({ schema: querySchema }) { unit, ...query }: AssetsQuery,
    @Req() { area }: FastifyRequest,
  ): Promise<List<Asset>> {
    const unitIds = unitsWithin(area, unit === undefined ? null : this.directory.closure([unit]));
    const rows = await this.repository.page({ ...query, unitIds });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return { items: rows.map((row) => this.#toAsset(row)), next: last?.id ?? null };
  }

  #toAsset(row: AssetEntity): Asset {
    return {
      id: row.id,
      source: row.source,
      externalId: row.externalId,
      kind: row.kind,
      name: row.name,
      unit: this.directory.reference(row.unitId),
      point: row.lon === null || row.lat === null ? null : [row.lon, row.lat],
      azimuthDeg: row.azimuthDeg,
      fovDeg: row.fovDeg,
      registered: row.registered,
    };
  }
}
