// The one place where alerts are raised, grown, cleared and called: read under the writers' lock, decided by pure
// functions, written with the cursor in one transaction. Whoever has lost the lease meanwhile writes nothing.
import { Inject, Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { lockWriters } from '../../db/fact-writer.ts';
import { conditionName, type Alarm, type Over } from './alarm.ts';
import type { Place } from './alarm.repository.ts';
import { cleared } from './alert-life.ts';
import type { AlertChange, AlertRecord } from './alert-record.ts';
import { appendAlerts, readRecords } from './alert-sql.ts';
import { planAlerts, RAISER } from './grouping.ts';

/** Open alerts that new alarms may join are looked for among the newest so many. */
const MOST_KNOWN = 2_000;
const MOST_STANDING = 5_000;
const MOST_DUE = 100;
const LEASE_MS = 6_000;
const HOUR_MS = 3_600_000;

const LEAD = `
  UPDATE alert_raiser SET holder = $1, lease_until = clock_timestamp() + INTERVAL '${LEASE_MS} milliseconds'
  WHERE holder = $1 OR holder IS NULL OR lease_until < clock_timestamp()
  RETURNING seq::float8 AS seq, stored_at::text AS "storedAt"`;
const LEAVE = `UPDATE alert_raiser SET holder = NULL, lease_until = '-infinity' WHERE holder = $1`;
/** Only from where its owner believes it to be. */
const MOVE = `
  UPDATE alert_raiser SET seq = $3, stored_at = $4::timestamptz WHERE holder = $1 AND seq = $2 RETURNING seq`;
const HOLDS = `SELECT 1 FROM alert_raiser WHERE holder = $1 FOR UPDATE`;
const KNOWN_ALARMS = `
  SELECT rule, key, subject, over_at IS NULL AS standing FROM alert_member
  WHERE rule = ANY ($1) AND (key = ANY ($2) OR (over_at IS NULL AND subject = ANY ($3)))`;
const STANDING = `
  SELECT m.rule, m.subject FROM alert_member m
  WHERE m.over_at IS NULL AND m.rule <> ALL ($1) AND m.key <> m.subject LIMIT ${MOST_STANDING}`;
const STANDING_OF = `
  SELECT DISTINCT m.rule, m.subject FROM alert_member m WHERE m.over_at IS NULL AND m.rule = ANY ($1) AND m.subject = ANY ($2)`;
const ENDING = `
  SELECT m.alert_id::text AS id, count(*)::int AS ends,
    (SELECT count(*)::int FROM alert_member x WHERE x.alert_id = m.alert_id AND x.over_at IS NULL) AS stands
  FROM jsonb_to_recordset($1::jsonb) AS o (rule text, subject text)
  JOIN alert_member m ON m.rule = o.rule AND m.subject = o.subject AND m.over_at IS NULL
  GROUP BY m.alert_id`;

const DUE = `a.state <> 'closed' AND (a.escalate_at <= $1::timestamptz OR a.shelved_until <= $1::timestamptz)
  ORDER BY a.id LIMIT ${MOST_DUE}`;

export interface Raise {
  readonly holder: string;
  readonly alarms: readonly Alarm[];
  readonly overs: readonly Over[];
  /** How far it has read; null: this was no reading. */
  readonly cursor: { readonly from: Place; readonly to: Place } | null;
  readonly atMs: number;
}

type Due = (alert: AlertRecord) => AlertChange | null;

@Injectable()
export class RaiserRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** Takes or keeps the lead; answers how far was read. Null: somebody else leads. */
  async lead(holder: string): Promise<Place | null> {
    // An update through TypeORM answers [rows, count].
    const [rows] = await this.dataSource.query<[Place[], number]>(LEAD, [holder]);
    return rows[0] ?? null;
  }

  async leave(holder: string): Promise<void> {
    await this.dataSource.query(LEAVE, [holder]);
  }

  /** Read, and nothing in it. False: the lead is lost. */
  move(holder: string, from: Place, to: Place): Promise<boolean> {
    return moved(this.dataSource.manager, holder, from, to);
  }

  /** What is news of it, looked at without the writers' lock: most words about things are none. */
  async news(alarms: readonly Alarm[], overs: readonly Over[]): Promise<{ alarms: Alarm[]; overs: Over[] }> {
    const fresh = await freshOf(this.dataSource.manager, alarms);
    const standing = await standingOf(this.dataSource.manager, overs);
    return { alarms: fresh, overs: [...standing, ...oversOf(fresh, overs)] };
  }

  /** Subjects that stand by conditions, whose key tells one time from the next; also of rules that are gone. */
  async standing(
    thingRules: readonly string[],
  ): Promise<{ readonly rule: string; readonly subject: string }[]> {
    return this.dataSource.query<{ rule: string; subject: string }[]>(STANDING, [thingRules]);
  }

  /** How many alerts were changed; null: the lead is lost, and nothing was written. */
  raise({ holder, alarms, overs, cursor, atMs }: Raise): Promise<number | null> {
    return this.dataSource.transaction(async (manager) => {
      await lockWriters(manager);
      const leads = cursor
        ? await moved(manager, holder, cursor.from, cursor.to)
        : await holds(manager, holder);
      if (!leads) return null;
      const fresh = await freshOf(manager, alarms);
      const grown = await grownBy(manager, fresh, atMs);
      const ended = await endedBy(
        manager,
        overs,
        new Map(grown.map((change) => [change.alert.id, change])),
        atMs,
      );
      const changes = [...grown, ...ended];
      if (changes.length > 0 || overs.length > 0) await appendAlerts(manager, changes, overs);
      await endAtOnce(manager, oversOf(fresh, overs), atMs);
      return changes.length;
    });
  }

  /** Takes the step that is due for each alert whose time has come. */
  async callDue(holder: string, atMs: number, due: Due): Promise<number> {
    const at = [new Date(atMs).toISOString()];
    // Looked at without a transaction first: mostly there is nothing.
    if ((await readRecords(this.dataSource.manager, DUE, at)).length === 0) return 0;
    return this.dataSource.transaction(async (manager) => {
      await lockWriters(manager);
      if (!(await holds(manager, holder))) return 0;
      const changes = (await readRecords(manager, DUE, at)).flatMap((alert) => due(alert) ?? []);
      if (changes.length > 0) await appendAlerts(manager, changes);
      return changes.length;
    });
  }
}

