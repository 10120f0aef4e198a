import { Module } from '@nestjs/common';
import { InstanceController } from './instance.controller.ts';
import { InstanceRepository } from './instance.repository.ts';

@Module({ controllers: [InstanceController], providers: [InstanceRepository] })
export class InstanceModule {}
