import { Module } from '@nestjs/common';
import { JobController } from './job.controller.ts';

@Module({ controllers: [JobController] })
export class JobModule {}
