// What the imports write: whole sets in one statement each, all of an import in one transaction, idempotent.
import pg from 'pg';
import type { GazetteerLinkRow, GazetteerUnitRow } from './gazetteer.ts';
import type { LayerRow } from './layers.ts';
import type { CameraRow, GroupRow, IndicatorRow, LineageRow } from './rows.ts';
import type { UnitImport, UnitRecord } from './units.ts';

const STATEMENT_TIMEOUT_MS = 120_000;

const READ_UNITS = `
  SELECT u.id, c.code, u.kind, u.parent_id AS "parentId", u.name, u.name_en AS "nameEn", u.area_km2 AS "areaKm2",
    u.lon, u.lat, u.valid_from::text AS "validFrom", u.valid_to::text AS "validTo"
  FROM unit u LEFT JOIN unit_code c ON c.unit_id = u.id AND c.scheme = 'gso'`;

const WRITE_UNITS = `
  INSERT INTO unit AS u (id, kind, parent_id, name, name_en, area_km2, lon, lat, valid_from, valid_to)
  SELECT id, kind, "parentId", name, "nameEn", "areaKm2", lon, lat, "validFrom", "validTo"
  FROM jsonb_to_recordset($1::jsonb) AS n (id text, kind text, "parentId" text, name text, "nameEn" text,
    "areaKm2" double precision, lon double precision, lat double precision, "validFrom" date, "validTo" date)
  ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, parent_id = excluded.parent_id, name = excluded.name,
    name_en = excluded.name_en, area_km2 = excluded.area_km2, lon = excluded.lon, lat = excluded.lat,
    valid_from = excluded.valid_from, valid_to = excluded.valid_to`;
const CLEAR_CODES = `
  DELETE FROM unit_code WHERE scheme = 'gso' AND unit_id IN
    (SELECT id FROM jsonb_to_recordset($1::jsonb) AS n (id text))`;
const ADD_CODES = `
  INSERT INTO unit_code (unit_id, scheme, code, valid_from, valid_to)
  SELECT id, 'gso', code, "validFrom", "validTo"
  FROM jsonb_to_recordset($1::jsonb) AS n (id text, code text, "validFrom" date, "validTo" date)
  WHERE code IS NOT NULL`;
const WRITE_NAMES = `
  INSERT INTO unit_name (unit_id, alias, folded)
  SELECT n.id, a.alias, a.folded
  FROM jsonb_to_recordset($1::jsonb) AS n (id text, aliases jsonb)
  CROSS JOIN LATERAL jsonb_to_recordset(n.aliases) AS a (alias text, folded text)
  ON CONFLICT DO NOTHING`;
const WRITE_GEOMETRY = `
  INSERT INTO unit_geometry AS g (unit_id, geometry, schematic, attribution)
  SELECT id, geometry, schematic, $2
  FROM jsonb_to_recordset($1::jsonb) AS n (id text, geometry jsonb, schematic boolean)
  WHERE jsonb_typeof(geometry) = 'object'
  ON CONFLICT (unit_id) DO UPDATE SET geometry = excluded.geometry, schematic = excluded.schematic,
    attribution = excluded.attribution
  -- A real boundary is never replaced by a sketch of one.
  WHERE g.schematic OR NOT excluded.schematic`;
const WRITE_LINEAGE = `
  INSERT INTO unit_lineage AS l (from_id, to_id, kind, share, decree, effective)
  SELECT "fromId", "toId", kind, share, decree, effective
  FROM jsonb_to_recordset($1::jsonb) AS n ("fromId" text, "toId" text, kind text, share double precision,
    decree text, effective date)
  ON CONFLICT (from_id, to_id, effective) DO UPDATE SET kind = excluded.kind, share = excluded.share,
    decree = excluded.decree`;
const WRITE_GAZETTEER_UNITS = `
  INSERT INTO gazetteer_unit AS u (id, code, word, name, folded, kind, parent_id, valid_from, valid_to)
  SELECT id, code, word, name, folded, kind, "parentId", "validFrom", "validTo"
  FROM jsonb_to_recordset($1::jsonb) AS n (id text, code text, word text, name text, folded text, kind text,
    "parentId" text, "validFrom" date, "validTo" date)
  ON CONFLICT (id) DO UPDATE SET code = excluded.code, word = excluded.word, name = excluded.name,
    folded = excluded.folded, kind = excluded.kind, parent_id = excluded.parent_id, valid_from = excluded.valid_from,
    valid_to = excluded.valid_to`;
const WRITE_GAZETTEER_LINKS = `
  INSERT INTO gazetteer_lineage AS l (from_id, to_id, kind, share, decree, effective)
  SELECT "fromId", "toId", kind, share, decree, effective
  FROM jsonb_to_recordset($1::jsonb) AS n ("fromId" text, "toId" text, kind text, share double precision, decree text,
    effective date)
  ON CONFLICT (from_id, to_id, effective) DO UPDATE SET kind = excluded.kind, share = excluded.share,
    decree = excluded.decree`;
