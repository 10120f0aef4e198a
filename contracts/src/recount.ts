/** What counting the counters again from the rows themselves has found, and when it last did. */
export interface Recount {
  /** Null: not yet. */
  readonly checkedAt: string | null;
  /** The last round looked from here to its end. */
  readonly from: string | null;
  /** Figures of the ledger or of its sums that the last round found wrong, and has put right or ordered to be. */
  readonly drift: number;
  /** Things counted for units that the registry does not know: the province is more than its units and the unlocated. */
  readonly unaccounted: number;
  /** Figures that were put right, ever. */
  readonly repaired: number;
  readonly repairedAt: string | null;
  /** YYYY-MM-DD in UTC: the last older day that was looked through as a whole. */
  readonly olderDay: string | null;
  /** The longest read of the last round, ms. */
  readonly longestMs: number;
}
