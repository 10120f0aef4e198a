// From the words of a query to what the list's statement is asked: areas, the cursor, whose `me` is, words without accents.
import { Inject, Injectable } from '@nestjs/common';
import type { TicketsQuery } from '@ioc/contracts/api/ticket-desk';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { unitsWithin } from '../../access/area.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import type { DeskFilter, ListCursor } from './desk-list.repository.ts';
import { foldedText } from './folded-text.ts';

const WORDS = 6;
const cursorSchema = z.tuple([z.iso.datetime(), z.string().max(100), z.string().max(300)]);

export const encodeCursor = (cursor: ListCursor): string =>
  Buffer.from(JSON.stringify(cursor)).toString('base64url');

function decodeCursor(text: string): ListCursor {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString('utf8')));
  } catch {
    throw new ProblemException(400, 'after is not a cursor of this list');
  }
}

@Injectable()
export class DeskFilters {
  constructor(
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  of(
    { unit, holder, overdue, text = '', after, ...plain }: TicketsQuery,
    { area, principal }: Pick<FastifyRequest, 'area' | 'principal'>,
  ): DeskFilter {
    return {
      ...plain,
      unitIds: unitsWithin(area, unit === undefined ? null : this.directory.closure([unit])),
      holderId: holder === 'me' ? principal.id : holder === 'nobody' ? '' : (holder ?? null),
      overdueAt: overdue === true ? new Date(this.clock()).toISOString() : null,
      words: foldedText(text).split(/\s+/).filter(Boolean).slice(0, WORDS),
      after: after === undefined ? null : decodeCursor(after),
    };
  }
}
