// Signing in, step by step. Each step is a POST by a page, never the GET of a link: mail scanners follow links.
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  firstAdministratorSchema,
  secondStepSchema,
  signInSchema,
  type FirstAdministrator as FirstAdministratorBody,
  type SecondStep as SecondStepBody,
  type SessionView,
  type SignIn,
} from '@ioc/contracts/api/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { AccountRepository } from '../../access/account.repository.ts';
import { Action } from '../../access/action.decorator.ts';
import { Entrance, type Admission, type Visit } from '../../access/entrance.ts';
import { NOBODY, selfOf } from '../../access/principal.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { SignInLink } from '../../access/sign-in-link.ts';
import { AuditTrail } from '../../audit/audit-trail.ts';
import { badLink, FirstAdministrator } from './first-administrator.ts';
import { PasswordSignIn } from './password-sign-in.ts';
import { SecondStep } from './second-step.ts';
import { SignInWays } from './sign-in-ways.ts';

@Controller('api/v1/session')
export class SessionController {
  constructor(
    @Inject(SignInLink) private readonly link: SignInLink,
    @Inject(AccountRepository) private readonly accounts: AccountRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(Entrance) private readonly entrance: Entrance,
    @Inject(PasswordSignIn) private readonly passwords: PasswordSignIn,
    @Inject(SecondStep) private readonly secondStep: SecondStep,
    @Inject(FirstAdministrator) private readonly firstAdministrator: FirstAdministrator,
    @Inject(SignInWays) private readonly ways: SignInWays,
    @Inject(AuditTrail) private readonly audit: AuditTrail,
  ) {}

  @Get()
  @Action('site.read')
  async view(@Req() { principal, headers }: FastifyRequest): Promise<SessionView> {
    const self = selfOf(principal);
    if (self) return this.#view({ step: 'open', self });
    const living = await this.resolver.session(headers);
    // Open, and yet nobody: the session has ended within the last seconds.
    const step = living && living.session.step !== 'open' ? living.session.step : 'none';
    return { step, self: null, ways: this.ways.now() };
  }

  @Post()
  @HttpCode(200)
  @Action('session.open')
  async open(
    @Body({ schema: signInSchema }) body: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    if ('token' in body) return this.#openByLink(body.token, { request, reply });
    return this.#view(await this.passwords.signIn(body.login, body.password, { request, reply }));
  }

  @Post('first-administrator')
  @HttpCode(200)
  @Action('session.open')
  async makeFirst(
    @Body({ schema: firstAdministratorSchema }) body: FirstAdministratorBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.#view(await this.firstAdministrator.make(body, { request, reply }));
  }

  @Post('totp')
  @HttpCode(200)
  @Action('session.open')
  async takeCode(
    @Body({ schema: secondStepSchema }) { code }: SecondStepBody,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.#view(await this.secondStep.take(code, { request, reply }));
  }

  @Delete()
  @HttpCode(204)
  @Action('session.close')
  close(@Req() request: FastifyRequest, @Res({ passthrough: true }) reply: FastifyReply): Promise<void> {
    return this.entrance.leave({ request, reply });
  }

  /** On a fresh installation the link is kept for the page that makes the first administrator with it. */
  async #openByLink(token: string, visit: Visit): Promise<SessionView> {
    const isGood = await this.link.isGood(token);
    if (isGood && !(await this.accounts.hasAdministrator()))
      return { step: 'first-administrator', self: null, ways: this.ways.now() };
    const use = (manager: Parameters<SignInLink['use']>[1]) => this.link.use(token, manager);
    const admission = isGood ? await this.entrance.admitOwner(use, visit) : null;
    if (admission === null) {
      this.audit.note({ principal: NOBODY, action: 'sign-in', outcome: 'failed', detail: { way: 'link' } });
      throw badLink();
    }
    await this.link.renew();
    return this.#view(admission);
  }

  #view({ step, self }: Admission): SessionView {
    return { step, self, ways: this.ways.now() };
  }
}
