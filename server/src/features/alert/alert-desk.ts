// One step of one operator, from the request to the answer: which revision was looked at, what it does, what is written down.
import { Inject, Injectable } from '@nestjs/common';
import type { Alert, AlertStepName } from '@ioc/contracts/alert';
import type { AlertAssignee } from '@ioc/contracts/api/alerts';
import type { Scope } from '@ioc/contracts/scope';
import type { FastifyRequest } from 'fastify';
import { unitsWithin } from '../../access/area.ts';
import { revisionIn } from '../../if-match.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory, type ScopeUnits } from '../../registry/unit-directory.ts';
import type { LastStep, Stepped } from './alert-life.ts';
import type { AlertRecord } from './alert-record.ts';
import { AlertRepository } from './alert.repository.ts';

export interface Taking {
  readonly id: string;
  readonly asked: { readonly revision?: number | undefined; readonly reason?: string | undefined };
  readonly ifMatch: string | undefined;
  readonly request: FastifyRequest;
  readonly step: AlertStepName;
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly apply: (alert: AlertRecord, last: LastStep) => Stepped;
}

@Injectable()
export class AlertDesk {
  constructor(
    @Inject(AlertRepository) private readonly repository: AlertRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
  ) {}

  /** Colleagues whose area touches one's own: whoever works elsewhere could not even see the alert. */
  async assignees(area: ScopeUnits): Promise<AlertAssignee[]> {
    const touches = (scope: Scope) => {
      const units = this.directory.scopeUnits(scope);
      if (units === undefined) return false;
      return units === null || area === null || [...units].some((unitId) => area.has(unitId));
    };
    const found = (await this.repository.colleagues()).filter(({ scopes }) => scopes.some(touches));
    return found.map(({ id, name }) => ({ id, name }));
  }

  async take({ id, asked, ifMatch, request, step, detail = {}, apply }: Taking): Promise<Alert> {
    const { principal, area } = request;
    const reason = asked.reason === undefined || asked.reason === '' ? null : asked.reason;
    const taken = await this.repository.take({
      id,
      unitIds: unitsWithin(area, null),
      revision: asked.revision ?? revisionIn(ifMatch),
      step: {
        step,
        actor: { kind: principal.kind, id: principal.id, name: principal.name },
        reason,
        detail,
      },
      apply,
      // What was said is in the history of the alert; the trail holds that it was.
      deed: (alert) => ({
        principal,
        action: 'alerts.act',
        outcome: 'done',
        target: `alert/${id}`,
        detail: { step, state: alert.state, revision: alert.revision, reason: reason !== null, ...detail },
      }),
    });
    switch (taken.outcome) {
      case 'taken':
        return taken.alert;
      case 'missing':
        throw new ProblemException(404, 'there is no such alert');
      case 'stale':
        throw new ProblemException(412, 'somebody else has changed this alert meanwhile');
      case 'refused':
        throw new ProblemException(409, taken.why);
    }
  }
}
