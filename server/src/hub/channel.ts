// The port that features implement: a channel is a pure function of (rows with seq ≤ n, clock t) (S1). `load` reads it
// from the tables for any n and t, now or past; `apply` and `advance` move it on. Both must agree, and a test says so.
import type { Channel as ChannelName, ChannelRows } from '@ioc/contracts/stream/channels';
import type { ClockMode } from '@ioc/contracts/stream/up';
import type { View } from '@ioc/contracts/stream/view';
import type { Change, Topic } from '../feed/change.ts';
import type { ScopeUnits } from '../registry/unit-directory.ts';

export type { ChannelName };
export type Row = ChannelRows[ChannelName];

export interface ChannelState<R extends Row = Row> {
  /** Rises whenever `rows` may answer something else. */
  readonly version: number;
  /** It once had to forget rows that would be shown by now: load it again. */
  readonly incomplete: boolean;
  /** Takes a change of one of the channel's topics; rows of other scopes are the state's to leave out. */
  apply(change: Change): void;
  /** The clock moved; it never goes back. */
  advance(atMs: number): void;
  /** By key. An unchanged row is the same object, so that a difference is found by identity. */
  rows(): ReadonlyMap<string, R>;
  /** Nobody listens to it any more; for states that several streams share. */
  release?(): void;
}

export interface Channel<C extends ChannelName = ChannelName> {
  readonly name: C;
  readonly topics: ReadonlySet<Topic>;
  /** Pushed with the change itself, not at the next tick (S5). */
  readonly atOnce: boolean;
  /** How far back it can tell its state; absent: as far as facts are kept. */
  readonly memoryMs?: number;
  /** The state as known at seq ≤ `seq` by the clock `atMs`; `live` when that is now, which may be read more cheaply. */
  load(at: LoadPoint): Promise<ChannelState<ChannelRows[C]>>;
  /**
   * For a channel that holds something for all its live streams together: every batch, before any stream gets it; null
   * when the log cannot be continued and nothing held is good any more.
   */
  follow?(changes: readonly Change[] | null): void;
}

export interface LoadPoint {
  readonly units: ScopeUnits;
  /** Only channels of which there are views get one; absent: everything. */
  readonly view?: View;
  readonly seq: number;
  readonly atMs: number;
  readonly live: boolean;
  /** `happened` (S7): by what was observed until `atMs`, of all that is known at `seq`. Absent: as known. */
  readonly mode?: ClockMode;
  /** When the write `seq` was stored; given, sums of what was stored in earlier minutes may come from aggregates (M6). */
  readonly storedAtMs?: number;
  /** The state goes into a live stream, which gets all that `follow` gets. */
  readonly followed?: boolean;
}

/** Nest token of the list of all channels. */
export const CHANNEL_LIST = Symbol('channels');
