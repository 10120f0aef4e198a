import { Module } from '@nestjs/common';
import { TicketController } from './ticket.controller.ts';
import { TicketRepository } from './ticket.repository.ts';

@Module({ controllers: [TicketController], providers: [TicketRepository] })
export class TicketModule {}
