// What pages ask of ingest: a row is the command, its state the answer; nobody calls ingest. The queue is bounded, and of
// what has ended the newest are kept.
import type { JobState, JobView } from '@ioc/contracts/api/sources';
import { Inject, Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Principal } from '../access/principal.ts';
import { ProblemException } from '../problem.filter.ts';

const OPEN_JOBS = 20;
const KEPT_JOBS = 500;

const COLUMNS = `id, kind, source, state, done, total, result, problem, created_at AS "createdAt",
  created_by AS "createdBy", finished_at AS "finishedAt"`;
const CREATE = `
  INSERT INTO ingest_job (kind, source, request, file, created_by)
  SELECT $1, $2, $3::jsonb, $4, $5
  WHERE (SELECT count(*) FROM ingest_job WHERE state IN ('waiting', 'running')) < ${OPEN_JOBS}
  RETURNING ${COLUMNS}`;
const FORGET = `
  DELETE FROM ingest_job WHERE state NOT IN ('waiting', 'running')
    AND id NOT IN (SELECT id FROM ingest_job ORDER BY created_at DESC LIMIT ${KEPT_JOBS})`;
const CANCEL = `
  UPDATE ingest_job SET state = 'cancelled', file = NULL, finished_at = now()
  WHERE id = $1 AND state IN ('waiting', 'running') RETURNING ${COLUMNS}`;

interface JobRow extends Omit<JobView, 'createdAt' | 'finishedAt' | 'state'> {
  readonly state: JobState;
  readonly createdAt: Date;
  readonly finishedAt: Date | null;
}

export interface NewJob {
  readonly kind: JobView['kind'];
  readonly source: string | null;
  readonly request: object;
  readonly file?: Buffer;
}

@Injectable()
export class JobRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** 503 while too much waits. */
  async create({ kind, source, request, file }: NewJob, { name }: Principal): Promise<JobView> {
    const values = [kind, source, JSON.stringify(request), file ?? null, name];
    const [row] = await this.dataSource.query<JobRow[]>(CREATE, values);
    if (!row) throw new ProblemException(503, 'too many jobs wait already; try again in a minute');
    await this.dataSource.query(FORGET);
    return toView(row);
  }

  async list(kind: string | undefined, limit: number): Promise<JobView[]> {
    const rows = await this.dataSource.query<JobRow[]>(
      `SELECT ${COLUMNS} FROM ingest_job WHERE $1::text IS NULL OR kind = $1 ORDER BY created_at DESC, id DESC LIMIT $2`,
      [kind ?? null, limit],
    );
    return rows.map(toView);
  }

  async one(id: string): Promise<JobView> {
    const [row] = await this.dataSource.query<JobRow[]>(`SELECT ${COLUMNS} FROM ingest_job WHERE id = $1`, [
      id,
    ]);
    if (!row) throw new ProblemException(404, 'there is no such job');
    return toView(row);
  }

  /** What was stored stays stored; one that has ended stays as it is. */
  async cancel(id: string): Promise<JobView> {
    const [rows] = await this.dataSource.query<[JobRow[], number]>(CANCEL, [id]);
    return rows[0] ? toView(rows[0]) : this.one(id);
  }
}

const toView = ({ createdAt, finishedAt, ...row }: JobRow): JobView => ({
  ...row,
  createdAt: createdAt.toISOString(),
  finishedAt: finishedAt?.toISOString() ?? null,
});
