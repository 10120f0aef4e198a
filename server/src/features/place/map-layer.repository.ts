import { Inject, Injectable } from '@nestjs/common';
import type { MapSetup } from '@ioc/contracts/api/map-imports';
import type { GeoJsonCollection, MapData } from '@ioc/contracts/api/site';
import { DataSource } from 'typeorm';
import { sqlInstant } from '../../db/sql-instant.ts';

type LayerRow = Omit<MapData['layers'][number], 'geojson'> & { readonly geojson: GeoJsonCollection };

@Injectable()
export class MapLayerRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** The newest first: of two outlines the one that was brought last is the province's. */
  layers(): Promise<LayerRow[]> {
    return this.dataSource.query<LayerRow[]>(
      'SELECT id, role, title, attribution, geojson FROM map_layer ORDER BY updated_at DESC, id',
    );
  }

  summaries(): Promise<MapSetup['layers']> {
    return this.dataSource.query<MapSetup['layers'][number][]>(
      `SELECT id, role, title, attribution, jsonb_array_length(geojson->'features') AS features,
         octet_length(geojson::text) AS bytes, ${sqlInstant('updated_at')} AS "updatedAt"
       FROM map_layer ORDER BY id`,
    );
  }
}
