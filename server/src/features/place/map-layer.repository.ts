import { Inject, Injectable } from '@nestjs/common';
import type { GeoJsonCollection, MapData } from '@ioc/contracts/api/site';
import { DataSource } from 'typeorm';

type LayerRow = Omit<MapData['layers'][number], 'geojson'> & { readonly geojson: GeoJsonCollection };

@Injectable()
export class MapLayerRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  layers(): Promise<LayerRow[]> {
    return this.dataSource.query<LayerRow[]>(
      'SELECT id, role, title, attribution, geojson FROM map_layer ORDER BY id',
    );
  }
}
