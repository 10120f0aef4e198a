import { Module } from '@nestjs/common';
import { ApiKeyController } from './api-key.controller.ts';
import { ApiKeyRepository } from './api-key.repository.ts';

@Module({ controllers: [ApiKeyController], providers: [ApiKeyRepository] })
export class ApiKeyModule {}
