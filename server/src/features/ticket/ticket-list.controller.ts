// The list of tickets of every door, one ticket with its story, notes, and what a resident wrote in full.
import { Body, Controller, Get, HttpCode, Inject, Post, Query, Req } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  ticketNoteSchema,
  ticketRevealSchema,
  ticketsQuerySchema,
  type DeskTicket,
  type DeskTicketStory,
  type TicketChoices,
  type TicketNoteRequest,
  type TicketReveal,
  type TicketRevealed,
  type TicketsQuery,
} from '@ioc/contracts/api/ticket-desk';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { unitsWithin } from '../../access/area.ts';
import { ProblemException } from '../../problem.filter.ts';
import { SERVICE_BOOK, type ServiceBook } from '../../ticket-ports.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { DeskListRepository } from './desk-list.repository.ts';
import { DeskStoryRepository } from './desk-story.repository.ts';
import { encodeCursor, DeskFilters } from './desk-filters.ts';
import { maskedStory } from './personal-mask.ts';
import { nameIn, TicketDesk, type Taking } from './ticket-desk.ts';
import { undoable } from './ticket-life.ts';

@Controller('api/v1/tickets')
export class TicketListController {
  constructor(
    @Inject(TicketDesk) private readonly desk: TicketDesk,
    @Inject(DeskListRepository) private readonly tickets: DeskListRepository,
    @Inject(DeskStoryRepository) private readonly stories: DeskStoryRepository,
    @Inject(DeskFilters) private readonly filters: DeskFilters,
    @Inject(SERVICE_BOOK) private readonly services: ServiceBook,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Action('tickets.read')
  async list(
    @Query({ schema: ticketsQuerySchema }) query: TicketsQuery,
    @Req() request: FastifyRequest,
  ): Promise<List<DeskTicket>> {
    const { items, last } = await this.tickets.page(this.filters.of(query, request));
    return { items, next: last && encodeCursor(last) };
  }

  @Get('choices')
  @Action('tickets.read')
  async choices(@Req() { area }: FastifyRequest): Promise<TicketChoices> {
    const seen = await this.tickets.choices(unitsWithin(area, null));
    const services = [...this.services.values()];
    const agencies = new Set([...services.flatMap(({ agency }) => agency ?? []), ...seen.agencies]);
    return {
      agencies: [...agencies].toSorted(new Intl.Collator('vi').compare),
      categories: services.map(({ serviceCode, name, nameEn }) => ({ code: serviceCode, name, nameEn })),
      sources: seen.sources,
    };
  }

  @Get(':source/:id')
  @Action('tickets.read')
  async one(@Req() request: FastifyRequest): Promise<DeskTicketStory> {
    const { source, id } = nameIn(request);
    const unitIds = unitsWithin(request.area, null);
    const ticket = await this.desk.seen(source, id, unitIds);
    const { word, observedAt, ...parts } = await this.stories.of(ticket, unitIds);
    return {
      ...ticket,
      ...maskedStory(parts),
      undoable: undoable({ word, observedAt }, request.principal, this.clock()),
    };
  }

  /** Changes no state. A public one is an answer: the resident is told. */
  @Post(':source/:id/notes')
  @HttpCode(200)
  @Action('tickets.update')
  note(
    @Body({ schema: ticketNoteSchema }) { audience, body }: TicketNoteRequest,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const isPublic = audience === 'public';
    const apply: Taking['apply'] = () => ({
      name: 'note',
      change: null,
      beside: [{ do: 'note', audience, kind: isPublic ? 'answer' : 'note', body }],
      tells: isPublic ? 'answer' : null,
    });
    return this.desk.take({ request, action: 'tickets.update', asked: {}, detail: { audience }, apply });
  }

  /** All that the resident wrote, once; who asked and why is in the audit trail. */
  @Post(':source/:id/reveal')
  @HttpCode(200)
  @Action('tickets.reveal')
  async reveal(
    @Body({ schema: ticketRevealSchema }) { reason }: TicketReveal,
    @Req() request: FastifyRequest,
  ): Promise<TicketRevealed> {
    const { source, id } = nameIn(request);
    await this.desk.seen(source, id, unitsWithin(request.area, null));
    const revealed = await this.stories.reveal(source, id, {
      principal: request.principal,
      action: 'tickets.reveal',
      outcome: 'done',
      target: `${source}/${id}`,
      address: request.ip,
      correlationId: request.id,
      detail: { reason },
    });
    if (!revealed) throw new ProblemException(404, 'nothing personal is kept of this ticket any more');
    return revealed;
  }
}
