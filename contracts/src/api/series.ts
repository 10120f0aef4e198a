/**
 * `GET /api/v1/series?scope=&from=&to=&knownAt=`: what each unit had in each hour. As it happened, of all that is known now;
 * with `knownAt` as it was known then (S7).
 */
export interface UnitHours {
  /** Of the first total. */
  readonly from: string;
  /** The moment whose knowledge this is; absent: now. */
  readonly knownAt?: string;
  readonly items: readonly {
    /** Null: what lies in no unit. */
    readonly unitId: string | null;
    /** Hour by hour from `from` on. */
    readonly totals: readonly number[];
  }[];
  readonly next: null;
}
