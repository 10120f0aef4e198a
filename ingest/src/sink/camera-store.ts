import type { CameraRow } from '../commands/import/rows.ts';
import type { NamedUnit } from '../jobs/named-units.ts';
import type { Database } from './database.ts';

const UNITS = `
  SELECT u.id, c.code, u.name, u.kind, coalesce(n.folded, '{}') AS folded, u.valid_from::text AS "validFrom",
    u.valid_to::text AS "validTo"
  FROM unit u LEFT JOIN unit_code c ON c.unit_id = u.id AND c.scheme = 'gso'
  LEFT JOIN LATERAL (SELECT array_agg(folded) AS folded FROM unit_name WHERE unit_id = u.id) n ON true`;
const REGISTERED = `
  SELECT id, source, external_id AS "externalId", kind, name, unit_id AS "unitId", lon, lat,
    azimuth_deg AS "azimuthDeg", fov_deg AS "fovDeg"
  FROM asset WHERE registered AND id = ANY($1)`;

export class CameraStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async units(): Promise<NamedUnit[]> {
    return (await this.#database.query<NamedUnit>(UNITS)).rows;
  }

  /** Those of the ids that are registered, as they are. */
  async registered(ids: readonly string[]): Promise<CameraRow[]> {
    return (await this.#database.query<CameraRow>(REGISTERED, [ids])).rows;
  }

  /** All in one transaction, with the ring; answers how many were new or changed. */
  async register(cameras: readonly CameraRow[]): Promise<number> {
    const { rows } = await this.#database.query<{ written: number }>(
      'SELECT register_assets($1) AS written',
      [JSON.stringify(cameras)],
    );
    return rows[0]?.written ?? 0;
  }
}
