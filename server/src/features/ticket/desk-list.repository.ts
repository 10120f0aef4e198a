// The desk's list and the story of one ticket, as read. A page is cut by a key, never by an offset; what is counted beside a
// ticket is counted for the rows of the page alone. Areas are in the SQL: a row left out after a LIMIT would leave a hole.
import { Inject, Injectable } from '@nestjs/common';
import type { DeskTicket, TicketsQuery } from '@ioc/contracts/api/ticket-desk';
import { DataSource } from 'typeorm';
import { sqlInstant } from '../../db/sql-instant.ts';
import { appointmentOf } from '../../db/ticket-sql.ts';
import { isClosedState } from './ticket-life.ts';

/** For what has no due time: after everything that has. */
const NEVER = '9999-12-31T00:00:00Z';
const DUE = `coalesce(t.due_at, '${NEVER}'::timestamptz)`;

const TICKETS = 'JOIN ticket t ON t.source = i.source AND t.id = i.id';
/**
 * The same, one by one in the order of the items: a page then ends after its hundred. Left to itself the planner takes source and
 * id for independent of each other, expects next to nothing of the join, and sorts all that ever was.
 */
const TICKETS_IN_ORDER = `CROSS JOIN LATERAL (
    SELECT k.* FROM ticket k WHERE k.source = i.source AND k.id = i.id OFFSET 0) t`;
const BESIDE = `
  LEFT JOIN ticket_holder h ON h.source = i.source AND h.item_id = i.id
  LEFT JOIN ticket_link l ON l.source = i.source AND l.item_id = i.id AND l.undone_at IS NULL`;
const count = (from: string): string => `(SELECT count(*)::integer FROM ${from})`;
/** Of a row with the alias r, which FROM made. */
const SHAPE = `
  SELECT r.source, r.id, r.source || '/' || r.id AS key, r.revision, r.state, r.closed, r.title, r.title_en AS "titleEn",
    r.domain, r.severity, r.service_code AS "serviceCode", r.agency, r.unit_id AS "unitId",
    CASE WHEN r.lon IS NOT NULL AND r.lat IS NOT NULL THEN json_build_array(r.lon, r.lat) END AS point,
    ${sqlInstant('r.opened_at')} AS "openedAt", ${sqlInstant('r.observed_at')} AS "updatedAt",
    ${sqlInstant('r.due_at')} AS "dueAt", ${sqlInstant('r.closed_at')} AS "closedAt",
    (SELECT json_build_object('since', ${sqlInstant('p.since')}, 'reason', p.reason) FROM ticket_pause p
      WHERE p.source = r.source AND p.item_id = r.id AND p.until IS NULL) AS pause,
    CASE WHEN r.person_id IS NOT NULL THEN
      json_build_object('id', r.person_id, 'name', r.holder_name, 'at', ${sqlInstant('r.held_at')}) END AS holder,
    EXISTS (SELECT FROM ${appointmentOf('r.source', 'r.id', 'r.opened_at')}) AS "hasAppointment",
    ${count('attachment a WHERE a.source = r.source AND a.item_id = r.id')} AS pictures,
    ${count(`report_upload u WHERE u.source = r.source AND u.item_id = r.id AND u.state = 'waiting'`)} AS pending,
    ${count('ticket_follower f WHERE f.source = r.source AND f.item_id = r.id')} AS followers,
    ${count('ticket_link m WHERE m.into_source = r.source AND m.into_id = r.id AND m.undone_at IS NULL')} AS merged,
    CASE WHEN r.into_id IS NOT NULL THEN json_build_object('source', r.into_source, 'id', r.into_id) END AS "into"`;
const COLUMNS = `
  i.source, i.id, i.revision, i.state, i.closed, i.title, i.title_en, i.domain, i.severity, t.service_code, t.agency, i.unit_id,
  i.lon, i.lat, i.first_observed_at AS opened_at, i.observed_at, t.due_at, t.closed_at, h.person_id, h.name AS holder_name,
  h.at AS held_at, l.into_source, l.into_id`;

