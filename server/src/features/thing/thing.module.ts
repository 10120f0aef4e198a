import { Module } from '@nestjs/common';
import { ThingChannel } from './thing-channel.ts';
import { ThingRepository } from './thing.repository.ts';
import { CRITICAL, LATEST, MAP, TICKETS, type ThingRule } from './thing-rules.ts';

const channelOf = (token: symbol, rule: ThingRule) => ({
  provide: token,
  useFactory: (repository: ThingRepository) => new ThingChannel(rule, repository),
  inject: [ThingRepository],
});

export const MAP_CHANNEL = Symbol('map channel');
export const LATEST_CHANNEL = Symbol('latest channel');
export const CRITICAL_CHANNEL = Symbol('critical channel');
export const TICKETS_CHANNEL = Symbol('tickets channel');

@Module({
  providers: [
    ThingRepository,
    channelOf(MAP_CHANNEL, MAP),
    channelOf(LATEST_CHANNEL, LATEST),
    channelOf(CRITICAL_CHANNEL, CRITICAL),
    channelOf(TICKETS_CHANNEL, TICKETS),
  ],
  exports: [MAP_CHANNEL, LATEST_CHANNEL, CRITICAL_CHANNEL, TICKETS_CHANNEL],
})
export class ThingModule {}
