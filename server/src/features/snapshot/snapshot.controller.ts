// What a subscriber would get, now or at a past moment as known then (S1, S7): the same loaders as the live streams.
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import { scopeSchema } from '@ioc/contracts/scope';
import { CHANNELS } from '@ioc/contracts/stream/channels';
import type { Frame } from '@ioc/contracts/stream/down';
import { instantSchema } from '@ioc/contracts/words';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access } from '../../access/access.ts';
import { Action } from '../../access/action.decorator.ts';
import { scopeOf } from '../../access/route-guard.ts';
import { CHANNEL_LIST, type Channel } from '../../hub/channel.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { SnapshotRepository } from './snapshot.repository.ts';

const querySchema = z.object({
  channel: z.enum(CHANNELS),
  scope: scopeSchema.default('province'),
  at: instantSchema.optional(),
});
type SnapshotQuery = z.infer<typeof querySchema>;

const SOURCES_MEMORY_MS = 48 * 3_600_000;

@Controller('api/v1/snapshot')
export class SnapshotController {
  constructor(
    @Inject(CHANNEL_LIST) private readonly channels: readonly Channel[],
    @Inject(SnapshotRepository) private readonly repository: SnapshotRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(Access) private readonly access: Access,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Action('snapshot.read')
  async snapshot(
    @Query({ schema: querySchema }) { channel: name, at }: SnapshotQuery,
    @Req() request: FastifyRequest,
  ): Promise<Frame> {
    const scope = scopeOf(request);
    if (!this.access.can(request.principal, `stream.${name}`, scope))
      throw new ProblemException(403, 'not open to you');
    const channel = this.channels.find((candidate) => candidate.name === name);
    const units = this.directory.scopeUnits(scope);
    if (!channel || units === undefined) throw new ProblemException(404, `there is no ${scope}`);
    const atMs = this.#momentOf(name, at);
    const seq = await this.repository.seqAt(at === undefined ? null : new Date(atMs));
    const state = await channel.load({ units, seq, atMs, live: at === undefined });
    state.advance(atMs);
    return {
      channel: name,
      scope,
      from: 0,
      to: seq,
      at: new Date(atMs).toISOString(),
      rows: [...state.rows().values()],
      gone: [],
    };
  }

  #momentOf(name: string, at: string | undefined): number {
    const nowMs = this.clock();
    if (at === undefined) return nowMs;
    const atMs = Date.parse(at);
    if (atMs > nowMs) throw new ProblemException(400, 'at lies in the future');
    if (name === 'sources' && atMs < nowMs - SOURCES_MEMORY_MS) {
      throw new ProblemException(400, 'the state of the sources is remembered for 48 hours');
    }
    return atMs;
  }
}
