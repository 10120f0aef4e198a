// Alerts as screens, lists and the desk read them, and the steps that people take. "Known at seq n" is the newest step up
// to n with the alarms up to n; of what has not changed since, the table itself says it.
import { Inject, Injectable } from '@nestjs/common';
import type { Alert, AlertMember, AlertStep } from '@ioc/contracts/alert';
import type { AlertAssignee } from '@ioc/contracts/api/alerts';
import type { Scope } from '@ioc/contracts/scope';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import { DataSource, type EntityManager } from 'typeorm';
import { AuditTrail, type AuditEvent } from '../../audit/audit-trail.ts';
import { lockWriters } from '../../db/fact-writer.ts';
import type { ScopeUnits } from '../../registry/unit-directory.ts';
import type { LastStep, Stepped } from './alert-life.ts';
import type { AlertRecord, Step } from './alert-record.ts';
import { appendAlerts, readRecords } from './alert-sql.ts';

const SEVERITY_RANK = `array_position(ARRAY['info', 'low', 'medium', 'high', 'critical'], r.row->>'severity')`;
/** As `compareAlerts` says it. */
const ORDER = `ORDER BY (r.row->>'state' = 'closed'), ${SEVERITY_RANK} DESC, (r.row->>'lastAt')::timestamptz DESC,
  (r.row->>'id')::bigint DESC LIMIT $4`;
const SHOWN = `(r.row->>'closedAt' IS NULL OR (r.row->>'closedAt')::timestamptz > $2::timestamptz)
  AND ($3::text[] IS NULL OR r.row->>'unitId' = ANY ($3))`;

const KNOWN = `
  SELECT r.row FROM (
    SELECT alert_row(a) AS row FROM alert a
    WHERE a.seq <= $1 AND a.stored_at <= $5::timestamptz AND (a.state <> 'closed' OR a.closed_at > $2::timestamptz)
    UNION ALL
    SELECT s.after || jsonb_build_object('members', m.members, 'firstAt', alert_instant(m.first_at),
      'lastAt', alert_instant(m.last_at)) AS row
    FROM alert a
    CROSS JOIN LATERAL (SELECT s.after FROM alert_step s WHERE s.alert_id = a.id AND s.seq <= $1
        AND s.stored_at <= $5::timestamptz ORDER BY s.revision DESC LIMIT 1) s
    CROSS JOIN LATERAL (SELECT count(*) AS members, min(m.observed_at) AS first_at, max(m.observed_at) AS last_at
      FROM alert_member m WHERE m.alert_id = a.id AND m.seq <= $1 AND m.stored_at <= $5::timestamptz) m
    WHERE a.seq > $1 OR a.stored_at > $5::timestamptz
  ) r WHERE ${SHOWN} ${ORDER}`;

const PAGE = `
  SELECT alert_row(a) AS row FROM alert a
  WHERE ($1::text IS NULL OR CASE $1 WHEN 'open' THEN a.state <> 'closed' ELSE a.state = $1 END)
    AND ($2::text IS NULL OR a.severity = $2) AND ($3::text[] IS NULL OR a.unit_id = ANY ($3))
    AND ($4::text IS NULL OR a.rule = $4) AND ($5::text IS NULL OR a.assignee_id = $5)
    AND ($6::timestamptz IS NULL OR (date_trunc('milliseconds', a.last_at), a.id) < ($6::timestamptz, $7::bigint))
  ORDER BY date_trunc('milliseconds', a.last_at) DESC, a.id DESC LIMIT $8`;

const ONE = `SELECT alert_row(a) AS row FROM alert a WHERE a.id = $1 AND ($2::text[] IS NULL OR a.unit_id = ANY ($2))`;
const STEPS = `
  SELECT s.revision, s.step, alert_instant(s.stored_at) AS at, s.actor_kind AS "actorKind", s.actor_name AS "actorName",
    s.reason, s.detail, s.after->>'state' AS state, s.after->>'severity' AS severity
  FROM alert_step s WHERE s.alert_id = $1 ORDER BY s.revision DESC LIMIT 500`;
const MEMBERS = `
  SELECT m.subject, m.severity, m.title, m.title_en AS "titleEn", alert_instant(m.observed_at) AS "observedAt",
    alert_instant(m.over_at) AS "overAt"
  FROM alert_member m WHERE m.alert_id = $1 ORDER BY m.seq DESC, m.observed_at DESC LIMIT 100`;
const LAST_STEP = `
  SELECT s.step, s.actor_id AS "actorId", extract(epoch FROM s.stored_at)::float8 * 1000 AS "atMs",
    (SELECT b.after FROM alert_step b WHERE b.alert_id = s.alert_id AND b.revision = s.revision - 1) AS before
  FROM alert_step s WHERE s.alert_id = $1 ORDER BY s.revision DESC LIMIT 1`;

