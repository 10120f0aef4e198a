import { Module } from '@nestjs/common';
import { RecountChannel } from './recount.channel.ts';
import { RecountRepository } from './recount.repository.ts';
import { Recount } from './recount.ts';

@Module({ providers: [Recount, RecountChannel, RecountRepository], exports: [RecountChannel] })
export class RecountModule {}
