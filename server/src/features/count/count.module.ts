import { Module } from '@nestjs/common';
import { CountChannel } from './count.channel.ts';
import { CountRepository } from './count.repository.ts';

@Module({ providers: [CountChannel, CountRepository], exports: [CountChannel] })
export class CountModule {}
