// Rows of walls as the database functions take and give them.
import type { WallScreenRow } from '@ioc/contracts/stream/channels';
import type { Wall } from '@ioc/contracts/wall';
import type { Queryable } from '../../db/queryable.ts';
import type { Thing } from './interrupting-item.ts';
import type { Undo } from './wall-life.ts';

export type WallBody = Omit<Wall, 'id' | 'version' | 'undoable' | 'changedAt' | 'changedBy'>;

export interface WallWrite {
  readonly id: string;
  readonly body: WallBody;
  readonly undo: Undo | null;
  readonly changedAt: string;
  readonly changedBy: string;
}

const WALLS =
  'SELECT wall_row(w) AS wall, w.undo FROM wall w WHERE $1::text IS NULL OR w.id = $1 ORDER BY w.id';
const WRITE = 'SELECT write_wall($1::jsonb) AS wall';
const REMOVE = 'SELECT remove_wall($1, $2)';
const SHOWN = 'SELECT note_shown($1, $2::jsonb, $3::timestamptz) AS "wallId"';
const SCREENS =
  'SELECT wall_screen_row(w) AS row FROM wall_screen w WHERE w.shown IS NOT NULL ORDER BY w.screen_id';
const SCREEN_NAMES = `
  SELECT d.id, d.name, d.scope, (SELECT w.wall_id FROM wall_screen w WHERE w.screen_id = d.id) AS "wallId"
  FROM screen d WHERE d.id = ANY ($1::text[]) AND d.revoked_at IS NULL`;
const EVER = 'SELECT EXISTS (SELECT FROM wall_revision) AS ever';
const KNOWN_WALLS = `
  SELECT DISTINCT ON (wall_id) row AS wall FROM wall_revision
  WHERE seq <= $1 AND ($2::timestamptz IS NULL OR stored_at <= $2) ORDER BY wall_id, seq DESC`;
const KNOWN_SCREENS = `
  SELECT DISTINCT ON (r.row->>'key') r.row FROM change_log l CROSS JOIN LATERAL jsonb_array_elements(l.payload) AS r (row)
  WHERE l.topic = 'wall-screen' AND l.seq <= $1 AND ($2::timestamptz IS NULL OR l.stored_at <= $2)
  ORDER BY r.row->>'key', l.seq DESC`;
const THING = `
  SELECT e.source, e.id, e.type, e.domain, e.severity, e.title, e.title_en AS "titleEn", e.unit_id AS "unitId",
    e.asset_id AS "assetId", e.lon, e.lat, e.first_observed_at AS "firstObservedAt"
  FROM event e WHERE e.source = $1 AND e.id = $2 AND NOT e.late
    AND e.first_observed_at > now() - INTERVAL '31 days' ORDER BY e.revision DESC LIMIT 1`;

export interface ScreenName {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly wallId: string | null;
}

export interface StoredWall {
  readonly wall: Wall;
  readonly undo: Undo | null;
}

export const readWalls = (manager: Queryable, id: string | null = null): Promise<StoredWall[]> =>
  manager.query<StoredWall[]>(WALLS, [id]);

export async function writeWall(manager: Queryable, write: WallWrite): Promise<Wall> {
  const [row] = await manager.query<{ wall: Wall }[]>(WRITE, [JSON.stringify(write)]);
  if (!row) throw new Error('the wall was not written');
  return row.wall;
}

export const deleteWall = (manager: Queryable, id: string, by: string): Promise<unknown> =>
  manager.query(REMOVE, [id, by]);

export async function noteShown(
  manager: Queryable,
  screenId: string,
  shown: WallScreenRow['shown'],
  at: Date,
): Promise<string | null> {
  const values = [screenId, JSON.stringify(shown), at];
  const [row] = await manager.query<{ wallId: string | null }[]>(SHOWN, values);
  return row?.wallId ?? null;
}

export async function readScreens(manager: Queryable): Promise<WallScreenRow[]> {
  return (await manager.query<{ row: WallScreenRow }[]>(SCREENS)).map(({ row }) => row);
}

export const screenNames = (manager: Queryable, ids: readonly string[]): Promise<ScreenName[]> =>
  manager.query<ScreenName[]>(SCREEN_NAMES, [ids]);

export async function everHadOne(manager: Queryable): Promise<boolean> {
  const [row] = await manager.query<{ ever: boolean }[]>(EVER);
  return row?.ever ?? false;
}

/** As known at a write, or stored by then. */
export async function knownWalls(manager: Queryable, seq: number, storedUntil: Date | null) {
  const walls = await manager.query<{ wall: Wall | null }[]>(KNOWN_WALLS, [seq, storedUntil]);
  const screens = await manager.query<{ row: WallScreenRow }[]>(KNOWN_SCREENS, [seq, storedUntil]);
  return { walls: walls.flatMap(({ wall }) => wall ?? []), screens: screens.map(({ row }) => row) };
}

export async function readThing(manager: Queryable, source: string, id: string): Promise<Thing | null> {
  const [thing] = await manager.query<Thing[]>(THING, [source, id]);
  return thing ?? null;
}
