/** `GET /api/v1/series?scope=&from=&to=`: what each unit had in each hour, as it is known now. */
export interface UnitHours {
  /** Of the first total. */
  readonly from: string;
  readonly items: readonly {
    /** Null: what lies in no unit. */
    readonly unitId: string | null;
    /** Hour by hour from `from` on. */
    readonly totals: readonly number[];
  }[];
  readonly next: null;
}
