// What a step does to an alert, and when it may not be taken: the whole life of an alert without a database. In comes the
// alert as the writers' lock shows it, out comes the alert after the step, or a sentence why not.
// active → acknowledged → closed (ISA-18.2). A serious alert whose condition is over still has to be seen by somebody:
// taking it closes it. One that was taken before is closed by its end, and so is one of medium severity at most: there is
// nothing left to do about it.
import type { AlertStepName } from '@ioc/contracts/alert';
import type { Severity } from '@ioc/contracts/words';
import type { AlertRule } from '@ioc/contracts/alert-rule';
import type { Alert } from '@ioc/contracts/alert';
import type { AlertRecord } from './alert-record.ts';

const MINUTE_MS = 60_000;
/** A step can be taken back by whoever took it, for so long. */
const UNDO_MS = 5 * MINUTE_MS;
/** After an undo nobody is called at once for what should have been called for meanwhile. */
const BREATH_MS = MINUTE_MS;
const UNDOABLE: ReadonlySet<string> = new Set<AlertStepName>([
  'acknowledged',
  'assigned',
  'shelved',
  'unshelved',
  'closed',
]);

/** Must be seen, also when it is over. */
const IS_SERIOUS: ReadonlySet<Severity> = new Set<Severity>(['high', 'critical']);

export type Stepped = AlertRecord | string;

const stepped = (alert: AlertRecord, more: Partial<AlertRecord>): AlertRecord => ({
  ...alert,
  ...more,
  revision: alert.revision + 1,
});

/** When it calls for somebody higher, having called at `atMs`; null: nobody is left to call. */
export function escalateAtMs(rule: AlertRule | undefined, escalation: number, atMs: number): number | null {
  const minutes = rule?.escalateAfterMinutes[escalation];
  return minutes === undefined ? null : atMs + minutes * MINUTE_MS;
}

const CLOSED = 'the alert is closed';

export function acknowledged(alert: AlertRecord, atMs: number): Stepped {
  if (alert.state === 'closed') return CLOSED;
  if (alert.state === 'acknowledged') return 'the alert is taken already';
  return stepped(alert, taken(alert, atMs));
}

const taken = ({ clearedAt }: AlertRecord, atMs: number): Partial<AlertRecord> => ({
  state: clearedAt === null ? 'acknowledged' : 'closed',
  acknowledgedAt: atMs,
  escalateAt: null,
  ...(clearedAt === null ? {} : { closedAt: atMs, shelvedUntil: null }),
});

export function assigned(alert: AlertRecord, assigneeId: string | null, atMs: number): Stepped {
  if (alert.state === 'closed') return CLOSED;
  const takes = assigneeId !== null && alert.state === 'active' && alert.clearedAt === null;
  return stepped(alert, { ...(takes ? taken(alert, atMs) : {}), assigneeId });
}

export const commented = (alert: AlertRecord): Stepped => stepped(alert, {});

export function shelved(alert: AlertRecord, untilMs: number): Stepped {
  if (alert.state === 'closed') return CLOSED;
  return stepped(alert, { shelvedUntil: untilMs, escalateAt: null });
}

export function unshelved(alert: AlertRecord, rule: AlertRule | undefined, atMs: number): Stepped {
  if (alert.shelvedUntil === null) return 'the alert is not shelved';
  const calls = alert.state === 'active' && alert.clearedAt === null;
  const escalateAt = calls ? escalateAtMs(rule, alert.escalation, atMs) : null;
  return stepped(alert, { shelvedUntil: null, escalateAt });
}

export function closed(alert: AlertRecord, atMs: number): Stepped {
  if (alert.state === 'closed') return CLOSED;
  return stepped(alert, { state: 'closed', closedAt: atMs, escalateAt: null, shelvedUntil: null });
}

/** Nobody took it in time. */
export const escalated = (alert: AlertRecord, rule: AlertRule | undefined, atMs: number): AlertRecord =>
  stepped(alert, {
    escalation: alert.escalation + 1,
    escalateAt: escalateAtMs(rule, alert.escalation + 1, atMs),
  });

/** The condition of each of its alarms is over. */
export function cleared(alert: AlertRecord, atMs: number): AlertRecord {
  const ends = alert.state === 'acknowledged' || !IS_SERIOUS.has(alert.severity);
  return stepped(alert, {
    clearedAt: atMs,
    escalateAt: null,
    ...(ends ? { state: 'closed', closedAt: atMs, shelvedUntil: null } : {}),
  });
}

/** It calls again: taken by nobody, shelved by nobody, open. */
export const returned = (alert: AlertRecord, rule: AlertRule, atMs: number): Partial<AlertRecord> => ({
  state: 'active',
  acknowledgedAt: null,
  clearedAt: null,
  shelvedUntil: null,
  escalateAt: escalateAtMs(rule, alert.escalation, atMs),
});

/** The newest step of an alert, and the row as it was before it. */
export interface LastStep {
  readonly step: string;
  readonly actorId: string;
  readonly atMs: number;
  readonly before: Alert | null;
}

/** Takes the newest step back, in a step of its own; what grew meanwhile stays grown. */
export function undone(alert: AlertRecord, last: LastStep, actorId: string, atMs: number): Stepped {
  const { before } = last;
  if (!UNDOABLE.has(last.step) || before === null) return 'the last step cannot be taken back';
  if (last.actorId !== actorId) return 'only whoever took a step takes it back';
  if (atMs - last.atMs > UNDO_MS) return 'the step is too long ago to be taken back';
  const escalateAt = instantOf(before.escalateAt);
  return stepped(alert, {
    state: before.state,
    assigneeId: before.assigneeId,
    shelvedUntil: instantOf(before.shelvedUntil),
    escalateAt: escalateAt === null ? null : Math.max(escalateAt, atMs + BREATH_MS),
    acknowledgedAt: instantOf(before.acknowledgedAt),
    closedAt: instantOf(before.closedAt),
  });
}

const instantOf = (text: string | null): number | null => (text === null ? null : Date.parse(text));