const WHERE = `
  WHERE i.kind = 'ticket' AND ($1::text[] IS NULL OR i.unit_id = ANY ($1))
    AND ($2::text IS NULL OR CASE $2 WHEN 'open' THEN NOT i.closed WHEN 'done' THEN i.closed ELSE i.state = $2 END)
    AND ($3::text IS NULL OR t.agency = $3) AND ($4::text IS NULL OR t.service_code = $4)
    AND ($5::text IS NULL OR i.source = $5)
    AND ($6::timestamptz IS NULL OR (NOT i.closed AND i.state <> 'paused' AND t.due_at < $6))
    AND ($7::text IS NULL OR CASE $7 WHEN '' THEN h.person_id IS NULL ELSE h.person_id = $7 END)
    AND ($8::text[] IS NULL
      OR folded(concat_ws(' ', i.title, i.title_en, t.agency, t.service_code, i.id)) LIKE ALL ($8))`;
const ORDERS = {
  due: {
    tickets: TICKETS,
    key: DUE,
    after: `($9::timestamptz IS NULL OR (${DUE}, i.source, i.id) > ($9::timestamptz, $10::text, $11::text))`,
    by: `${DUE}, i.source, i.id`,
  },
  newest: {
    tickets: TICKETS_IN_ORDER,
    key: 'i.first_observed_at',
    after: `($9::timestamptz IS NULL OR (i.first_observed_at, i.source, i.id) < ($9::timestamptz, $10::text, $11::text))`,
    by: 'i.first_observed_at DESC, i.source DESC, i.id DESC',
  },
};
/**
 * Words stand in no index. They are looked for in the newest ones, so many at a time that a read of the one session stays short
 * however old the books are, and no further than this for one answer: the next page goes on from there.
 */
const REACH = { most: 20_000, atATime: 4_000 };
/** The ticket that stands so many behind another, by the index of their order alone. */
const SO_MANY_BEHIND = `
  SELECT ${sqlInstant('k.first_observed_at')} AS at, k.source, k.id FROM item k
  WHERE k.kind = 'ticket' AND ($1::timestamptz IS NULL OR (k.first_observed_at, k.source, k.id) < ($1, $2::text, $3::text))
  ORDER BY k.first_observed_at DESC, k.source DESC, k.id DESC OFFSET $4 LIMIT 1`;
const NO_OLDER = `AND ($13::timestamptz IS NULL
  OR (i.first_observed_at, i.source, i.id) >= ($13::timestamptz, $14::text, $15::text))`;
/** Where only open ones are asked for, a ticket that has no closing time: their index says so. */
const OPEN_ALONE = 'AND t.closed_at IS NULL AND NOT i.closed';

export type ListCursor = readonly [at: string, source: string, id: string];
export interface DeskFilter extends Omit<TicketsQuery, 'unit' | 'holder' | 'after' | 'overdue' | 'text'> {
  readonly unitIds: readonly string[] | null;
  /** '': nobody. */
  readonly holderId: string | null;
  /** Overdue by then; null: whether or not. */
  readonly overdueAt: string | null;
  /** Folded words, each to be found. */
  readonly words: readonly string[];
  readonly after: ListCursor | null;
}

interface Page {
  readonly items: DeskTicket[];
  readonly last: ListCursor | null;
}

/** Every state but those that close: a filter by one of them asks for open ones alone. */
const isOpenAlone = ({ state, overdueAt }: DeskFilter): boolean =>
  overdueAt !== null || (state !== undefined && state !== 'done' && !isClosedState(state));
