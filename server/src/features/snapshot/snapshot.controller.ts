// What a subscriber would get, now or at a past moment, as known then or as it happened (S1, S7): the same loaders as the
// live streams and the replays. An answer about the past says so in `clock`, which a live one lacks.
import { Controller, Get, Inject, Query, Req } from '@nestjs/common';
import type { Scope } from '@ioc/contracts/scope';
import { scopeSchema } from '@ioc/contracts/scope';
import { CHANNELS } from '@ioc/contracts/stream/channels';
import type { Frame, PastFrame } from '@ioc/contracts/stream/down';
import { CLOCK_MODES, type ClockMode } from '@ioc/contracts/stream/up';
import { viewKey, WHOLE_VIEW_KEY, type View, type ViewKey } from '@ioc/contracts/stream/view';
import { viewSchema } from '@ioc/contracts/stream/view-schema';
import { instantSchema } from '@ioc/contracts/words';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Access } from '../../access/access.ts';
import { Action } from '../../access/action.decorator.ts';
import { scopeOf } from '../../access/route-guard.ts';
import { momentProblem } from '../../feed/history/moment-problem.ts';
import { MomentRepository } from '../../feed/history/moment.repository.ts';
import { CHANNEL_LIST, type Channel } from '../../hub/channel.ts';
import { ReplayHistory } from '../../hub/replay/replay-history.ts';
import { isBeyondMemory, stateAt } from '../../hub/replay/replay-stream.ts';
import { hasView } from '../../hub/stream.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory, type ScopeUnits } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';

/** The view as the socket takes it, its lists with commas between: `domains=health,traffic&minSeverity=high`. */
const querySchema = z.object({
  channel: z.enum(CHANNELS),
  scope: scopeSchema.default('province'),
  at: instantSchema.optional(),
  mode: z.enum(CLOCK_MODES).default('known'),
  domains: z
    .string()
    .transform((words) => words.split(','))
    .pipe(viewSchema.shape.domains.unwrap())
    .optional(),
  services: z
    .string()
    .transform((codes) => codes.split(','))
    .pipe(viewSchema.shape.services.unwrap())
    .optional(),
  minSeverity: viewSchema.shape.minSeverity,
});
type SnapshotQuery = z.infer<typeof querySchema>;

interface Asked {
  readonly channel: Channel;
  readonly scope: Scope;
  readonly units: ScopeUnits;
  readonly view: View;
}

@Controller('api/v1/snapshot')
export class SnapshotController {
  constructor(
    @Inject(CHANNEL_LIST) private readonly channels: readonly Channel[],
    @Inject(MomentRepository) private readonly moments: MomentRepository,
    @Inject(ReplayHistory) private readonly history: ReplayHistory,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(Access) private readonly access: Access,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Action('snapshot.read')
  async snapshot(
    @Query({ schema: querySchema }) { channel: name, at, mode, ...view }: SnapshotQuery,
    @Req() request: FastifyRequest,
  ): Promise<Frame | PastFrame> {
    const scope = scopeOf(request);
    if (!this.access.can(request.principal, `stream.${name}`, scope))
      throw new ProblemException(403, 'not open to you');
    const channel = this.channels.find((candidate) => candidate.name === name);
    const units = this.directory.scopeUnits(scope);
    if (!channel || units === undefined) throw new ProblemException(404, `there is no ${scope}`);
    if (!hasView({ channel: name, scope, view }))
      throw new ProblemException(400, `of ${name} there is everything or nothing`, [
        { path: view.services ? 'services' : view.domains ? 'domains' : 'minSeverity', message: 'bad-view' },
      ]);
    const asked = { channel, scope, units, view };
    return at === undefined ? this.#now(asked) : this.#then(asked, Date.parse(at), mode);
  }

  async #now({ channel, scope, units, view }: Asked): Promise<Frame> {
    const atMs = this.clock();
    const { seq } = await this.moments.newest();
    const state = await channel.load({ units, view, seq, atMs, live: true });
    state.advance(atMs);
    const at = new Date(atMs).toISOString();
    const rows = [...state.rows().values()];
    return { channel: channel.name, scope, ...named(view), from: 0, to: seq, at, rows, gone: [] };
  }

  async #then({ channel, scope, units, view }: Asked, atMs: number, mode: ClockMode): Promise<PastFrame> {
    const nowMs = this.clock();
    const point = await this.history.pointAt(mode, atMs, nowMs).catch(momentProblem('at'));
    const state = await stateAt(channel, { units, view }, mode, point, nowMs);
    state.advance(atMs);
    return {
      channel: channel.name,
      scope,
      ...named(view),
      from: 0,
      to: point.known.seq,
      at: new Date(atMs).toISOString(),
      rows: [...state.rows().values()],
      gone: [],
      clock: { mode, replay: null },
      ...(isBeyondMemory(channel, atMs, nowMs) ? { notKnown: true as const } : {}),
    };
  }
}

/** As frames say it: everything is not said. */
function named(view: View): { readonly view?: ViewKey } {
  const key = viewKey(view);
  return key === WHOLE_VIEW_KEY ? {} : { view: key };
}
