import { Module } from '@nestjs/common';
import { ServiceChannel } from './service.channel.ts';
import { ServiceController } from './service.controller.ts';
import { ServiceRepository } from './service.repository.ts';

@Module({
  controllers: [ServiceController],
  providers: [ServiceChannel, ServiceRepository],
  exports: [ServiceChannel],
})
export class ServiceModule {}
