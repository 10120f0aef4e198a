// Suggests what a ticket may be a second word of. Photos are looked at when somebody first asks, a few at a time: decoding
// is dear, and most tickets are never compared.
import { buffer } from 'node:stream/consumers';
import { Inject, Injectable } from '@nestjs/common';
import type { DeskTicket, TicketLikeness } from '@ioc/contracts/api/ticket-desk';
import type { Logger } from '../../logger.ts';
import { PICTURE_ROOM, type PictureRoom } from '../../ticket-ports.ts';
import { LOGGER } from '../../tokens.ts';
import { DeskListRepository } from './desk-list.repository.ts';
import { LikenessRepository, type Traits } from './likeness.repository.ts';
import { likenessOf, WORTH_SHOWING, type Compared } from './likeness.ts';
import { lookDistance, lookOf } from './picture-look.ts';

const LOOKS_AT_ONCE = 12;
const SHOWN = 8;

@Injectable()
export class TicketLikenesses {
  constructor(
    @Inject(LikenessRepository) private readonly repository: LikenessRepository,
    @Inject(DeskListRepository) private readonly tickets: DeskListRepository,
    @Inject(PICTURE_ROOM) private readonly room: PictureRoom,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  async of(ticket: DeskTicket, unitIds: readonly string[] | null): Promise<TicketLikeness[]> {
    const near = await this.repository.near(ticket, unitIds);
    if (near.length === 0) return [];
    await this.#look([ticket, ...near]);
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

  async #look(names: Parameters<LikenessRepository['unseen']>[0]): Promise<void> {
    for (const { id, file } of await this.repository.unseen(names, LOOKS_AT_ONCE)) {
      const stream = await this.room.read(file);
      if (!stream) continue;
      try {
        await this.repository.keepLook(id, await lookOf(await buffer(stream)));
      } catch (error) {
        this.logger.warn({ err: error, picture: id }, 'a picture could not be looked at');
      }
    }
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
