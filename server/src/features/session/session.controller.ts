// Signing in is a POST by the page behind the link, never the GET of the link itself: mail scanners follow links.
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import { signInSchema, type SessionView, type SignIn } from '@ioc/contracts/api/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { selfOf } from '../../access/principal.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { cookieName } from '../../access/session-cookie.ts';
import { SessionRepository } from '../../access/session.repository.ts';
import { SignInLink } from '../../access/sign-in-link.ts';
import type { Config } from '../../config.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';

@Controller('api/v1/session')
export class SessionController {
  constructor(
    @Inject(SignInLink) private readonly link: SignInLink,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Action('session.open')
  view(@Req() { principal }: FastifyRequest): SessionView {
    const self = selfOf(principal);
    return { step: self ? 'open' : 'none', self, ways: { oidc: null, demo: null } };
  }

  @Post()
  @HttpCode(200)
  @Action('session.open')
  async open(
    @Body({ schema: signInSchema }) body: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    if (!('token' in body)) throw new ProblemException(401, 'not yet');
    if (!(await this.link.use(body.token)))
      throw new ProblemException(401, 'the link is used or too old; make a new one');
    const agent = request.headers['user-agent']?.slice(0, 300) ?? null;
    const session = { kind: 'owner', address: request.ip, agent } as const;
    const { id, expires } = await this.sessions.create(session, this.clock());
    reply.setCookie(cookieName(this.config), id, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.secure,
      expires,
    });
    return {};
  }

  @Delete()
  @HttpCode(204)
  @Action('session.close')
  async close(
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const hash = this.resolver.sessionHashOf(headers);
    if (hash !== null) {
      await this.sessions.remove(hash);
      this.resolver.forget(hash);
    }
    reply.clearCookie(cookieName(this.config), { path: '/', secure: this.config.secure });
  }
}
