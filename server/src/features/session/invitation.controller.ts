// A link that an administrator handed over lets somebody choose a password: their first one, or a new one. The second
// proof stays what it was: a link that went astray opens no account that asks for codes.
import { Body, Controller, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import {
  acceptInvitationSchema,
  invitationSchema,
  type AcceptInvitation,
  type InvitationView,
  type SessionView,
} from '@ioc/contracts/api/session';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { InvitationService } from './invitation.service.ts';
import { SignInWays } from './sign-in-ways.ts';

@Controller('api/v1/invitations')
export class InvitationController {
  constructor(
    @Inject(InvitationService) private readonly invitations: InvitationService,
    @Inject(SignInWays) private readonly ways: SignInWays,
  ) {}

  @Post('read')
  @HttpCode(200)
  @Action('session.open')
  async read(@Body({ schema: invitationSchema }) { token }: { token: string }): Promise<InvitationView> {
    const { purpose, login, name, expiresAt } = await this.invitations.read(token);
    return { purpose, login, name, expiresAt: expiresAt.toISOString() };
  }

  @Post('accept')
  @HttpCode(200)
  @Action('session.open')
  async accept(
    @Body({ schema: acceptInvitationSchema }) { token, password }: AcceptInvitation,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    const { step, self } = await this.invitations.accept(token, password, { request, reply });
    return { step, self, ways: this.ways.now() };
  }
}