async function moved(manager: EntityManager, holder: string, from: Place, to: Place): Promise<boolean> {
  const [rows] = await manager.query<[unknown[], number]>(MOVE, [holder, from.seq, to.seq, to.storedAt]);
  return rows.length === 1;
}

const holds = async (manager: EntityManager, holder: string): Promise<boolean> =>
  (await manager.query<unknown[]>(HOLDS, [holder])).length === 1;

/** Alarms that are not stored, once each. */
async function freshOf(manager: EntityManager, alarms: readonly Alarm[]): Promise<Alarm[]> {
  if (alarms.length === 0) return [];
  const known = await manager.query<{ rule: string; key: string; subject: string; standing: boolean }[]>(
    KNOWN_ALARMS,
    [
      [...new Set(alarms.map(({ rule }) => rule.id))],
      alarms.map(({ key }) => key),
      alarms.map(({ subject }) => subject),
    ],
  );
  const keys = new Set(known.map(({ rule, key }) => conditionName(rule, key)));
  const subjects = new Set(
    known.filter(({ standing }) => standing).map(({ rule, subject }) => conditionName(rule, subject)),
  );
  return alarms.filter(({ rule, key, subject }) => {
    if (keys.has(conditionName(rule.id, key)) || subjects.has(conditionName(rule.id, subject))) return false;
    keys.add(conditionName(rule.id, key));
    subjects.add(conditionName(rule.id, subject));
    return true;
  });
}

