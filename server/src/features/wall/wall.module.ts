import { Module } from '@nestjs/common';
import { DemoWall } from './demo-wall.ts';
import { Interrupter } from './interrupter.ts';
import { WallChannel } from './wall.channel.ts';
import { WallController } from './wall.controller.ts';
import { WallRepository } from './wall.repository.ts';

@Module({
  controllers: [WallController],
  providers: [DemoWall, Interrupter, WallChannel, WallRepository],
  exports: [WallChannel],
})
export class WallModule {}
