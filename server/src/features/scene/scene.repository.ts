// Revisions of scenes, only ever appended. One writer at a time: the newest revision must be the one that the writer has
// seen, or somebody's work would be lost without a word. The bell, for every node and open wall, and the audit entry are
// in the same transaction.
import { SCENE_LIMITS } from '@ioc/contracts/api/scenes';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Principal } from '../../access/principal.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import type { StoredRevision } from './scene-shelf.ts';

const COLUMNS = `scene, revision, body AS text, note, saved_at AS "savedAt", saved_by AS "savedBy"`;
const NEWEST = `
  SELECT ${COLUMNS} FROM scene_revision
  JOIN (SELECT scene, max(revision) AS revision FROM scene_revision GROUP BY scene) n USING (scene, revision)`;
const OF_SCENE = `
  SELECT ${COLUMNS} FROM scene_revision WHERE scene = $1 AND ($2::integer IS NULL OR revision < $2)
  ORDER BY revision DESC LIMIT $3`;
const INSERT = `
  INSERT INTO scene_revision (scene, revision, body, note, saved_at, saved_by) VALUES ($1, $2, $3, $4, $5, $6)`;
/** Who edits often keeps the newest. */
const FORGET = 'DELETE FROM scene_revision WHERE scene = $1 AND revision <= $2';

type Row = Omit<StoredRevision, 'savedAt'> & { readonly savedAt: Date };

export interface SceneWrite {
  readonly scene: string;
  /** Null: back to the file. */
  readonly text: string | null;
  readonly note: string;
  /** The revision that the writer has seen. */
  readonly seen: number;
  /** What was done, for the audit trail. */
  readonly did: 'create' | 'save' | 'reset' | 'restore' | 'import' | 'order';
}

@Injectable()
export class SceneRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Rises with every saving. */
  async newestSeq(): Promise<string> {
    const [row] = await this.dataSource.query<{ seq: string }[]>(
      'SELECT coalesce(max(seq), 0)::text AS seq FROM scene_revision',
    );
    return row?.seq ?? '0';
  }

  async newest(): Promise<ReadonlyMap<string, StoredRevision>> {
    const rows = await this.dataSource.query<Row[]>(NEWEST);
    return new Map(rows.map((row) => [row.scene, toRevision(row)]));
  }

  /** Newest first, those before `before`. */
  async revisions(scene: string, before: number | null, limit: number): Promise<StoredRevision[]> {
    const rows = await this.dataSource.query<Row[]>(OF_SCENE, [scene, before, limit]);
    return rows.map(toRevision);
  }

  async revision(scene: string, revision: number): Promise<StoredRevision> {
    const [found] = await this.revisions(scene, revision + 1, 1);
    if (found?.revision !== revision) throw new ProblemException(404, 'there is no such revision');
    return found;
  }

  /** All of them, or none. */
  async write(writes: readonly SceneWrite[], by: Principal): Promise<void> {
    if (writes.length === 0) return;
    await this.dataSource.transaction(async (manager) => {
      await manager.query('LOCK TABLE scene_revision IN EXCLUSIVE MODE');
      for (const write of writes) await this.#append(manager, write, by);
      await requireRoom(manager);
      await manager.query('SELECT ring_scenes($1)', [writes.map(({ scene }) => scene)]);
      const deed = { principal: by, action: 'scenes.edit', outcome: 'done' } as const;
      const events = writes.map(({ scene, seen, note, did }) => ({
        ...deed,
        target: `scene:${scene}`,
        detail: { did, revision: seen + 1, note },
      }));
      await this.audit.append(manager, ...events);
    });
  }

  async #append(manager: EntityManager, { scene, text, note, seen }: SceneWrite, by: Principal) {
    const [newest] = await manager.query<Row[]>(OF_SCENE, [scene, null, 1]);
    if ((newest?.revision ?? 0) !== seen) throw new ProblemException(409, movedOn(scene, newest));
    const values = [scene, seen + 1, text, note, new Date(this.clock()), by.name];
    await manager.query(INSERT, values);
    await manager.query(FORGET, [scene, seen + 1 - SCENE_LIMITS.revisions]);
  }
}

const movedOn = (scene: string, newest: Row | undefined): string =>
  newest
    ? `${newest.savedBy} saved revision ${newest.revision} of ${scene} at ${newest.savedAt.toISOString()}; read it again`
    : `${scene} has no such revision; read it again`;

async function requireRoom(manager: EntityManager): Promise<void> {
  const [row] = await manager.query<{ count: number }[]>(
    'SELECT count(DISTINCT scene)::integer AS count FROM scene_revision',
  );
  if ((row?.count ?? 0) > SCENE_LIMITS.scenes)
    throw new ProblemException(409, `${SCENE_LIMITS.scenes} scenes are the limit`);
}

const toRevision = ({ savedAt, ...row }: Row): StoredRevision => ({
  ...row,
  savedAt: savedAt.toISOString(),
});
