// What the desk decides: to whom a ticket goes, when its clock stands still, what is promised anew, what is one and the same.
import { Body, Controller, Get, HttpCode, Inject, Post, Req } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  ticketApologySchema,
  ticketAssignSchema,
  ticketMergeSchema,
  ticketPauseSchema,
  ticketStepSchema,
  type DeskTicket,
  type TicketApology,
  type TicketAssign,
  type TicketLikeness,
  type TicketMerge,
  type TicketPause,
  type TicketStep,
} from '@ioc/contracts/api/ticket-desk';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { unitsWithin } from '../../access/area.ts';
import { nameIn, TicketDesk, type Taking } from './ticket-desk.ts';
import { apologised, assigned, merged, paused, resumed, unmerged } from './ticket-life.ts';
import { TicketLikenesses } from './ticket-likenesses.ts';

@Controller('api/v1/tickets/:source/:id')
export class TicketSettleController {
  constructor(
    @Inject(TicketDesk) private readonly desk: TicketDesk,
    @Inject(TicketLikenesses) private readonly likenesses: TicketLikenesses,
  ) {}

  @Post('assign')
  @HttpCode(200)
  @Action('tickets.settle')
  assign(
    @Body({ schema: ticketAssignSchema }) asked: TicketAssign,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const { agency, note } = asked;
    const apply: Taking['apply'] = (known, atMs, clock) => assigned(known, agency, note, clock, atMs);
    return this.desk.take({ request, action: 'tickets.settle', asked, detail: { agency }, apply });
  }

  @Post('pause')
  @HttpCode(200)
  @Action('tickets.settle')
  pause(
    @Body({ schema: ticketPauseSchema }) asked: TicketPause,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const apply: Taking['apply'] = (known) => paused(known, asked.reason);
    return this.desk.take({ request, action: 'tickets.settle', asked, apply });
  }

  @Post('resume')
  @HttpCode(200)
  @Action('tickets.settle')
  resume(
    @Body({ schema: ticketStepSchema }) asked: TicketStep,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const apply: Taking['apply'] = (known, atMs, clock) => resumed(known, clock, atMs);
    return this.desk.take({ request, action: 'tickets.settle', asked, apply });
  }

  /** With `dueAt` the answer is promised anew, once. */
  @Post('apology')
  @HttpCode(200)
  @Action('tickets.settle')
  apologise(
    @Body({ schema: ticketApologySchema }) asked: TicketApology,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const { reason, dueAt } = asked;
    const apply: Taking['apply'] = (known, atMs) => apologised(known, reason, dueAt, atMs);
    return this.desk.take({ request, action: 'tickets.settle', asked, detail: { dueAt }, apply });
  }

  /** What tells of the same, the likeliest first. */
  @Get('duplicates')
  @Action('tickets.merge')
  async duplicates(@Req() request: FastifyRequest): Promise<List<TicketLikeness>> {
    const { source, id } = nameIn(request);
    const unitIds = unitsWithin(request.area, null);
    const ticket = await this.desk.seen(source, id, unitIds);
    return { items: await this.likenesses.of(ticket, unitIds), next: null };
  }

  /** A link, never a deletion: both stand as before once it is taken back. */
  @Post('merge')
  @HttpCode(200)
  @Action('tickets.merge')
  merge(
    @Body({ schema: ticketMergeSchema }) asked: TicketMerge,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const detail = { into: `${asked.into.source}/${asked.into.id}` };
    const apply: Taking['apply'] = (known, atMs, clock, into) => merged(known, into, clock, atMs);
    return this.desk.take({ request, action: 'tickets.merge', asked, other: asked.into, detail, apply });
  }

  @Post('unmerge')
  @HttpCode(200)
  @Action('tickets.merge')
  unmerge(
    @Body({ schema: ticketStepSchema }) asked: TicketStep,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const apply: Taking['apply'] = (known) => unmerged(known);
    return this.desk.take({ request, action: 'tickets.merge', asked, apply });
  }
}
