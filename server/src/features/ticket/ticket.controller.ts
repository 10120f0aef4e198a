// What whoever is on duty and whoever is at the scene do with a ticket. A step names the revision that was looked at; who comes
// second is told by 409. Each is audited, and each public word puts its message into the box in the same transaction.
import { Body, Controller, HttpCode, Inject, Patch, Post, Req } from '@nestjs/common';
import {
  CLOSING_STATES,
  ticketCloseSchema,
  ticketPatchSchema,
  ticketStepSchema,
  type DeskTicket,
  type TicketClose,
  type TicketPatch,
  type TicketStep,
} from '@ioc/contracts/api/ticket-desk';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { ProblemException } from '../../problem.filter.ts';
import { TicketDesk, type Taking } from './ticket-desk.ts';
import { closed, givenBack, moved, taken, undone } from './ticket-life.ts';

const CLOSING: ReadonlySet<string> = new Set(CLOSING_STATES);

@Controller('api/v1/tickets/:source/:id')
export class TicketController {
  constructor(@Inject(TicketDesk) private readonly desk: TicketDesk) {}

  /** A state without more. A program closes so, for it keeps its evidence itself; a person closes with evidence. */
  @Patch()
  @Action('tickets.update')
  update(
    @Body({ schema: ticketPatchSchema }) asked: TicketPatch,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const { state, note } = asked;
    if (CLOSING.has(state) && request.principal.kind === 'person')
      throw new ProblemException(409, 'a ticket is closed with an answer and with evidence');
    const detail = { note: note !== undefined };
    const apply: Taking['apply'] = (known, atMs, clock) => moved(known, state, note, clock, atMs);
    return this.desk.take({ request, action: 'tickets.update', asked, detail, apply });
  }

  @Post('take')
  @HttpCode(200)
  @Action('tickets.update')
  takeOver(
    @Body({ schema: ticketStepSchema }) asked: TicketStep,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const apply: Taking['apply'] = (known) => taken(known, request.principal);
    return this.desk.take({ request, action: 'tickets.update', asked, apply });
  }

  @Post('give-back')
  @HttpCode(200)
  @Action('tickets.update')
  giveBack(
    @Body({ schema: ticketStepSchema }) asked: TicketStep,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const apply: Taking['apply'] = (known) => givenBack(known, request.principal);
    return this.desk.take({ request, action: 'tickets.update', asked, apply });
  }

  /** With an answer, and a picture of afterwards or why there is none. */
  @Post('close')
  @HttpCode(200)
  @Action('tickets.update')
  close(
    @Body({ schema: ticketCloseSchema }) asked: TicketClose,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const apply: Taking['apply'] = (known, atMs, clock) => closed(known, asked, clock, atMs);
    return this.desk.take({ request, action: 'tickets.update', asked, apply });
  }

  /** Takes one's own last step back, within five minutes. */
  @Post('undo')
  @HttpCode(200)
  @Action('tickets.update')
  undo(
    @Body({ schema: ticketStepSchema }) asked: TicketStep,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const apply: Taking['apply'] = (known, atMs) => undone(known, request.principal, atMs);
    return this.desk.take({ request, action: 'tickets.update', asked, apply });
  }
}
