// An update of a request by civic software that works on it too, as FixMyStreet posts it: where it stands by now, and a word
// for the resident. The client's key must hold the right to move tickets on, in the unit where the request lies.
import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Access } from '../../../access/access.ts';
import { unitsWithin } from '../../../access/area.ts';
import type { Principal } from '../../../access/principal.ts';
import { sha256 } from '../../../access/secret.ts';
import type { AuditEvent } from '../../../audit/audit-trail.ts';
import { ProblemException } from '../../../problem.filter.ts';
import { nextWord, type SaidTicket } from '../../../ticket-word.ts';
import { CLOCK, type Clock } from '../../../tokens.ts';
import type { Fields } from './body.ts';
import { requireAction } from './clients.ts';
import { IntakeRepository } from './intake.repository.ts';
import { parseUpdatePost, type UpdatePost } from './post.ts';
import { standingAfter, type Standing } from './states.ts';

@Injectable()
export class Open311UpdateIntake {
  constructor(
    @Inject(IntakeRepository) private readonly repository: IntakeRepository,
    @Inject(Access) private readonly access: Access,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The same update again changes nothing. Throws 400, 401, 403 and 404. */
  async take(fields: Fields, client: Principal | null, request: FastifyRequest) {
    const post = parseUpdatePost(fields);
    if (!client) throw new ProblemException(401, 'api_key was not provided');
    requireAction(client, 'tickets.update');
    const wordKey = sha256(`open311 update ${client.id} ${post.update_id}`);
    const atMs = this.clock();
    const area = this.access.area(client, 'tickets.update');
    const isThere = await this.repository.update({
      id: post.service_request_id,
      // Undefined is nowhere, null the whole province.
      unitIds: area === undefined ? [] : unitsWithin(area, null),
      say: (known) => {
        const { state, closed } = afterWord(post, known);
        return nextWord(known, { wordKey, atMs, state, closed, data: { word: { by: client.name } } });
      },
      note: post.description ?? null,
      by: client.name,
      deed: (known) => deedOf(known, post, client, request),
    });
    if (!isThere) throw new ProblemException(404, 'service_request_id was not found');
    return { update_id: post.update_id };
  }
}

function afterWord({ status }: UpdatePost, known: Standing): Standing {
  const after = standingAfter(status, known);
  if (!after) throw new ProblemException(400, 'status: is no status that this server knows');
  return after;
}

const deedOf = (
  known: SaidTicket,
  { status, description }: UpdatePost,
  principal: Principal,
  { ip: address, id: correlationId }: FastifyRequest,
): AuditEvent => ({
  principal,
  action: 'tickets.update',
  outcome: 'done',
  target: `${known.source}/${known.id}`,
  address,
  correlationId,
  detail: { state: [known.state, status], note: description !== undefined, door: 'open311' },
});
