// Suggests what a ticket may be a second word of.
import { Inject, Injectable } from '@nestjs/common';
import type { DeskTicket, TicketLikeness } from '@ioc/contracts/api/ticket-desk';
import { DeskListRepository } from './desk-list.repository.ts';
import { LikenessRepository, type Traits } from './likeness.repository.ts';
import { likenessOf, lookDistance, WORTH_SHOWING, type Compared } from './likeness.ts';

const SHOWN = 8;

@Injectable()
export class TicketLikenesses {
  constructor(
    @Inject(LikenessRepository) private readonly repository: LikenessRepository,
    @Inject(DeskListRepository) private readonly tickets: DeskListRepository,
  ) {}

  async of(ticket: DeskTicket, unitIds: readonly string[] | null): Promise<TicketLikeness[]> {
    const near = await this.repository.near(ticket, unitIds);
    if (near.length === 0) return [];
    const traits = new Map(
      (await this.repository.traits([ticket, ...near])).map((one) => [`${one.source}/${one.id}`, one]),
    );
    const own = traits.get(ticket.key);
    const others = await this.tickets.several(near, unitIds);
    return others
      .map((other) => likeness({ ticket, traits: own }, { ticket: other, traits: traits.get(other.key) }))
      .filter(({ score }) => score >= WORTH_SHOWING)
      .toSorted((a, b) => b.score - a.score)
      .slice(0, SHOWN);
  }
}

interface Told {
  readonly ticket: DeskTicket;
  readonly traits: Traits | undefined;
}

const likeness = (a: Told, b: Told): TicketLikeness => ({
  ticket: b.ticket,
  ...likenessOf(compared(a), compared(b), nearestLook(a.traits, b.traits)),
});

const compared = ({ ticket: { point, openedAt, serviceCode }, traits }: Told): Compared => ({
  point,
  atMs: Date.parse(openedAt),
  serviceCode,
  text: traits?.text ?? null,
});

function nearestLook(a: Traits | undefined, b: Traits | undefined): number | null {
  const distances = (a?.looks ?? []).flatMap((one) =>
    (b?.looks ?? []).map((other) => lookDistance(BigInt(one), BigInt(other))),
  );
  return distances.length === 0 ? null : Math.min(...distances);
}
