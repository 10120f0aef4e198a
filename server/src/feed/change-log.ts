// Reads the change log after a position. Only whole writes are handed out: a page that cuts a write in two keeps its
// beginning back, or a snapshot taken between the halves would claim a seq whose rows it has not seen.
// Of things the log only says that there are some and when they lie; their rows are read where they stand, by seq. What
// carries a seq never changes, so it does not matter how long after the write that is.
import type { ClientBase } from 'pg';
import { sqlInstant } from '../db/sql-instant.ts';
import type { Change, Position, ThingChange } from './change.ts';
import { thingShape } from './thing-shape.ts';

/** Of the log: some sixty writes. */
const PAGE_PARTS = 200;
/** A page brings about so many things, or those of one write: a read must be short on an engine with one session (E1). */
const PAGE_THINGS = 1_000;

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

/** How many things a write has, and where they lie. */
interface ThingPlace {
  readonly rows: number;
  readonly from: string;
  readonly to: string;
}

/** A later word of the same write comes later: it is the one that counts. Late words change no state. */
const THINGS = `
  SELECT e.seq, ${thingShape('e')} AS thing FROM event e
  WHERE e.seq BETWEEN $1 AND $2 AND e.first_observed_at BETWEEN $3::timestamptz AND $4::timestamptz AND NOT e.late
  ORDER BY e.seq, e.revision`;

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
  /** Read and not handed out yet. */
  #kept: PartRow[] = [];
  /** The last page was full: the log may hold more, also of the write it ended in. */
  #isFull = false;

  constructor(
    private readonly client: ClientBase,
    private position: Position,
  ) {}

  /** Throws what the connection throws; then make a new reader at the last page's position. */
  async next(): Promise<ChangePage> {
    if (this.#whole().length === 0) await this.#readOn();
    const page = upToThings(this.#whole());
    this.#kept = this.#kept.slice(page.length);
    const end = page.at(-1);
    if (end) this.position = { seq: Number(end.seq), storedAt: end.stored_at };
    const things = await this.#things(page.filter(({ topic }) => topic === 'item'));
    const more = this.#isFull || this.#kept.length > 0;
    return { changes: page.map((part) => toChange(part, things)), position: this.position, more };
  }

  /** Parts of writes of which nothing is missing. */
  #whole(): readonly PartRow[] {
    const unfinished = this.#isFull ? this.#kept.at(-1)?.seq : undefined;
    return this.#kept.filter(({ seq }) => seq !== unfinished);
  }

  async #readOn(): Promise<void> {
    const last = this.#kept.at(-1);
    const values = last
      ? [last.seq, last.topic, last.part, last.stored_at]
      : [this.position.seq, 'zzzz', 0, this.position.storedAt];
    const { rows } = await this.client.query<PartRow>({ name: 'log-next', text: NEXT, values });
    this.#isFull = rows.length === PAGE_PARTS;
    this.#kept.push(...rows);
  }

  /** By seq. */
  async #things(parts: readonly PartRow[]): Promise<ReadonlyMap<string, ThingsOfWrite>> {
    const [first, last] = [parts[0], parts.at(-1)];
    if (!first || !last) return new Map();
    const places = parts.flatMap(placesOf);
    const values = [
      first.seq,
      last.seq,
      new Date(Math.min(...places.map(({ from }) => Date.parse(from)))),
      // Microseconds are cut off by the parse.
      new Date(Math.max(...places.map(({ to }) => Date.parse(to))) + 1),
    ];
    const { rows } = await this.client.query<{ seq: string; thing: ThingChange }>({
      name: 'log-things',
      text: THINGS,
      values,
    });
    return bySeq(rows);
  }
}

const placesOf = ({ topic, payload }: PartRow): readonly ThingPlace[] =>
  topic === 'item' ? (payload as unknown as ThingPlace[]) : [];

/** Whole writes from the beginning on: the first, and more while their things are few. */
function upToThings(parts: readonly PartRow[]): readonly PartRow[] {
  let things = 0;
  for (const part of parts) {
    for (const { rows } of placesOf(part)) things += rows;
    if (things > PAGE_THINGS && part.seq !== parts[0]?.seq)
      return parts.slice(
        0,
        parts.findIndex(({ seq }) => seq === part.seq),
      );
  }
  return parts;
}

interface ThingsOfWrite {
  readonly newest: Map<string, ThingChange>;
  readonly outdated: ThingChange[];
}

function bySeq(
  rows: readonly { readonly seq: string; readonly thing: ThingChange }[],
): ReadonlyMap<string, ThingsOfWrite> {
  const writes = new Map<string, ThingsOfWrite>();
  for (const { seq, thing } of rows) {
    const write = writes.get(seq) ?? { newest: new Map<string, ThingChange>(), outdated: [] };
    writes.set(seq, write);
    const key = `${thing.source}\n${thing.id}`;
    const earlier = write.newest.get(key);
    if (earlier) write.outdated.push(earlier);
    write.newest.set(key, thing);
  }
  return writes;
}

function toChange(part: PartRow, things: ReadonlyMap<string, ThingsOfWrite>): Change {
  const write = part.topic === 'item' ? things.get(part.seq) : undefined;
  return {
    seq: Number(part.seq),
    storedAtMs: Date.parse(part.stored_at),
    topic: part.topic,
    rows: part.topic === 'item' ? [...(write?.newest.values() ?? [])] : part.payload,
    ...(write && write.outdated.length > 0 ? { outdated: write.outdated } : {}),
  } as Change;
}
