import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import { dryRunSchema, type AlertRules, type DryRun, type DryRunRequest } from '@ioc/contracts/api/alerts';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { AlarmRepository } from './alarm.repository.ts';
import { dryRun } from './dry-run.ts';
import { RuleBook } from './rule-book.ts';

@Controller('api/v1/alert-rules')
export class AlertRuleController {
  #isRunning = false;

  constructor(
    @Inject(RuleBook) private readonly rules: RuleBook,
    @Inject(AlarmRepository) private readonly alarms: AlarmRepository,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The rules in force, and the files that cannot be used. */
  @Get()
  @Action('alerts.read')
  list(): AlertRules {
    return this.rules.view();
  }

  /** What a rule would have raised in the last 24 hours; nothing is stored. One at a time: it reads much. */
  @Post('dry-run')
  @HttpCode(200)
  @Action('alert-rules.try')
  async tryOut(
    @Body({ schema: dryRunSchema }) { rule }: DryRunRequest,
    @Req() { principal }: FastifyRequest,
  ): Promise<DryRun> {
    if (this.#isRunning) throw new ProblemException(409, 'another rule is being tried; wait for it');
    this.#isRunning = true;
    try {
      const answer = await dryRun(this.alarms, rule, this.clock());
      const detail = { rule: rule.id, alarms: answer.alarms, alerts: answer.alerts };
      await this.audit.write({ principal, action: 'alert-rules.try', outcome: 'done', detail });
      return answer;
    } finally {
      this.#isRunning = false;
    }
  }
}