const WRITE_CAMERAS = `
  INSERT INTO asset AS a (id, source, external_id, kind, name, unit_id, lon, lat, azimuth_deg, fov_deg, registered)
  SELECT id, source, "externalId", kind, name, "unitId", lon, lat, "azimuthDeg", "fovDeg", true
  FROM jsonb_to_recordset($1::jsonb) AS n (id text, source text, "externalId" text, kind text, name text,
    "unitId" text, lon double precision, lat double precision, "azimuthDeg" double precision, "fovDeg" double precision)
  ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, name = excluded.name, unit_id = excluded.unit_id,
    lon = excluded.lon, lat = excluded.lat, azimuth_deg = excluded.azimuth_deg, fov_deg = excluded.fov_deg,
    registered = true, updated_at = now()`;
const WRITE_GROUPS = `
  INSERT INTO scope_group AS g (id, name, name_en)
  SELECT id, name, "nameEn" FROM jsonb_to_recordset($1::jsonb) AS n (id text, name text, "nameEn" text)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, name_en = excluded.name_en`;
const CLEAR_MEMBERS = `
  DELETE FROM scope_group_member WHERE group_id IN (SELECT id FROM jsonb_to_recordset($1::jsonb) AS n (id text))`;
const WRITE_MEMBERS = `
  INSERT INTO scope_group_member (group_id, unit_id)
  SELECT DISTINCT n.id, u.unit FROM jsonb_to_recordset($1::jsonb) AS n (id text, "unitIds" jsonb)
  CROSS JOIN LATERAL jsonb_array_elements_text(n."unitIds") AS u (unit)`;
const WRITE_LAYERS = `
  INSERT INTO map_layer AS l (id, role, title, geojson, attribution)
  SELECT id, role, title, geojson, attribution
  FROM jsonb_to_recordset($1::jsonb) AS n (id text, role text, title text, geojson jsonb, attribution text)
  ON CONFLICT (id) DO UPDATE SET role = excluded.role, title = excluded.title, geojson = excluded.geojson,
    attribution = excluded.attribution, updated_at = now()`;
const WRITE_INDICATORS = `
  INSERT INTO indicator_figure AS i (id, indicator, label, label_en, province, year, value, value_unit, parts, target,
    citation)
  SELECT id, indicator, label, "labelEn", province, year, value, "valueUnit", nullif(parts, 'null'), target, citation
  FROM jsonb_to_recordset($1::jsonb) AS n (id text, indicator text, label text, "labelEn" text, province text,
    year integer, value double precision, "valueUnit" text, parts jsonb, target double precision, citation text)
  ON CONFLICT (id) DO UPDATE SET indicator = excluded.indicator, label = excluded.label, label_en = excluded.label_en,
    province = excluded.province, year = excluded.year, value = excluded.value, value_unit = excluded.value_unit,
    parts = excluded.parts, target = excluded.target, citation = excluded.citation, stored_at = now()`;

export class ImportRepository {
  readonly #client: pg.Client;

  private constructor(client: pg.Client) {
    this.#client = client;
  }

  /** Runs `work` in one transaction, rings once, and closes the connection whatever happens. */
  static async within<T>(
    url: string,
    what: string,
    work: (repository: ImportRepository) => Promise<T>,
  ): Promise<T> {
    const client = new pg.Client({ connectionString: url, query_timeout: STATEMENT_TIMEOUT_MS });
    client.on('error', () => undefined);
    await client.connect();
    try {
      await client.query('BEGIN');
      const result = await work(new ImportRepository(client));
      await client.query('SELECT ring_registry($1)', [what]);
      await client.query('COMMIT');
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch(() => undefined);
      throw error;
    } finally {
      await client.end();
    }
  }

  async units(): Promise<UnitRecord[]> {
    return (await this.#client.query<UnitRecord>(READ_UNITS)).rows;
  }

  async writeUnits(units: readonly UnitImport[], attribution: string): Promise<void> {
    for (const statement of [WRITE_UNITS, CLEAR_CODES, ADD_CODES, WRITE_NAMES])
      await this.#write(statement, units);
    await this.#client.query(WRITE_GEOMETRY, [JSON.stringify(units), attribution]);
  }

  async writeLineage(rows: readonly LineageRow[]): Promise<void> {
    await this.#write(WRITE_LINEAGE, rows);
  }

  async writeGazetteer(
    units: readonly GazetteerUnitRow[],
    links: readonly GazetteerLinkRow[],
  ): Promise<void> {
    await this.#write(WRITE_GAZETTEER_UNITS, units);
    await this.#write(WRITE_GAZETTEER_LINKS, links);
  }

  async writeCameras(rows: readonly CameraRow[]): Promise<void> {
    await this.#write(WRITE_CAMERAS, rows);
  }

  async writeGroups(rows: readonly GroupRow[]): Promise<void> {
    for (const statement of [WRITE_GROUPS, CLEAR_MEMBERS, WRITE_MEMBERS]) await this.#write(statement, rows);
  }

  async writeLayers(rows: readonly LayerRow[]): Promise<void> {
    for (const row of rows) await this.#write(WRITE_LAYERS, [row]);
  }

  async writeIndicators(rows: readonly IndicatorRow[]): Promise<void> {
    await this.#write(WRITE_INDICATORS, rows);
  }

  async #write(statement: string, rows: readonly object[]): Promise<void> {
    await this.#client.query(statement, [JSON.stringify(rows)]);
  }
}
