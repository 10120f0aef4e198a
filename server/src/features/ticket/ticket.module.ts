import { Module } from '@nestjs/common';
import { AnswerTemplateController } from './answer-template.controller.ts';
import { AnswerTemplateRepository } from './answer-template.repository.ts';
import { DeskFilters } from './desk-filters.ts';
import { DeskListRepository } from './desk-list.repository.ts';
import { DeskStoryRepository } from './desk-story.repository.ts';
import { LikenessRepository } from './likeness.repository.ts';
import { TicketDesk } from './ticket-desk.ts';
import { TicketExport } from './ticket-export.ts';
import { TicketExportController } from './ticket-export.controller.ts';
import { TicketLikenesses } from './ticket-likenesses.ts';
import { TicketListController } from './ticket-list.controller.ts';
import { TicketPictureController } from './ticket-picture.controller.ts';
import { TicketPictureRepository } from './ticket-picture.repository.ts';
import { TicketSettleController } from './ticket-settle.controller.ts';
import { TicketController } from './ticket.controller.ts';
import { TicketRepository } from './ticket.repository.ts';

/** The desk: tickets of every door, worked in one list. */
@Module({
  controllers: [
    TicketListController,
    TicketExportController,
    TicketController,
    TicketSettleController,
    TicketPictureController,
    AnswerTemplateController,
  ],
  providers: [
    TicketRepository,
    DeskListRepository,
    DeskStoryRepository,
    LikenessRepository,
    TicketPictureRepository,
    AnswerTemplateRepository,
    DeskFilters,
    TicketDesk,
    TicketExport,
    TicketLikenesses,
  ],
})
export class TicketModule {}
