import { Body, Controller, Inject, Param, Patch, Req } from '@nestjs/common';
import type { Fact } from '@ioc/contracts/fact';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { unitsWithin } from '../../access/area.ts';
import { sha256 } from '../../access/secret.ts';
import type { AuditEvent } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { TicketRepository, type KnownTicket } from './ticket.repository.ts';
import { isClosedState, ticketPatchSchema, type TicketPatch } from './ticket-states.ts';

export interface TicketAnswer {
  readonly source: string;
  readonly id: string;
  readonly state: string;
  readonly closed: boolean;
  readonly revision: number;
}

@Controller('api/v1/tickets')
export class TicketController {
  constructor(
    @Inject(TicketRepository) private readonly repository: TicketRepository,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** A new word about a ticket. The state it already has, without a note, changes nothing. */
  @Patch(':source/:id')
  @Action('tickets.update')
  async update(
    @Param('source') source: string,
    @Param('id') id: string,
    @Body({ schema: ticketPatchSchema }) patch: TicketPatch,
    @Req() request: FastifyRequest,
  ): Promise<TicketAnswer> {
    const { principal, area } = request;
    const say = (known: KnownTicket) => wordOf(known, patch, principal.name, this.clock());
    const deed = (known: KnownTicket): AuditEvent => ({
      principal,
      action: 'tickets.update',
      outcome: 'done',
      target: `${source}/${id}`,
      address: request.ip,
      correlationId: request.id,
      detail: { state: [known.state, patch.state], note: patch.note !== undefined },
    });
    const ticket = await this.repository.revise({ source, id, unitIds: unitsWithin(area, null), say, deed });
    if (!ticket) throw new ProblemException(404, 'there is no such ticket');
    const { state, closed, revision } = ticket;
    return { source, id, state, closed, revision };
  }
}

function wordOf(known: KnownTicket, { state, note }: TicketPatch, by: string, atMs: number): Fact | null {
  if (state === known.state && note === undefined) return null;
  const { revision, ...fact } = known;
  const at = new Date(atMs).toISOString();
  const closed = isClosedState(state);
  const details = {
    serviceCode: known.ticket?.serviceCode ?? null,
    agency: known.ticket?.agency ?? null,
    dueAt: known.ticket?.dueAt ?? null,
    closedAt: closed ? at : null,
  };
  return {
    ...fact,
    wordKey: sha256(`${revision} ${state} ${note ?? ''} ${at}`),
    wordAt: at,
    observedAt: at,
    receivedAt: at,
    state,
    closed,
    data: { ...known.data, ticket: details, word: { by, ...(note === undefined ? {} : { note }) } },
    ticket: { ...details, trackHash: null },
  };
}
