import { Module } from '@nestjs/common';
import { SnapshotController } from './snapshot.controller.ts';
import { SnapshotRepository } from './snapshot.repository.ts';

@Module({ controllers: [SnapshotController], providers: [SnapshotRepository] })
export class SnapshotModule {}
