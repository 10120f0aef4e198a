// A screen signs in with its token, by the page that its link opens. What session the browser had before ends: a
// kiosk's link, once followed, leaves nobody's rights behind it.
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { screenSignInSchema, type SessionView } from '@ioc/contracts/api/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { NOBODY, selfOf } from '../../access/principal.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { sha256 } from '../../access/secret.ts';
import { browserOf, giveSession } from '../../access/session-cookie.ts';
import { SessionRepository } from '../../access/session.repository.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import type { Config } from '../../config.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';
import { ScreenRepository } from './screen.repository.ts';

@Controller('api/v1/session/screen')
export class ScreenSessionController {
  constructor(
    @Inject(ScreenRepository) private readonly screens: ScreenRepository,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Action('session.open')
  async open(
    @Body({ schema: screenSignInSchema }) { token }: z.infer<typeof screenSignInSchema>,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const replaces = this.resolver.sessionHashOf(request.headers);
    const opened = await this.screens.open(token, { ...browserOf(request), replaces });
    if (!opened) throw this.#refusal();
    if (replaces !== null) this.resolver.forget(replaces);
    const hash = sha256(opened.id);
    const session = (await this.sessions.living([hash], this.clock())).get(hash);
    giveSession(reply, this.config, opened);
    const self = session ? selfOf(session.principal) : null;
    return { step: self ? 'open' : 'none', self, ways: { oidc: null, demo: null } };
  }

  #refusal(): ProblemException {
    this.audit.note({ principal: NOBODY, action: 'sign-in', outcome: 'failed', detail: { way: 'screen' } });
    return new ProblemException(401, 'this screen is not known, or its link was taken back');
  }
}
