// Answers that are given often, kept once for the whole province: filled in and changed before they are sent.
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Put, Req } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  answerTemplateSchema,
  type AnswerTemplate,
  type AnswerTemplateRequest,
} from '@ioc/contracts/api/ticket-desk';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import type { AuditEvent } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';
import { AnswerTemplateRepository } from './answer-template.repository.ts';

@Controller('api/v1/ticket-templates')
export class AnswerTemplateController {
  constructor(@Inject(AnswerTemplateRepository) private readonly templates: AnswerTemplateRepository) {}

  @Get()
  @Action('ticket-templates.read')
  async list(): Promise<List<AnswerTemplate>> {
    return { items: await this.templates.all(), next: null };
  }

  @Post()
  @HttpCode(201)
  @Action('ticket-templates.manage')
  async add(
    @Body({ schema: answerTemplateSchema }) asked: AnswerTemplateRequest,
    @Req() { principal }: FastifyRequest,
  ): Promise<AnswerTemplate> {
    const added = await this.templates.add(
      asked,
      principal.name,
      deedOf(principal, 'new', { title: asked.title }),
    );
    if (!added) throw new ProblemException(409, 'there are as many templates as there may be');
    return added;
  }

  @Put(':id')
  @Action('ticket-templates.manage')
  async change(
    @Param('id') id: string,
    @Body({ schema: answerTemplateSchema }) asked: AnswerTemplateRequest,
    @Req() { principal }: FastifyRequest,
  ): Promise<AnswerTemplate> {
    const deed = deedOf(principal, id, { title: asked.title });
    return known(await this.templates.change(numberIn(id), asked, principal.name, deed));
  }

  @Delete(':id')
  @Action('ticket-templates.manage')
  async remove(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<AnswerTemplate> {
    return known(await this.templates.remove(numberIn(id), deedOf(principal, id, { removed: true })));
  }
}

function known(template: AnswerTemplate | null): AnswerTemplate {
  if (!template) throw new ProblemException(404, 'there is no such template');
  return template;
}

function numberIn(id: string): string {
  if (!/^\d{1,18}$/.test(id)) throw new ProblemException(404, 'there is no such template');
  return id;
}

const deedOf = (
  principal: FastifyRequest['principal'],
  id: string,
  detail: Readonly<Record<string, unknown>>,
): AuditEvent => ({
  principal,
  action: 'ticket-templates.manage',
  outcome: 'done',
  target: `template/${id}`,
  detail,
});
