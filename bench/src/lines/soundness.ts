// Runs the checker over everything a line published.
import { check } from '../checker/checker.ts';
import type { Counter, Verdict } from '../checker/checker.ts';
import type { BenchDatabase } from '../harness/database.ts';
import { readCounters, readStored } from '../checker/evidence.ts';
import { HISTORY_SOURCE, type History } from '../load/history.ts';
import type { Workload } from '../load/workload.ts';

/** Messages from index 0 to `count`; `unacked` are the indices that were never acknowledged. */
export interface PublishedWorkload {
  readonly workload: Pick<Workload, 'source' | 'wordSql' | 'word' | 'stream'>;
  readonly count: number;
  readonly unacked: ReadonlySet<number>;
}

/** `delivered`: what listeners held in the end, beside what they must hold. */
export async function checkAll(
  database: BenchDatabase,
  all: readonly PublishedWorkload[],
  delivered: readonly Counter[] = [],
): Promise<Verdict> {
  const published = all.flatMap(({ workload, count, unacked }) =>
    Array.from({ length: count }, (_, index) => ({
      word: workload.word(index),
      stream: workload.stream(index),
      acked: !unacked.has(index),
    })),
  );
  const rules = new Map(all.map(({ workload }) => [workload.source, workload]));
  const { client } = database;
  return database.maintained(async () => {
    // Without a vacuum of its own the embedded engine knows nothing of these tables: the recount needs a fair plan.
    await client.query('ANALYZE event; ANALYZE item; ANALYZE count_delta; ANALYZE change_log');
    const stored = await readStored(client, [...rules.values()]);
    return check({ published, stored, counters: [...(await readCounters(client)), ...delivered] });
  });
}

/** A history that was filled by SQL: as many rows as were meant, and every counter as a recount from them says. */
export async function checkHistory(database: BenchDatabase, { rows }: History): Promise<Verdict> {
  const { client } = database;
  return database.maintained(async () => {
    const { rows: stored } = await client.query<{ count: string }>(
      'SELECT count(*) FROM event WHERE source = $1',
      [HISTORY_SOURCE],
    );
    const all = { name: 'rows of history', stated: String(rows), recounted: stored[0]?.count ?? '0' };
    return check({ published: [], stored: [], counters: [all, ...(await readCounters(client))] });
  });
}
