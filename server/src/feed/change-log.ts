// Reads the change log after a position. Only whole writes are handed out: a page that cuts a write in two keeps its
// beginning back, or a snapshot taken between the halves would claim a seq whose rows it has not seen.
import type { ClientBase } from 'pg';
import { sqlInstant } from '../db/sql-instant.ts';
import type { Change, Position } from './change.ts';

/** At most 64 KiB each. */
const PAGE_PARTS = 200;

interface PartRow {
  readonly seq: string;
  readonly topic: Change['topic'];
  readonly part: number;
  readonly stored_at: string;
  readonly payload: Change['rows'];
}

/** stored_at beside seq: they rise together, and by time TimescaleDB opens only the chunks that matter. */
const NEXT = `
  SELECT seq, topic, part, ${sqlInstant('stored_at')} AS stored_at, payload FROM change_log
  WHERE stored_at >= $4::timestamptz AND (seq, topic, part) > ($1, $2, $3) ORDER BY seq, topic, part LIMIT ${PAGE_PARTS}`;

export interface ChangePage {
  readonly changes: readonly Change[];
  readonly position: Position;
  /** More is waiting in the log. */
  readonly more: boolean;
}

export async function readPosition(client: ClientBase): Promise<Position> {
  const { rows } = await client.query<{ seq: string; stored_at: string | null }>(
    `SELECT seq, CASE WHEN isfinite(stored_at) THEN ${sqlInstant('stored_at')} END AS stored_at FROM write_clock`,
  );
  return { seq: Number(rows[0]?.seq ?? 0), storedAt: rows[0]?.stored_at ?? '-infinity' };
}

export class ChangeLogReader {
  #kept: PartRow[] = [];

  constructor(
    private readonly client: ClientBase,
    private position: Position,
  ) {}

  /** Throws what the connection throws; then make a new reader at the last page's position. */
  async next(): Promise<ChangePage> {
    const last = this.#kept.at(-1);
    const after = last
      ? [last.seq, last.topic, last.part, last.stored_at]
      : [this.position.seq, 'zzzz', 0, this.position.storedAt];
    const { rows } = await this.client.query<PartRow>(NEXT, after);
    const more = rows.length === PAGE_PARTS;
    const parts = [...this.#kept, ...rows];
    const unfinished = more ? parts.at(-1)?.seq : undefined;
    this.#kept = parts.filter((part) => part.seq === unfinished);
    const whole = parts.filter((part) => part.seq !== unfinished);
    const end = whole.at(-1);
    if (end) this.position = { seq: Number(end.seq), storedAt: end.stored_at };
    return { changes: whole.map(toChange), position: this.position, more };
  }
}

const toChange = (part: PartRow): Change =>
  ({
    seq: Number(part.seq),
    storedAtMs: Date.parse(part.stored_at),
    topic: part.topic,
    rows: part.payload,
  }) as Change;
