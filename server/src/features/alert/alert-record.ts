import type { AlertGrouping, AlertState, AlertStepName } from '@ioc/contracts/alert';
import type { Domain, Severity } from '@ioc/contracts/words';

/** An alert as `append_alerts` takes it; instants are milliseconds since 1970. */
export interface AlertRecord {
  readonly id: string;
  readonly revision: number;
  readonly rule: string;
  readonly groupKey: string;
  readonly grouping: AlertGrouping;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly unitId: string | null;
  readonly lon: number | null;
  readonly lat: number | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly state: AlertState;
  readonly assigneeId: string | null;
  readonly shelvedUntil: number | null;
  readonly escalation: number;
  readonly escalateAt: number | null;
  readonly members: number;
  readonly firstAt: number;
  readonly lastAt: number;
  readonly acknowledgedAt: number | null;
  readonly clearedAt: number | null;
  readonly closedAt: number | null;
}

/** Who takes a step. */
export interface Actor {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
}

export interface Step {
  readonly step: AlertStepName;
  readonly actor: Actor;
  readonly reason: string | null;
  readonly detail: Readonly<Record<string, unknown>>;
}

export interface Member {
  readonly key: string;
  readonly subject: string;
  readonly severity: Severity;
  readonly unitId: string | null;
  readonly title: string;
  readonly titleEn: string | null;
  readonly observedAt: number;
}

/** One alert as it is after the change, the step that made it so, and the raw alarms that came with it. */
export interface AlertChange {
  readonly alert: AlertRecord;
  /** Null: it only grew. */
  readonly step: Step | null;
  readonly members: readonly Member[];
}

const INSTANTS = [
  'shelvedUntil',
  'escalateAt',
  'firstAt',
  'lastAt',
  'acknowledgedAt',
  'clearedAt',
  'closedAt',
] as const;
const instant = (atMs: number | null): string | null => (atMs === null ? null : new Date(atMs).toISOString());

/** JSON for `append_alerts`. */
export const changesText = (changes: readonly AlertChange[]): string =>
  JSON.stringify(
    changes.map(({ alert, step, members }) => ({
      alert: { ...alert, ...Object.fromEntries(INSTANTS.map((name) => [name, instant(alert[name])])) },
      step: step && {
        step: step.step,
        actorKind: step.actor.kind,
        actorId: step.actor.id,
        actorName: step.actor.name,
        reason: step.reason,
        detail: step.detail,
      },
      members: members.map((member) => ({ ...member, observedAt: instant(member.observedAt) })),
    })),
  );
