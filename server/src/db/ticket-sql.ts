// What every writer of words about tickets needs: a ticket as its newest word left it, and the box of messages to residents.
import type { EntityManager } from 'typeorm';
import { sqlInstant } from './sql-instant.ts';

/** Columns of a fact, of `item i` joined with `ticket t`; its own stamps come with the next word. */
export const TICKET_AS_FACT = `i.source, i.id, i.kind, false AS immutable, ${sqlInstant('i.observed_at')} AS "observedAt", i.type,
    i.domain, i.severity, i.unit_id AS "unitId", i.reported_unit AS "reportedUnit", i.asset_id AS "assetId", i.lon, i.lat, i.title,
    i.title_en AS "titleEn", i.state, i.closed, i.data,
    jsonb_build_object('serviceCode', t.service_code, 'agency', t.agency, 'dueAt', ${sqlInstant('t.due_at')},
      'closedAt', ${sqlInstant('t.closed_at')}, 'trackHash', NULL) AS ticket`;

/**
 * The appointment `a` of a ticket, given by its columns: one of its round alone. What is reopened is due anew, and what was
 * promised before is no promise any more.
 */
export const appointmentOf = (source: string, id: string, openedAt: string): string => `ticket_appointment a
    WHERE a.source = ${source} AND a.item_id = ${id} AND NOT EXISTS (SELECT FROM event e
      WHERE e.source = a.source AND e.id = a.item_id AND e.first_observed_at = ${openedAt} AND e.state = 'reopened'
        AND e.observed_at > a.at)`;

/** In the transaction of the public word; `kind` is what it is about, `at` its instant (ISO 8601). */
export const tellResident = (
  manager: EntityManager,
  { source, id }: { readonly source: string; readonly id: string },
  kind: string,
  at: string,
): Promise<unknown> =>
  manager.query('SELECT tell_resident($1, $2, $3, $4::timestamptz)', [source, id, kind, at]);
