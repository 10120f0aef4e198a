import { Inject, Injectable } from '@nestjs/common';
import type { AnswerTemplate, AnswerTemplateRequest } from '@ioc/contracts/api/ticket-desk';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, type AuditEvent } from '../../audit/audit-trail.ts';
import { sqlInstant } from '../../db/sql-instant.ts';

const COLUMNS = `template_id::text AS id, title, body, service_code AS "serviceCode",
  ${sqlInstant('changed_at')} AS "changedAt", changed_by AS "changedBy"`;
/** More than anybody looks through. */
const MOST = 500;

@Injectable()
export class AnswerTemplateRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  all(): Promise<AnswerTemplate[]> {
    return this.dataSource.query<AnswerTemplate[]>(
      `SELECT ${COLUMNS} FROM answer_template t ORDER BY t.title, t.template_id LIMIT ${MOST}`,
    );
  }

  add(
    { title, body, serviceCode }: AnswerTemplateRequest,
    by: string,
    deed: AuditEvent,
  ): Promise<AnswerTemplate | null> {
    return this.#change(
      deed,
      `INSERT INTO answer_template (title, body, service_code, changed_at, changed_by)
       SELECT $1, $2, $3, now(), $4 WHERE (SELECT count(*) FROM answer_template) < ${MOST} RETURNING ${COLUMNS}`,
      [title, body, serviceCode, by],
    );
  }

  change(
    id: string,
    { title, body, serviceCode }: AnswerTemplateRequest,
    by: string,
    deed: AuditEvent,
  ): Promise<AnswerTemplate | null> {
    return this.#change(
      deed,
      `WITH changed AS (UPDATE answer_template SET title = $2, body = $3, service_code = $4, changed_at = now(), changed_by = $5
         WHERE template_id = $1::bigint RETURNING *) SELECT ${COLUMNS} FROM changed`,
      [id, title, body, serviceCode, by],
    );
  }

  remove(id: string, deed: AuditEvent): Promise<AnswerTemplate | null> {
    return this.#change(
      deed,
      `WITH gone AS (DELETE FROM answer_template WHERE template_id = $1::bigint RETURNING *) SELECT ${COLUMNS} FROM gone`,
      [id],
    );
  }

  #change(deed: AuditEvent, sql: string, values: unknown[]): Promise<AnswerTemplate | null> {
    return this.dataSource.transaction(async (manager: EntityManager) => {
      const [row] = await manager.query<AnswerTemplate[]>(sql, values);
      if (row) await this.audit.append(manager, deed);
      return row ?? null;
    });
  }
}
