// What people and programs did, written to the append-only chain of `audit_entry` by the database function
// `append_audit`. A change is written in the transaction that makes it, so that neither is there without the other.
// Refusals are noted: they wait in a bounded queue and equal ones are counted into one entry, so that a flood of them
// cannot hold up the database.
import type { DataSource, EntityManager } from 'typeorm';
import type { Principal } from '../access/principal.ts';
import type { Logger } from '../logger.ts';

export interface AuditEvent {
  readonly principal: Pick<Principal, 'kind' | 'id' | 'name'>;
  /** An action of the policy table, or a word such as `sign-in`. */
  readonly action: string;
  readonly outcome: 'done' | 'refused' | 'failed';
  readonly target?: string | null;
  readonly address?: string | null;
  readonly correlationId?: string | null;
  /** Never a secret. */
  readonly detail?: Readonly<Record<string, unknown>>;
}

export class AuditTrail {
  constructor(
    private readonly dataSource: DataSource,
    private readonly logger: Logger,
  ) {}

  /** In the caller's transaction. */
  async append(manager: EntityManager, ...events: readonly AuditEvent[]): Promise<void> {
    await manager.query('SELECT * FROM append_audit($1::jsonb)', [JSON.stringify(events.map(toEntry))]);
  }

  /** By itself; resolves after commit. */
  write(...events: readonly AuditEvent[]): Promise<void> {
    return this.append(this.dataSource.manager, ...events);
  }

  /** Soon, and never in the way of the caller. */
  note(event: AuditEvent): void {
    this.write(event).catch((error: unknown) =>
      this.logger.error({ err: error }, 'the audit trail missed an entry'),
    );
  }
}

const toEntry = ({ principal, action, outcome, target, address, correlationId, detail }: AuditEvent) => ({
  actorKind: principal.kind,
  actorId: principal.id,
  actorName: principal.name,
  action,
  outcome,
  target: target ?? null,
  address: address ?? null,
  correlationId: correlationId ?? null,
  detail: detail ?? {},
});
