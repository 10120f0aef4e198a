import { Inject, Injectable } from '@nestjs/common';
import type { GazetteerUnit, LineageStep } from '@ioc/contracts/api/places';
import { DataSource } from 'typeorm';

export interface GazetteerRow {
  readonly id: string;
  readonly code: string | null;
  readonly word: string;
  readonly name: string;
  readonly kind: GazetteerUnit['kind'];
  readonly parentId: string | null;
  /** YYYY-MM-DD */
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface LinkRow extends LineageStep {
  readonly fromId: string;
  readonly toId: string;
  readonly share: number | null;
}

export interface UnitFilter {
  readonly code: string | null;
  /** Folded names, any of them. */
  readonly names: readonly string[] | null;
  readonly kind: string | null;
  readonly parent: { readonly word: string; readonly names: readonly string[] } | null;
  /** Null: whenever it was. */
  readonly day: string | null;
  readonly limit: number;
}

const COLUMNS = `u.id, u.code, u.word, u.name, u.kind, u.parent_id AS "parentId", u.valid_from::text AS "validFrom",
  u.valid_to::text AS "validTo"`;
const FIND = `
  SELECT ${COLUMNS} FROM gazetteer_unit u
  LEFT JOIN gazetteer_unit p ON p.id = u.parent_id LEFT JOIN gazetteer_unit g ON g.id = p.parent_id
  WHERE ($1::text IS NULL OR u.code = $1) AND ($2::text[] IS NULL OR u.folded = ANY($2))
    AND ($3::text IS NULL OR u.kind = $3)
    AND ($4::text IS NULL OR $4 IN (p.id, p.code, g.id, g.code) OR p.folded = ANY($5) OR g.folded = ANY($5))
    AND ($6::date IS NULL OR (u.valid_from <= $6 AND (u.valid_to IS NULL OR $6 < u.valid_to)))
  ORDER BY u.valid_from DESC, u.id LIMIT $7`;
const WITH_ANCESTORS = `
  WITH RECURSIVE up AS (
    SELECT u.* FROM gazetteer_unit u WHERE u.id = ANY($1)
    UNION
    SELECT p.* FROM gazetteer_unit p JOIN up ON p.id = up.parent_id
  )
  SELECT ${COLUMNS} FROM up u`;
const LINKS = `
  SELECT from_id AS "fromId", to_id AS "toId", kind, share, decree, effective::text AS effective
  FROM gazetteer_lineage`;

@Injectable()
export class GazetteerRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  find({ code, names, kind, parent, day, limit }: UnitFilter): Promise<GazetteerRow[]> {
    const values = [code, names, kind, parent?.word ?? null, parent?.names ?? null, day, limit];
    return this.dataSource.query<GazetteerRow[]>(FIND, values);
  }

  withAncestors(ids: readonly string[]): Promise<GazetteerRow[]> {
    return this.dataSource.query<GazetteerRow[]>(WITH_ANCESTORS, [ids]);
  }

  linksFrom(ids: readonly string[]): Promise<LinkRow[]> {
    return this.dataSource.query<LinkRow[]>(`${LINKS} WHERE from_id = ANY($1) ORDER BY effective, to_id`, [
      ids,
    ]);
  }

  linksTo(ids: readonly string[]): Promise<LinkRow[]> {
    return this.dataSource.query<LinkRow[]>(`${LINKS} WHERE to_id = ANY($1) ORDER BY effective, from_id`, [
      ids,
    ]);
  }

  /** What lay in these units on a day. */
  childrenOf(ids: readonly string[], day: string): Promise<GazetteerRow[]> {
    return this.dataSource.query<GazetteerRow[]>(
      `SELECT ${COLUMNS} FROM gazetteer_unit u WHERE u.parent_id = ANY($1) AND u.valid_from <= $2
         AND (u.valid_to IS NULL OR $2 < u.valid_to) ORDER BY u.id`,
      [ids, day],
    );
  }
}
