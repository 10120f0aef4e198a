import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { UnitGeometry } from './point-in-polygon.ts';

export interface UnitRow {
  readonly id: string;
  readonly code: string;
  readonly kind: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly nameEn: string;
  readonly areaKm2: number | null;
  readonly lon: number | null;
  readonly lat: number | null;
  /** YYYY-MM-DD */
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface RegistryRows {
  readonly units: readonly UnitRow[];
  readonly lineage: readonly { readonly fromId: string; readonly toId: string; readonly kind: string }[];
  readonly members: readonly { readonly groupId: string; readonly unitId: string }[];
  readonly geometries: readonly {
    readonly unitId: string;
    readonly geometry: UnitGeometry;
    readonly schematic: boolean;
    readonly attribution: string;
  }[];
}

const UNITS = `
  SELECT u.id, coalesce(c.code, split_part(u.id, '@', 1)) AS code, u.kind, u.parent_id AS "parentId", u.name,
    u.name_en AS "nameEn", u.area_km2 AS "areaKm2", u.lon, u.lat, u.valid_from::text AS "validFrom",
    u.valid_to::text AS "validTo"
  FROM unit u LEFT JOIN LATERAL (
    SELECT code FROM unit_code WHERE unit_id = u.id AND scheme = 'gso' ORDER BY valid_from DESC LIMIT 1) c ON true
  ORDER BY u.id`;

@Injectable()
export class RegistryRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  async read(): Promise<RegistryRows> {
    const units: RegistryRows['units'] = await this.dataSource.query(UNITS);
    const lineage: RegistryRows['lineage'] = await this.dataSource.query(
      'SELECT from_id AS "fromId", to_id AS "toId", kind FROM unit_lineage',
    );
    const members: RegistryRows['members'] = await this.dataSource.query(
      'SELECT group_id AS "groupId", unit_id AS "unitId" FROM scope_group_member',
    );
    const geometries: RegistryRows['geometries'] = await this.dataSource.query(
      'SELECT unit_id AS "unitId", geometry, schematic, attribution FROM unit_geometry ORDER BY unit_id',
    );
    return { units, lineage, members, geometries };
  }
}
