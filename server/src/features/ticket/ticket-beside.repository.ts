// What a step keeps beside the fact: who holds the ticket, notes, pauses, the appointment, links. All of it at the instant of
// the step's word, which is how a step that is taken back finds what was its own.
import type { EntityManager } from 'typeorm';
import type { Beside, Doer } from './ticket-life.ts';

export interface Written {
  readonly source: string;
  readonly id: string;
  readonly at: string;
  readonly doer: Doer;
}

const HOLD = `
  INSERT INTO ticket_holder (source, item_id, person_id, name, at) VALUES ($1, $2, $3, $4, $5)
  ON CONFLICT (source, item_id) DO UPDATE SET person_id = excluded.person_id, name = excluded.name, at = excluded.at`;
const FORGET = [
  'DELETE FROM ticket_note WHERE source = $1 AND item_id = $2 AND at = $3',
  'DELETE FROM ticket_pause WHERE source = $1 AND item_id = $2 AND since = $3',
  'UPDATE ticket_pause SET until = NULL WHERE source = $1 AND item_id = $2 AND until = $3',
  'DELETE FROM ticket_appointment WHERE source = $1 AND item_id = $2 AND at = $3',
  // What was sent already cannot be called back; the next message tells how it stands.
  `DELETE FROM notification WHERE source = $1 AND item_id = $2 AND at = $3 AND state = 'waiting'`,
];

export async function keepBeside(
  manager: EntityManager,
  written: Written,
  beside: readonly Beside[],
): Promise<void> {
  for (const one of beside) await keep(manager, written, one);
}

async function keep(manager: EntityManager, { source, id, at, doer }: Written, one: Beside): Promise<void> {
  const run = (sql: string, values: readonly unknown[] = []) => manager.query(sql, [source, id, ...values]);
  switch (one.do) {
    case 'hold':
      await run(HOLD, [doer.id, doer.name, at]);
      return;
    case 'hold-again':
      await run(HOLD, [one.id, one.name, at]);
      return;
    case 'free':
      await run('DELETE FROM ticket_holder WHERE source = $1 AND item_id = $2');
      return;
    case 'note':
      await run(
        `INSERT INTO ticket_note (source, item_id, audience, kind, body, at, said_by) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [one.audience, one.kind, one.body, at, doer.name],
      );
      return;
    case 'pause':
      await run(
        'INSERT INTO ticket_pause (source, item_id, since, reason, said_by) VALUES ($1, $2, $3, $4, $5)',
        [at, one.reason, doer.name],
      );
      return;
    case 'resume':
      await run('UPDATE ticket_pause SET until = $3 WHERE source = $1 AND item_id = $2 AND until IS NULL', [
        at,
      ]);
      return;
    case 'appoint':
      await run(
        `INSERT INTO ticket_appointment (source, item_id, due_before, due_now, reason, at, said_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         -- Only of a round before: within one, nothing is promised anew twice.
         ON CONFLICT (source, item_id) DO UPDATE SET due_before = excluded.due_before, due_now = excluded.due_now,
           reason = excluded.reason, at = excluded.at, said_by = excluded.said_by`,
        [one.before, one.now, one.reason, at, doer.name],
      );
      return;
    case 'link':
      await run(
        `INSERT INTO ticket_link (source, item_id, into_source, into_id, state_before, at, said_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)`,
        [one.source, one.id, one.stateBefore, at, doer.name],
      );
      return;
    case 'unlink':
      await run(
        `UPDATE ticket_link SET undone_at = $3, undone_by = $4
         WHERE source = $1 AND item_id = $2 AND undone_at IS NULL`,
        [at, doer.name],
      );
      return;
    case 'forget':
      for (const sql of FORGET) await run(sql, [one.at]);
  }
}
