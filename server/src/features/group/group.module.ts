import { Module } from '@nestjs/common';
import { GroupController } from './group.controller.ts';
import { GroupRepository } from './group.repository.ts';

@Module({ controllers: [GroupController], providers: [GroupRepository] })
export class GroupModule {}
