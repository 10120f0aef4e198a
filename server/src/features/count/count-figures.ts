import type { CountRow } from '@ioc/contracts/stream/channels';

/** The figures of a scope as rows. A figure of zero has no row; one that comes out as it was is another object. */
export class CountFigures {
  version = 1;
  readonly rows = new Map<string, CountRow>();

  bump(key: string, by: number): void {
    if (by === 0) return;
    const total = (this.rows.get(key)?.total ?? 0) + by;
    if (total === 0) this.rows.delete(key);
    else this.rows.set(key, { key, total });
    this.version += 1;
  }

  add(other: CountFigures): void {
    for (const { key, total } of other.rows.values()) this.bump(key, total);
  }
}