/** Colleagues who may take steps somewhere. */
const ASSIGNEES = `
  SELECT a.id, a.name, array_agg(g.scope) AS scopes FROM account a JOIN account_grant g ON g.account_id = a.id
  WHERE a.active AND g.role IN ('operator', 'administrator') GROUP BY a.id, a.name ORDER BY a.name LIMIT 500`;

interface AlertsAsked {
  readonly seq: number;
  /** Of the closed ones those that were closed later. */
  readonly closedAfterMs: number;
  readonly units: ScopeUnits;
  readonly limit: number;
  /** Nothing that was stored later, whatever its seq; null: whenever. */
  readonly storedUntilMs: number | null;
}

export interface AlertFilter {
  readonly state?: string | undefined;
  readonly severity?: string | undefined;
  readonly unitIds: readonly string[] | null;
  readonly rule?: string | undefined;
  readonly assigneeId: string | null;
  readonly after: readonly [string, string] | null;
  readonly limit: number;
}

export interface StepTaking {
  readonly id: string;
  /** Where the alert may lie; null: anywhere. */
  readonly unitIds: readonly string[] | null;
  /** The revision that was looked at; null: whatever it is. */
  readonly revision: number | null;
  readonly step: Step;
  readonly apply: (alert: AlertRecord, last: LastStep) => Stepped;
  readonly deed: (alert: AlertRecord) => AuditEvent;
}

/** stale: somebody was faster; refused: a sentence. */
export type Taken =
  | { readonly outcome: 'taken'; readonly alert: Alert }
  | { readonly outcome: 'missing' }
  | { readonly outcome: 'stale' }
  | { readonly outcome: 'refused'; readonly why: string };

const isNumber = (id: string): boolean => /^\d{1,18}$/.test(id);

@Injectable()
export class AlertRepository {
  constructor(
    @Inject(DataSource) private readonly dataSource: DataSource,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  /** Best first. */
  async known({ seq, closedAfterMs, units, limit, storedUntilMs }: AlertsAsked): Promise<AlertRow[]> {
    const since = new Date(closedAfterMs).toISOString();
    const until = storedUntilMs === null ? 'infinity' : new Date(storedUntilMs).toISOString();
    return rowsOf(await this.dataSource.query<Row[]>(KNOWN, [seq, since, units && [...units], limit, until]));
  }

  async page({ state, severity, unitIds, rule, assigneeId, after, limit }: AlertFilter): Promise<AlertRow[]> {
    const [at, id] = after ?? [null, null];
    const values = [state, severity, unitIds, rule, assigneeId, at, id, limit];
    return rowsOf(
      await this.dataSource.query<Row[]>(
        PAGE,
        values.map((value) => value ?? null),
      ),
    );
  }

  async one(id: string, unitIds: readonly string[] | null): Promise<AlertRow | null> {
    if (!isNumber(id)) return null;
    return rowsOf(await this.dataSource.query<Row[]>(ONE, [id, unitIds]))[0] ?? null;
  }

  steps(id: string): Promise<AlertStep[]> {
    return this.dataSource.query<AlertStep[]>(STEPS, [id]);
  }

  members(id: string): Promise<AlertMember[]> {
    return this.dataSource.query<AlertMember[]>(MEMBERS, [id]);
  }

  colleagues(): Promise<Colleague[]> {
    return this.dataSource.query<Colleague[]>(ASSIGNEES);
  }

  /** Reads and steps under the writers' lock, so that no other step slips in between. */
  async take(taking: StepTaking): Promise<Taken> {
    if (!isNumber(taking.id)) return { outcome: 'missing' };
    return this.dataSource.transaction(async (manager) => {
      await lockWriters(manager);
      const where = `a.id = $1 AND ($2::text[] IS NULL OR a.unit_id = ANY ($2))`;
      const [alert] = await readRecords(manager, where, [taking.id, taking.unitIds]);
      if (!alert) return { outcome: 'missing' };
      if (taking.revision !== null && taking.revision !== alert.revision) return { outcome: 'stale' };
      return this.#step(manager, alert, taking);
    });
  }

  async #step(manager: EntityManager, alert: AlertRecord, { step, apply, deed }: StepTaking): Promise<Taken> {
    const [last] = await manager.query<LastStep[]>(LAST_STEP, [alert.id]);
    if (!last) return { outcome: 'missing' };
    const after = apply(alert, last);
    if (typeof after === 'string') return { outcome: 'refused', why: after };
    await appendAlerts(manager, [{ alert: after, step, members: [] }]);
    await this.audit.append(manager, deed(alert));
    const [row] = rowsOf(await manager.query<Row[]>(ONE, [alert.id, null]));
    return row ? { outcome: 'taken', alert: row } : { outcome: 'missing' };
  }
}

/** Somebody of the desk, with the scopes where. */
export interface Colleague extends AlertAssignee {
  readonly scopes: readonly Scope[];
}

interface Row {
  readonly row: AlertRow;
}
const rowsOf = (rows: readonly Row[]): AlertRow[] => rows.map(({ row }) => row);
