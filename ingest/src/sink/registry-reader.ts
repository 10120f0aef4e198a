import type { AssetRow, CodeRow, NameRow, RegistryRows, UnitRow } from '../registry/registry.ts';
import type { Database } from './database.ts';

const UNITS = `
  SELECT u.id, u.kind, u.valid_from::text AS "validFrom", u.valid_to::text AS "validTo", g.geometry
  FROM unit u LEFT JOIN unit_geometry g ON g.unit_id = u.id`;
const CODES = `
  SELECT unit_id AS "unitId", code, valid_from::text AS "validFrom", valid_to::text AS "validTo"
  FROM unit_code WHERE scheme = 'gso' ORDER BY code, valid_from DESC`;
const NAMES = `
  SELECT n.folded, u.id AS "unitId", u.kind, c.code, u.valid_from::text AS "validFrom", u.valid_to::text AS "validTo"
  FROM unit_name n JOIN unit u ON u.id = n.unit_id
  LEFT JOIN LATERAL (SELECT code FROM unit_code WHERE unit_id = u.id AND scheme = 'gso'
    ORDER BY valid_from DESC LIMIT 1) c ON true`;
const ASSETS = `SELECT id, name, unit_id AS "unitId", lon, lat, registered FROM asset WHERE registered`;
/** The change log tells since which write the registry is other than read. */
const VERSION = `SELECT coalesce(max(seq), 0)::text AS version FROM change_log WHERE topic = 'registry' AND seq > $1`;

/** Everything the pipeline places facts with. */
export async function readRegistry(database: Database): Promise<RegistryRows> {
  const units = await database.query<UnitRow>(UNITS);
  const codes = await database.query<CodeRow>(CODES);
  const names = await database.query<NameRow>(NAMES);
  const assets = await database.query<AssetRow>(ASSETS);
  return { units: units.rows, codes: codes.rows, names: names.rows, assets: assets.rows };
}

/** The seq of the newest registry change after `since`; '0' when there is none. */
export async function registryVersion(database: Database, since: string): Promise<string> {
  const { rows } = await database.query<{ version: string }>(VERSION, [since]);
  return rows[0]?.version ?? '0';
}

/** The seq of the newest write: where the watch for registry changes begins. */
export async function newestSeq(database: Database): Promise<string> {
  const { rows } = await database.query<{ seq: string }>('SELECT seq::text AS seq FROM write_clock');
  return rows[0]?.seq ?? '0';
}
