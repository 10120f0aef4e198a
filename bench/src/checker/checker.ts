// Ends every run: what was acknowledged is stored, what is stored was published, no row twice, no source reordered, and
// every counter says what a recount of the raw rows says. A run that fails here has no rate.

export interface PublishedWord {
  /** Names one message for good, over all runs on one database. */
  readonly word: string;
  /** Who sent it: within one stream the order of publishing is kept. */
  readonly stream: string;
  readonly acked: boolean;
}

export interface StoredRow {
  readonly word: string;
  /** Key of the thing that the row is a revision of. */
  readonly thing: string;
  readonly revision: number;
  readonly seq: number;
}

/** A figure the product keeps beside the raw rows, and the same figure counted anew. */
export interface Counter {
  readonly name: string;
  readonly stated: string;
  readonly recounted: string;
}

export interface Evidence {
  /** In the order of publishing, within each stream. */
  readonly published: readonly PublishedWord[];
  readonly stored: readonly StoredRow[];
  readonly counters: readonly Counter[];
}

export type FaultKind = 'lost' | 'invented' | 'doubled' | 'reordered' | 'miscounted';

export interface Fault {
  readonly kind: FaultKind;
  readonly count: number;
  readonly examples: readonly string[];
}

export interface Verdict {
  readonly ok: boolean;
  readonly published: number;
  readonly acked: number;
  readonly stored: number;
  readonly counters: number;
  readonly faults: readonly Fault[];
}

const MAX_EXAMPLES = 5;

export function check({ published, stored, counters }: Evidence): Verdict {
  const byWord = new Map(stored.map((row) => [row.word, row]));
  const known = new Set(published.map(({ word }) => word));
  const found: Record<FaultKind, string[]> = {
    lost: published.filter(({ word, acked }) => acked && !byWord.has(word)).map(({ word }) => word),
    invented: stored.filter(({ word }) => !known.has(word)).map(({ word }) => word),
    doubled: doubled(stored),
    reordered: reordered(published, byWord),
    miscounted: counters
      .filter(({ stated, recounted }) => stated !== recounted)
      .map(({ name, stated, recounted }) => `${name}: says ${stated}, recounted ${recounted}`),
  };
  const faults = Object.entries(found)
    .filter(([, examples]) => examples.length)
    .map(([kind, examples]) => ({
      kind: kind as FaultKind,
      count: examples.length,
      examples: examples.slice(0, MAX_EXAMPLES),
    }));
  return {
    ok: faults.length === 0,
    published: published.length,
    acked: published.filter(({ acked }) => acked).length,
    stored: stored.length,
    counters: counters.length,
    faults,
  };
}

function doubled(stored: readonly StoredRow[]): string[] {
  const seen = new Set<string>();
  return stored.flatMap(({ word }) => {
    if (seen.has(word)) return [word];
    seen.add(word);
    return [];
  });
}

/** Along a stream the write never goes back, and along a thing the revisions rise. */
function reordered(published: readonly PublishedWord[], byWord: ReadonlyMap<string, StoredRow>): string[] {
  const lastSeq = new Map<string, number>();
  const lastRevision = new Map<string, number>();
  return published.flatMap(({ word, stream }) => {
    const row = byWord.get(word);
    if (!row) return [];
    const before = row.seq < (lastSeq.get(stream) ?? 0) || row.revision <= (lastRevision.get(row.thing) ?? 0);
    lastSeq.set(stream, row.seq);
    lastRevision.set(row.thing, row.revision);
    return before ? [word] : [];
  });
}

/** One line for people. */
export function describeVerdict(verdict: Verdict): string {
  const { ok, published, acked, stored, counters, faults } = verdict;
  const counts = `${published} published, ${acked} acknowledged, ${stored} stored, ${counters} counters recounted`;
  if (ok) return `sound: ${counts}`;
  const told = faults.map(({ kind, count, examples }) => `${count} ${kind} (${examples.join(', ')})`);
  return `NOT SOUND: ${told.join('; ')}; ${counts}`;
}
