import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Patch, Post, Req } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  newScreenSchema,
  screenPatchSchema,
  type NewScreen,
  type ScreenPatch,
  type ScreenToken,
  type ScreenView,
} from '@ioc/contracts/api/people';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import { Gateway } from '../../hub/gateway.ts';
import type { ScreenEntity } from './screen.entity.ts';
import { ScreenRepository } from './screen.repository.ts';

/** Walls and kiosks, each with a token that can be taken back. */
@Controller('api/v1/screens')
export class ScreenController {
  constructor(
    @Inject(ScreenRepository) private readonly screens: ScreenRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
    @Inject(Gateway) private readonly gateway: Gateway,
  ) {}

  @Get()
  @Action('screens.manage')
  async list(): Promise<List<ScreenView>> {
    const online = this.gateway.online('screen');
    const screens = await this.screens.list();
    return { items: screens.map((screen) => toView(screen, online)), next: null };
  }

  @Post()
  @Action('screens.manage')
  async create(
    @Body({ schema: newScreenSchema }) screen: NewScreen,
    @Req() { principal }: FastifyRequest,
  ): Promise<ScreenToken> {
    const made = await this.screens.create(screen, principal);
    return { screen: this.#view(made.screen), token: made.token };
  }

  @Patch(':id')
  @Action('screens.manage')
  async change(
    @Param('id') id: string,
    @Body({ schema: screenPatchSchema }) patch: ScreenPatch,
    @Req() { principal }: FastifyRequest,
  ): Promise<ScreenView> {
    const screen = await this.screens.change(id, patch, principal);
    this.resolver.forget();
    return this.#view(screen);
  }

  @Post(':id/token')
  @Action('screens.manage')
  async renewToken(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<ScreenToken> {
    const { screen, token } = await this.screens.renewToken(id, principal);
    this.resolver.forget();
    return { screen: this.#view(screen), token };
  }

  @Delete(':id')
  @HttpCode(204)
  @Action('screens.manage')
  async revoke(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<void> {
    await this.screens.revoke(id, principal);
    this.resolver.forget();
  }

  #view(screen: ScreenEntity): ScreenView {
    return toView(screen, this.gateway.online('screen'));
  }
}

const toView = (screen: ScreenEntity, online: ReadonlySet<string>): ScreenView => ({
  id: screen.id,
  name: screen.name,
  scope: screen.scope,
  scenes: screen.scenes,
  createdAt: screen.createdAt.toISOString(),
  createdBy: screen.createdBy,
  seenAt: screen.seenAt?.toISOString() ?? null,
  revokedAt: screen.revokedAt?.toISOString() ?? null,
  online: online.has(screen.id),
});
