import type { MapRead } from '../map/reading.ts';
import type { KnownUnit } from '../map/place-book.ts';
import type { Database } from './database.ts';

const UNITS = `
  SELECT u.id, c.code, u.name, u.kind, coalesce(n.folded, '{}') AS folded, u.valid_from::text AS "validFrom",
    u.valid_to::text AS "validTo", u.lon, u.lat, g.geometry
  FROM unit u LEFT JOIN unit_code c ON c.unit_id = u.id AND c.scheme = 'gso'
  LEFT JOIN unit_geometry g ON g.unit_id = u.id
  LEFT JOIN LATERAL (SELECT array_agg(folded) AS folded FROM unit_name WHERE unit_id = u.id) n ON true`;

export class MapStore {
  readonly #database: Database;

  constructor(database: Database) {
    this.#database = database;
  }

  async units(): Promise<KnownUnit[]> {
    return (await this.#database.query<KnownUnit>(UNITS)).rows;
  }

  /** In one transaction, with what it replaces; the same job stores once. */
  async write(row: object, { unitsJson, geojsonJson }: MapRead): Promise<void> {
    await this.#database.query('SELECT import_map($1, $2, $3)', [
      JSON.stringify(row),
      unitsJson,
      geojsonJson,
    ]);
  }
}
