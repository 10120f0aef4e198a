import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, Req } from '@nestjs/common';
import {
  changePasswordSchema,
  type AccountView,
  type ChangePassword,
  type OwnSession,
} from '@ioc/contracts/api/session';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { OwnAccount } from './own-account.ts';

@Controller('api/v1/account')
export class AccountController {
  constructor(@Inject(OwnAccount) private readonly own: OwnAccount) {}

  @Get()
  @Action('account.use')
  view(@Req() { principal }: FastifyRequest): Promise<AccountView> {
    return this.own.view(principal);
  }

  @Put('password')
  @HttpCode(204)
  @Action('account.use')
  changePassword(
    @Body({ schema: changePasswordSchema }) body: ChangePassword,
    @Req() { principal }: FastifyRequest,
  ): Promise<void> {
    return this.own.changePassword(principal, body);
  }

  @Get('sessions')
  @Action('account.use')
  async sessions(@Req() { principal }: FastifyRequest): Promise<{ items: OwnSession[]; next: null }> {
    return { items: await this.own.listSessions(principal), next: null };
  }

  @Delete('sessions')
  @HttpCode(204)
  @Action('account.use')
  endOthers(@Req() { principal }: FastifyRequest): Promise<void> {
    return this.own.endSessions(principal);
  }

  @Delete('sessions/:handle')
  @HttpCode(204)
  @Action('account.use')
  endOne(@Param('handle') handle: string, @Req() { principal }: FastifyRequest): Promise<void> {
    return this.own.endSessions(principal, handle);
  }
}
