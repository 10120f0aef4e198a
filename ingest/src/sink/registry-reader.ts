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
/** Numbers follow the order of commits: what is not there up to the newest one now will never be. */
const CHANGED = `
  SELECT w.seq::text AS seq,
    EXISTS (SELECT FROM change_log l WHERE l.topic = 'registry' AND l.seq > $1 AND l.seq <= w.seq) AS changed
  FROM write_clock w`;

/** Everything the pipeline places facts with. */
export async function readRegistry(database: Database): Promise<RegistryRows> {
  const units = await database.query<UnitRow>(UNITS);
  const codes = await database.query<CodeRow>(CODES);
  const names = await database.query<NameRow>(NAMES);
  const assets = await database.query<AssetRow>(ASSETS);
  return { units: units.rows, codes: codes.rows, names: names.rows, assets: assets.rows };
}

/** Whether units or devices changed after the write `since`, and which write was the newest then. */
export async function registryChanged(
  database: Database,
  since: string,
): Promise<{ changed: boolean; seq: string }> {
  const { rows } = await database.query<{ changed: boolean; seq: string }>(CHANGED, [since]);
  return rows[0] ?? { changed: false, seq: since };
}

/** The seq of the newest write: where the watch for registry changes begins. */
export async function newestSeq(database: Database): Promise<string> {
  const { rows } = await database.query<{ seq: string }>('SELECT seq::text AS seq FROM write_clock');
  return rows[0]?.seq ?? '0';
}
