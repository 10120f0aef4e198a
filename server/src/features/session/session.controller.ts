// Signing in is a POST by the page behind the link, never the GET of the link itself: mail scanners follow links.
import { Body, Controller, Delete, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Action } from '../../access/action.decorator.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { newSecret, sha256 } from '../../access/secret.ts';
import { cookieName } from '../../access/session-cookie.ts';
import { SessionRepository } from '../../access/session.repository.ts';
import { SignInLink } from '../../access/sign-in-link.ts';
import type { Config } from '../../config.ts';
import { ProblemException } from '../../problem.filter.ts';
import { CLOCK, CONFIG, type Clock } from '../../tokens.ts';

const bodySchema = z.object({ token: z.string().min(20).max(200) });
type SignIn = z.infer<typeof bodySchema>;

@Controller('api/v1/session')
export class SessionController {
  constructor(
    @Inject(SignInLink) private readonly link: SignInLink,
    @Inject(SessionRepository) private readonly sessions: SessionRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(CONFIG) private readonly config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @HttpCode(200)
  @Action('session.open')
  async open(
    @Body({ schema: bodySchema }) { token }: SignIn,
    @Res({ passthrough: true }) reply: FastifyReply,
  ) {
    const role = await this.link.use(token);
    if (role === null) throw new ProblemException(401, 'the link is used or too old; make a new one');
    // A new id at each sign-in: nobody can have planted it.
    const id = newSecret();
    const expires = await this.sessions.create(sha256(id), role, role, this.clock());
    reply.setCookie(cookieName(this.config), id, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure: this.config.secure,
      expires,
    });
    return { name: role, role };
  }

  @Delete()
  @HttpCode(204)
  @Action('session.close')
  async close(
    @Req() { principal }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    if (principal.sessionHash !== null) {
      await this.sessions.remove(principal.sessionHash);
      this.resolver.forget(principal.sessionHash);
    }
    reply.clearCookie(cookieName(this.config), { path: '/', secure: this.config.secure });
  }
}
