// What operators do with alerts. A step names the revision that was looked at (If-Match, or `revision` in the body); who
// comes second is told so by 412 and sees what the first one did. Every step is in the alert's own history and in the audit
// trail, in the same transaction.
import { Body, Controller, Get, Headers, HttpCode, Inject, Param, Post, Query, Req } from '@nestjs/common';
import type { Alert } from '@ioc/contracts/alert';
import {
  alertAssignSchema,
  alertCloseSchema,
  alertCommentSchema,
  alertPlainStepSchema,
  alertShelveSchema,
  alertsQuerySchema,
  type AlertAssignee,
  type AlertAssignRequest,
  type AlertDetail,
  type AlertPlainStepRequest,
  type AlertShelveRequest,
  type AlertsQuery,
} from '@ioc/contracts/api/alerts';
import type { List } from '@ioc/contracts/api/list';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { unitsWithin } from '../../access/area.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { acknowledged, assigned, closed, commented, shelved, undone, unshelved } from './alert-life.ts';
import { AlertDesk, type Taking } from './alert-desk.ts';
import { AlertRepository } from './alert.repository.ts';
import { RuleBook } from './rule-book.ts';

const MINUTE_MS = 60_000;
const CURSOR = /^(\d{4}-[\d:T.-]{5,24}Z)_(\d{1,18})$/;

@Controller('api/v1/alerts')
export class AlertController {
  constructor(
    @Inject(AlertRepository) private readonly repository: AlertRepository,
    @Inject(AlertDesk) private readonly desk: AlertDesk,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(RuleBook) private readonly rules: RuleBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Action('alerts.read')
  async list(
    @Query({ schema: alertsQuerySchema }) { unit, assignee, after, ...query }: AlertsQuery,
    @Req() { area, principal }: FastifyRequest,
  ): Promise<List<Alert>> {
    const rows = await this.repository.page({
      ...query,
      unitIds: unitsWithin(area, unit === undefined ? null : this.directory.closure([unit])),
      assigneeId: assignee === 'me' ? principal.id : (assignee ?? null),
      after: after === undefined ? null : cursorOf(after),
    });
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return { items: rows, next: last ? `${last.lastAt}_${last.id}` : null };
  }

  /** Names of colleagues: for the desk alone. */
  @Get('assignees')
  @Action('alerts.act')
  async assignees(@Req() { area }: FastifyRequest): Promise<List<AlertAssignee>> {
    return { items: await this.desk.assignees(area), next: null };
  }

  @Get(':id')
  @Action('alerts.read')
  async one(@Param('id') id: string, @Req() { area }: FastifyRequest): Promise<AlertDetail> {
    const alert = await this.repository.one(id, unitsWithin(area, null));
    if (!alert) throw new ProblemException(404, 'there is no such alert');
    return { ...alert, steps: await this.repository.steps(id), alarms: await this.repository.members(id) };
  }

  /** Somebody has taken it: nobody else is called. */
  @Post(':id/ack')
  @HttpCode(200)
  @Action('alerts.act')
  ack(
    @Param('id') id: string,
    @Body({ schema: alertPlainStepSchema }) asked: AlertPlainStepRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Alert> {
    const apply: Taking['apply'] = (alert) => acknowledged(alert, this.clock());
    return this.desk.take({ id, asked, ifMatch, request, step: 'acknowledged', apply });
  }

  @Post(':id/assign')
  @HttpCode(200)
  @Action('alerts.act')
  async assign(
    @Param('id') id: string,
    @Body({ schema: alertAssignSchema }) asked: AlertAssignRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Alert> {
    const assignee = await this.#assignee(asked.assignee, request);
    const apply: Taking['apply'] = (alert) => assigned(alert, assignee?.id ?? null, this.clock());
    const detail = { assignee: assignee?.name ?? null };
    return this.desk.take({ id, asked, ifMatch, request, step: 'assigned', detail, apply });
  }

  @Post(':id/comment')
  @HttpCode(200)
  @Action('alerts.act')
  comment(
    @Param('id') id: string,
    @Body({ schema: alertCommentSchema }) asked: AlertPlainStepRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Alert> {
    return this.desk.take({ id, asked, ifMatch, request, step: 'commented', apply: commented });
  }

  /** Out of the way for a time; it comes back by itself, or when it grows worse. */
  @Post(':id/shelve')
  @HttpCode(200)
  @Action('alerts.act')
  shelve(
    @Param('id') id: string,
    @Body({ schema: alertShelveSchema }) asked: AlertShelveRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Alert> {
    const untilMs = this.clock() + asked.minutes * MINUTE_MS;
    const detail = { minutes: asked.minutes };
    const apply: Taking['apply'] = (alert) => shelved(alert, untilMs);
    return this.desk.take({ id, asked, ifMatch, request, step: 'shelved', detail, apply });
  }

  @Post(':id/unshelve')
  @HttpCode(200)
  @Action('alerts.act')
  unshelve(
    @Param('id') id: string,
    @Body({ schema: alertPlainStepSchema }) asked: AlertPlainStepRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Alert> {
    const apply: Taking['apply'] = (alert) => unshelved(alert, this.rules.rule(alert.rule), this.clock());
    return this.desk.take({ id, asked, ifMatch, request, step: 'unshelved', apply });
  }

  @Post(':id/close')
  @HttpCode(200)
  @Action('alerts.act')
  close(
    @Param('id') id: string,
    @Body({ schema: alertCloseSchema }) asked: AlertPlainStepRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Alert> {
    const apply: Taking['apply'] = (alert) => closed(alert, this.clock());
    return this.desk.take({ id, asked, ifMatch, request, step: 'closed', apply });
  }

  /** Takes one's own last step back, within five minutes, in a step of its own. */
  @Post(':id/undo')
  @HttpCode(200)
  @Action('alerts.act')
  undo(
    @Param('id') id: string,
    @Body({ schema: alertPlainStepSchema }) asked: AlertPlainStepRequest,
    @Headers('if-match') ifMatch: string | undefined,
    @Req() request: FastifyRequest,
  ): Promise<Alert> {
    const apply: Taking['apply'] = (alert, last) => undone(alert, last, request.principal.id, this.clock());
    return this.desk.take({ id, asked, ifMatch, request, step: 'undone', apply });
  }

  async #assignee(asked: string | null, { principal, area }: FastifyRequest): Promise<AlertAssignee | null> {
    if (asked === null) return null;
    if (asked === 'me') return { id: principal.id, name: principal.name };
    const found = (await this.desk.assignees(area)).find(({ id }) => id === asked);
    if (!found) throw new ProblemException(400, 'nobody of that name works at the desk');
    return found;
  }
}

function cursorOf(text: string): readonly [string, string] {
  const [, at, id] = CURSOR.exec(text) ?? [];
  if (at === undefined || id === undefined || Number.isNaN(Date.parse(at)))
    throw new ProblemException(400, 'after is not a cursor of this list');
  return [at, id];
}
