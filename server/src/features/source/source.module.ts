import { Module } from '@nestjs/common';
import { SourceChannel } from './source.channel.ts';
import { SourceController } from './source.controller.ts';
import { SourceRepository } from './source.repository.ts';

@Module({
  controllers: [SourceController],
  providers: [SourceChannel, SourceRepository],
  exports: [SourceChannel],
})
export class SourceModule {}
