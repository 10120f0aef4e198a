import { Module } from '@nestjs/common';
import { DeadLetterController } from './dead-letter.controller.ts';
import { DeadLetterRepository } from './dead-letter.repository.ts';

@Module({ controllers: [DeadLetterController], providers: [DeadLetterRepository] })
export class DeadLetterModule {}
