// One step of one person, from the request to the answer: which revision was looked at, what it does, what is written down.
import { Inject, Injectable } from '@nestjs/common';
import type { DeskTicket, TicketName } from '@ioc/contracts/api/ticket-desk';
import type { FastifyRequest } from 'fastify';
import type { Action } from '../../access/policy.ts';
import { unitsWithin } from '../../access/area.ts';
import { revisionIn } from '../../if-match.ts';
import { ProblemException } from '../../problem.filter.ts';
import { SERVICE_BOOK, type ServiceBook } from '../../ticket-ports.ts';
import { EVERY_HOUR, type SlaClock } from '../../work-calendar/work-calendar.ts';
import { DeskListRepository } from './desk-list.repository.ts';
import type { KnownTicket } from './ticket-known.ts';
import type { Step } from './ticket-life.ts';
import { TicketRepository } from './ticket.repository.ts';

export interface Taking {
  readonly request: FastifyRequest;
  readonly action: Action;
  readonly asked: { readonly revision?: number | undefined };
  readonly other?: TicketName;
  /** Beside step, states and revision; nothing that anybody wrote. */
  readonly detail?: Readonly<Record<string, unknown>>;
  readonly apply: (
    known: KnownTicket,
    atMs: number,
    clock: SlaClock,
    other: KnownTicket | null,
  ) => Step | string;
}

@Injectable()
export class TicketDesk {
  constructor(
    @Inject(TicketRepository) private readonly repository: TicketRepository,
    @Inject(DeskListRepository) private readonly list: DeskListRepository,
    @Inject(SERVICE_BOOK) private readonly services: ServiceBook,
  ) {}

  async take({ request, action, asked, other, detail = {}, apply }: Taking): Promise<DeskTicket> {
    const { principal, area } = request;
    const { source, id } = nameIn(request);
    const unitIds = unitsWithin(area, null);
    const revised = await this.repository.revise({
      source,
      id,
      unitIds,
      revision: asked.revision ?? revisionIn(request.headers['if-match']),
      doer: principal,
      ...(other ? { other } : {}),
      say: (known, atMs, into) => apply(known, atMs, this.clockOf(known.ticket?.serviceCode ?? null), into),
      deed: (known, step) => ({
        principal,
        action,
        outcome: 'done',
        target: `${source}/${id}`,
        address: request.ip,
        correlationId: request.id,
        detail: {
          step: step.name,
          state: [known.state, step.change?.state ?? known.state],
          revision: known.revision,
          ...detail,
        },
      }),
    });
    switch (revised.outcome) {
      case 'done':
        // It was found in the area by the step itself.
        return this.seen(source, id, null);
      case 'missing':
        throw noSuchTicket();
      case 'stale':
        throw new ProblemException(
          409,
          'somebody else has changed this ticket meanwhile',
          revised.by === null ? [] : [{ path: 'revision', message: revised.by }],
        );
      case 'refused':
        throw new ProblemException(409, revised.why);
    }
  }

  /** Throws 404 outside the area, as if it did not exist. */
  async seen(source: string, id: string, unitIds: readonly string[] | null): Promise<DeskTicket> {
    const ticket = await this.list.one(source, id, unitIds);
    if (!ticket) throw noSuchTicket();
    return ticket;
  }

  /** What is due by the hotline's own word passes by every hour. */
  clockOf(serviceCode: string | null): SlaClock {
    return this.services.get(serviceCode ?? '')?.clock ?? EVERY_HOUR;
  }
}

export const noSuchTicket = (): ProblemException => new ProblemException(404, 'there is no such ticket');

export function nameIn({ params }: FastifyRequest): TicketName {
  const { source = '', id = '' } = params as Partial<TicketName>;
  return { source, id };
}
