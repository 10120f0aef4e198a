/** A row of `audit_entry`; `at` and `hash` (hex) as text. */
export interface StoredEntry {
  readonly seq: string;
  readonly at: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actorName: string;
  readonly action: string;
  readonly outcome: string;
  readonly target: string | null;
  /** The text that was hashed. */
  readonly body: string;
  readonly hash: string;
}

/** A row of `audit_head`. */
export interface StoredHead {
  readonly key: string;
  readonly n: string;
  readonly seq: string;
  readonly line: string;
}

/** What a check reads: the tables, or a chain in memory. */
export interface ChainReader {
  clock(): Promise<{ seq: string; hash: string } | null>;
  /** In the order of their seq. */
  entries(after: bigint, upTo: bigint, limit: number): Promise<StoredEntry[]>;
  heads(after: bigint, upTo: bigint): Promise<StoredHead[]>;
  lastHead(keys: readonly string[]): Promise<StoredHead | null>;
  furthestHead(): Promise<bigint>;
}
