// Pictures: added at the scene, looked at by the desk, released to the resident. What comes in is written anew by the same gate
// as a resident's photo, so that no position and no camera goes along.
import { randomUUID } from 'node:crypto';
import {
  Body,
  Controller,
  Get,
  HttpCode,
  Inject,
  Post,
  Put,
  Query,
  Req,
  StreamableFile,
} from '@nestjs/common';
import {
  ticketPictureQuerySchema,
  ticketReleaseSchema,
  type DeskTicket,
  type TicketRelease,
} from '@ioc/contracts/api/ticket-desk';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { unitsWithin } from '../../access/area.ts';
import type { Action as ActionName } from '../../access/policy.ts';
import { sha256 } from '../../access/secret.ts';
import type { AuditEvent } from '../../audit/audit-trail.ts';
import { ProblemException } from '../../problem.filter.ts';
import { PICTURE_ROOM, type PictureRoom } from '../../ticket-ports.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { nameIn, TicketDesk } from './ticket-desk.ts';
import { TicketPictureRepository } from './ticket-picture.repository.ts';

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

@Controller('api/v1/tickets/:source/:id/pictures')
export class TicketPictureController {
  constructor(
    @Inject(TicketDesk) private readonly desk: TicketDesk,
    @Inject(TicketPictureRepository) private readonly pictures: TicketPictureRepository,
    @Inject(PICTURE_ROOM) private readonly room: PictureRoom,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The body is the photo (`application/octet-stream`), at most 8 MB. */
  @Post()
  @HttpCode(201)
  @Action('tickets.picture')
  async add(
    @Query({ schema: ticketPictureQuerySchema }) { stage }: { stage: 'before' | 'after' },
    @Body() photo: unknown,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const ticket = await this.#seen(request);
    if (!Buffer.isBuffer(photo) || photo.length === 0)
      throw new ProblemException(415, 'send the photo itself as application/octet-stream');
    const { jpeg, width, height, look } = await this.room.clean(photo);
    const id = randomUUID();
    const picture = {
      id,
      source: ticket.source,
      itemId: ticket.id,
      stage,
      bytes: jpeg.length,
      sha256: sha256(jpeg),
      width,
      height,
      file: `${id}.jpg`,
      look,
      addedBy: request.principal.name,
    };
    await this.room.write(picture.file, jpeg);
    const isKept = await this.pictures
      .add(picture, deedOf(request, 'tickets.picture', { picture: id, stage, bytes: jpeg.length }))
      .catch(async (error: unknown) => {
        await this.room.remove(picture.file);
        throw error;
      });
    if (!isKept) {
      await this.room.remove(picture.file);
      throw new ProblemException(409, 'the ticket has as many pictures as it may have');
    }
    return this.#seen(request);
  }

  @Get(':picture')
  @Action('tickets.read')
  async show(@Req() request: FastifyRequest): Promise<StreamableFile> {
    const { source, id } = await this.#seen(request);
    const found = await this.pictures.find(source, id, pictureIn(request));
    const stream = found && (await this.room.read(found.file));
    if (!stream) throw noSuchPicture();
    return new StreamableFile(stream, { type: found.mediaType, disposition: 'inline' });
  }

  /** Whoever follows the ticket sees it from now on; taken back, no more. */
  @Put(':picture')
  @Action('tickets.settle')
  async release(
    @Body({ schema: ticketReleaseSchema }) { released }: TicketRelease,
    @Req() request: FastifyRequest,
  ): Promise<DeskTicket> {
    const ticket = await this.#seen(request);
    const picture = { source: ticket.source, itemId: ticket.id, id: pictureIn(request) };
    const done = await this.pictures.release(
      picture,
      { released, by: request.principal.name, atMs: this.clock() },
      deedOf(request, 'tickets.settle', { step: 'release', picture: picture.id, released }),
    );
    if (done === null) throw noSuchPicture();
    return ticket;
  }

  #seen(request: FastifyRequest): Promise<DeskTicket> {
    const { source, id } = nameIn(request);
    return this.desk.seen(source, id, unitsWithin(request.area, null));
  }
}

const noSuchPicture = (): ProblemException => new ProblemException(404, 'there is no such picture');

function pictureIn({ params }: FastifyRequest): string {
  const { picture = '' } = params as { picture?: string };
  if (!UUID.test(picture)) throw noSuchPicture();
  return picture;
}

function deedOf(
  request: FastifyRequest,
  action: ActionName,
  detail: Readonly<Record<string, unknown>>,
): AuditEvent {
  const { source, id } = nameIn(request);
  return {
    principal: request.principal,
    action,
    outcome: 'done',
    target: `${source}/${id}`,
    address: request.ip,
    correlationId: request.id,
    detail,
  };
}
