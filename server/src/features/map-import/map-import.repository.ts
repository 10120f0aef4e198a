import type { MapImport } from '@ioc/contracts/api/map-imports';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../../access/principal.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { sqlInstant } from '../../db/sql-instant.ts';
import { ProblemException } from '../../problem.filter.ts';

const LIST = `
  SELECT id, kind, layer, role, title, attribution, file, frame, features, ${sqlInstant('created_at')} AS "createdAt",
    created_by AS "createdBy", ${sqlInstant('undone_at')} AS "undoneAt", undone_by AS "undoneBy",
    kept AND undone_at IS NULL AND NOT EXISTS (SELECT 1 FROM map_import n WHERE n.kind = m.kind
      AND n.layer IS NOT DISTINCT FROM m.layer AND n.undone_at IS NULL
      AND (n.created_at, n.id) > (m.created_at, m.id)) AS undoable
  FROM map_import m ORDER BY m.created_at DESC, m.id DESC LIMIT $1`;

const REFUSALS: Readonly<Record<string, readonly [status: number, sentence: string]>> = {
  unknown: [404, 'there is no such import'],
  newer: [409, 'a newer import stands on it: undo that one first'],
  'undone-before': [409, 'it was undone before'],
  'not-kept': [410, 'what it replaced is not kept any more'],
};

@Injectable()
export class MapImportRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  list(limit: number): Promise<MapImport[]> {
    return this.dataSource.query<MapImport[]>(LIST, [limit]);
  }

  /** Puts back what stood there before; throws when something newer stands there, or nothing is kept. */
  undo(id: string, principal: Principal): Promise<void> {
    return this.dataSource.transaction(async (manager) => {
      const [row] = await manager.query<{ word: string }[]>('SELECT undo_map_import($1, $2) AS word', [
        id,
        principal.name,
      ]);
      const [status, sentence] = REFUSALS[row?.word ?? 'unknown'] ?? [];
      if (status !== undefined && sentence !== undefined) throw new ProblemException(status, sentence);
      const event = { principal, action: 'map.import', outcome: 'done', target: id, detail: { did: 'undo' } };
      await this.audit.append(manager, event as Parameters<AuditTrail['append']>[1]);
    });
  }
}
