import { Module } from '@nestjs/common';
import { ClipController } from './clip.controller.ts';
import { ClipRepository } from './clip.repository.ts';

@Module({ controllers: [ClipController], providers: [ClipRepository] })
export class ClipModule {}
