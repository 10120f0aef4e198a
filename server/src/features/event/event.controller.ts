import { Controller, Get, Inject, Param, Query, Req } from '@nestjs/common';
import { eventsQuerySchema, type EventsQuery } from '@ioc/contracts/api/events';
import type { List } from '@ioc/contracts/api/list';
import type { EventRevision, StoredEvent } from '@ioc/contracts/event';
import type { FastifyRequest } from 'fastify';
import { Action } from '../../access/action.decorator.ts';
import { unitsWithin } from '../../access/area.ts';
import { ProblemException } from '../../problem.filter.ts';
import { UnitDirectory, type ScopeUnits } from '../../registry/unit-directory.ts';
import { CLOCK, type Clock } from '../../tokens.ts';
import { decodeCursor, encodeCursor, type EventCursor } from './event-cursor.ts';
import { EventRepository, type EventFilter, type EventRow } from './event.repository.ts';
import { toEvent, toRevision } from './event-view.ts';

/** How far a question that names no source may reach (E1). */
const RANGE_MS = 31 * 86_400_000;
/** What is observed may lie this far ahead of our clock. */
const AHEAD_MS = 10 * 60_000;

@Controller('api/v1/events')
export class EventController {
  constructor(
    @Inject(EventRepository) private readonly repository: EventRepository,
    @Inject(UnitDirectory) private readonly directory: UnitDirectory,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @Action('events.read')
  async list(
    @Query({ schema: eventsQuerySchema }) query: EventsQuery,
    @Req() { area }: FastifyRequest,
  ): Promise<List<StoredEvent>> {
    const rows = await this.repository.page(this.#filterOf(query, area));
    const last = rows.length === query.limit ? rows.at(-1) : undefined;
    return {
      items: rows.map((row) => toEvent(row, this.directory)),
      next: last ? encodeCursor([last.observedAt, last.id, last.source]) : null,
    };
  }

  /** What lies outside the area is not there, nor are the revisions of a thing from before it came into it. */
  @Get(':source/:id')
  @Action('events.read')
  async one(
    @Param('source') source: string,
    @Param('id') id: string,
    @Req() { area }: FastifyRequest,
  ): Promise<StoredEvent & { revisions: EventRevision[] }> {
    const unitIds = unitsWithin(area, null);
    const row = await this.repository.one(source, id, unitIds);
    if (!row) throw new ProblemException(404, 'there is no such thing');
    const revisions = await this.repository.revisions(row, unitIds);
    return {
      ...toEvent(row, this.directory),
      revisions: revisions.map((revision: EventRow) => toRevision(revision, this.directory)),
    };
  }

  #filterOf(query: EventsQuery, area: ScopeUnits): EventFilter {
    const { from, to } = this.#range(query);
    return {
      ...query,
      unitIds: unitsWithin(area, query.unit === undefined ? null : this.directory.closure([query.unit])),
      from,
      to,
      bbox: query.bbox ?? null,
      after: query.after === undefined ? null : cursorOf(query.after),
    };
  }

  #range({ from, to, source }: EventsQuery): { from: string | null; to: string | null } {
    if (source !== undefined) return { from: from ?? null, to: to ?? null };
    const endMs = to === undefined ? this.clock() + AHEAD_MS : Date.parse(to);
    const startMs = from === undefined ? endMs - RANGE_MS : Date.parse(from);
    if (from !== undefined && endMs - startMs > RANGE_MS + AHEAD_MS) {
      throw new ProblemException(400, 'from and to may lie 31 days apart at most, unless a source is named');
    }
    return { from: from ?? new Date(startMs).toISOString(), to: to ?? null };
  }
}

function cursorOf(text: string): EventCursor {
  const cursor = decodeCursor(text);
  if (!cursor) throw new ProblemException(400, 'after is not a cursor of this list');
  return cursor;
}