async function grownBy(
  manager: EntityManager,
  fresh: readonly Alarm[],
  atMs: number,
): Promise<AlertChange[]> {
  if (fresh.length === 0) return [];
  const widestMs = Math.max(...fresh.map(({ rule }) => rule.group.windowMinutes)) * 60_000;
  const since = Math.min(...fresh.map(({ observedAtMs }) => observedAtMs)) - widestMs;
  const known = await readRecords(
    manager,
    `a.rule = ANY ($1) AND a.last_at >= $2::timestamptz ORDER BY a.last_at DESC LIMIT ${MOST_KNOWN}`,
    [
      [...new Set(fresh.map(({ rule }) => rule.id))],
      new Date(Math.max(since, atMs - 48 * HOUR_MS)).toISOString(),
    ],
  );
  let opened = 0;
  const nextId = () => `new-${(opened += 1)}`;
  const changes = planAlerts({ alarms: fresh, known: known.toReversed(), atMs, nextId });
  return numbered(manager, changes);
}

/** New alerts get their numbers, which operators say aloud, without leaving out any. */
async function numbered(manager: EntityManager, changes: readonly AlertChange[]): Promise<AlertChange[]> {
  const isNew = ({ alert }: AlertChange) => alert.id.startsWith('new-');
  const count = changes.filter(isNew).length;
  const ids = await manager.query<{ id: string }[]>(
    `SELECT nextval('alert_number')::text AS id FROM generate_series(1, $1)`,
    [count],
  );
  return changes.map((change) =>
    isNew(change) ? { ...change, alert: { ...change.alert, id: ids.shift()?.id ?? '' } } : change,
  );
}

/** The ends of alarms that began within the same look. */
function oversOf(fresh: readonly Alarm[], overs: readonly Over[]): Over[] {
  const names = new Set(fresh.map(({ rule, subject }) => conditionName(rule.id, subject)));
  return overs.filter(({ rule, subject }) => names.has(conditionName(rule, subject)));
}

/** What began and ended between two looks, as most does after a standstill, is told first and then ended like any other. */
async function endAtOnce(manager: EntityManager, overs: readonly Over[], atMs: number): Promise<void> {
  if (overs.length === 0) return;
  await appendAlerts(manager, await endedBy(manager, overs, new Map(), atMs), overs);
}

async function standingOf(manager: EntityManager, overs: readonly Over[]): Promise<Over[]> {
  if (overs.length === 0) return [];
  const rows = await manager.query<{ rule: string; subject: string }[]>(STANDING_OF, [
    [...new Set(overs.map(({ rule }) => rule))],
    [...new Set(overs.map(({ subject }) => subject))],
  ]);
  const byName = new Map(overs.map((over) => [conditionName(over.rule, over.subject), over]));
  return rows.flatMap(({ rule, subject }) => byName.get(conditionName(rule, subject)) ?? []);
}

/** Alerts none of whose alarms stands any more. */
async function endedBy(
  manager: EntityManager,
  overs: readonly Over[],
  grown: ReadonlyMap<string, AlertChange>,
  atMs: number,
): Promise<AlertChange[]> {
  if (overs.length === 0) return [];
  const ending = await manager.query<{ id: string; ends: number; stands: number }[]>(ENDING, [
    JSON.stringify(overs),
  ]);
  const ids = ending.filter(({ id, ends, stands }) => ends >= stands && !grown.has(id)).map(({ id }) => id);
  if (ids.length === 0) return [];
  const where = `a.id = ANY ($1::bigint[]) AND a.state <> 'closed' AND a.cleared_at IS NULL`;
  return (await readRecords(manager, where, [ids])).map((alert) => ({
    alert: cleared(alert, atMs),
    step: { step: 'cleared', actor: RAISER, reason: null, detail: {} },
    members: [],
  }));
}