const like = (word: string): string => `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;

@Injectable()
export class DeskListRepository {
  constructor(@Inject(DataSource) private readonly dataSource: DataSource) {}

  /** A page and, when there may be more, the place of its last ticket, or where the search for words stood still. */
  async page(filter: DeskFilter, { most, atATime } = REACH): Promise<Page> {
    if (filter.words.length === 0) return this.#read(filter, null);
    if (filter.order === 'due') return this.#read(filter, await this.#behind(null, most));
    const items: DeskTicket[] = [];
    let { after } = filter;
    for (let searched = 0; searched < most; searched += atATime) {
      const oldest = await this.#behind(after, atATime);
      const found = await this.#read({ ...filter, after, limit: filter.limit - items.length }, oldest);
      items.push(...found.items);
      if (found.last !== null || oldest === null) return { items, last: found.last };
      after = oldest;
    }
    return { items, last: after };
  }

  /** The place of the ticket so many behind; null: there are fewer. */
  async #behind(after: ListCursor | null, count: number): Promise<ListCursor | null> {
    const [row] = await this.dataSource.query<{ at: string; source: string; id: string }[]>(SO_MANY_BEHIND, [
      ...(after ?? [null, null, null]),
      count - 1,
    ]);
    return row ? [row.at, row.source, row.id] : null;
  }

  async #read(filter: DeskFilter, oldest: ListCursor | null): Promise<Page> {
    const { tickets, key, after, by } = ORDERS[filter.order];
    const rows = await this.dataSource.query<(DeskTicket & { sortKey: string })[]>(
      `${SHAPE}, ${sqlInstant('r.sort_key')} AS "sortKey" FROM (
         SELECT ${COLUMNS}, ${key} AS sort_key FROM item i ${tickets} ${BESIDE} ${WHERE} AND ${after}
           ${isOpenAlone(filter) ? OPEN_ALONE : ''} ${NO_OLDER}
         ORDER BY ${by} LIMIT $12) r
       ORDER BY ${filter.order === 'due' ? 'r.sort_key, r.source, r.id' : 'r.sort_key DESC, r.source DESC, r.id DESC'}`,
      [
        filter.unitIds,
        filter.state ?? null,
        filter.agency ?? null,
        filter.category ?? null,
        filter.source ?? null,
        filter.overdueAt,
        filter.holderId,
        filter.words.length > 0 ? filter.words.map(like) : null,
        ...(filter.after ?? [null, null, null]),
        filter.limit,
        ...(oldest ?? [null, null, null]),
      ],
    );
    const last = rows.length === filter.limit ? rows.at(-1) : undefined;
    const items = rows.map(({ sortKey: _sortKey, ...ticket }) => ticket);
    return { items, last: last ? [last.sortKey, last.source, last.id] : null };
  }

  async one(source: string, id: string, unitIds: readonly string[] | null): Promise<DeskTicket | null> {
    return (await this.several([{ source, id }], unitIds))[0] ?? null;
  }

  several(
    names: readonly { readonly source: string; readonly id: string }[],
    unitIds: readonly string[] | null,
  ): Promise<DeskTicket[]> {
    return this.dataSource.query<DeskTicket[]>(
      `${SHAPE} FROM (SELECT ${COLUMNS} FROM item i ${TICKETS} ${BESIDE}
         WHERE i.kind = 'ticket' AND (i.source, i.id) IN (SELECT * FROM unnest($1::text[], $2::text[]))
           AND ($3::text[] IS NULL OR i.unit_id = ANY ($3))) r`,
      [names.map(({ source }) => source), names.map(({ id }) => id), unitIds],
    );
  }

  /** Sources and agencies of tickets in the area, of the last thousand. */
  async choices(unitIds: readonly string[] | null): Promise<{ agencies: string[]; sources: string[] }> {
    const [row] = await this.dataSource.query<{ agencies: string[] | null; sources: string[] | null }[]>(
      `SELECT array_agg(DISTINCT r.agency) FILTER (WHERE r.agency IS NOT NULL) AS agencies,
         array_agg(DISTINCT r.source) AS sources
       FROM (SELECT t.agency, i.source FROM item i ${TICKETS_IN_ORDER}
         WHERE i.kind = 'ticket' AND ($1::text[] IS NULL OR i.unit_id = ANY ($1))
         ORDER BY i.first_observed_at DESC LIMIT 1000) r`,
      [unitIds],
    );
    return { agencies: row?.agencies ?? [], sources: row?.sources ?? [] };
  }
}
