import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, Req } from '@nestjs/common';
import type { List } from '@ioc/contracts/api/list';
import {
  newApiKeySchema,
  type ApiKeyView,
  type NewApiKey,
  type NewApiKeyAnswer,
} from '@ioc/contracts/api/people';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { PrincipalResolver } from '../../access/principal-resolver.ts';
import type { ApiKeyEntity } from './api-key.entity.ts';
import { ApiKeyRepository } from './api-key.repository.ts';

/** Keys of programs: what each may do, where, and until when. */
@Controller('api/v1/keys')
export class ApiKeyController {
  constructor(
    @Inject(ApiKeyRepository) private readonly keys: ApiKeyRepository,
    @Inject(PrincipalResolver) private readonly resolver: PrincipalResolver,
  ) {}

  @Get()
  @Action('keys.manage')
  async list(): Promise<List<ApiKeyView>> {
    return { items: (await this.keys.list()).map(toView), next: null };
  }

  @Post()
  @Action('keys.manage')
  async create(
    @Body({ schema: newApiKeySchema }) wanted: NewApiKey,
    @Req() { principal }: FastifyRequest,
  ): Promise<NewApiKeyAnswer> {
    const { key, secret } = await this.keys.create(wanted, principal);
    return { key: toView(key), secret };
  }

  @Delete(':id')
  @HttpCode(204)
  @Action('keys.manage')
  async revoke(@Param('id') id: string, @Req() { principal }: FastifyRequest): Promise<void> {
    await this.keys.revoke(id, principal);
    this.resolver.forget();
  }
}

const toView = (key: ApiKeyEntity): ApiKeyView => ({
  id: key.id,
  name: key.name,
  hint: key.hint,
  actions: key.actions,
  scopes: key.scopes,
  createdAt: key.createdAt.toISOString(),
  createdBy: key.createdBy,
  expiresAt: key.expiresAt?.toISOString() ?? null,
  usedAt: key.usedAt?.toISOString() ?? null,
  revokedAt: key.revokedAt?.toISOString() ?? null,
});
