// What the hub says to a browser: `frame`, `heartbeat`, `reload`, `fault`; of a replay `replayed` and `replay-clock`.
import type { Channel, ChannelRows } from './channels.ts';
import type { Scope } from '../scope.ts';
import type { ClockMode, RefusalCode } from './up.ts';
import type { ViewKey } from './view.ts';

/**
 * S2: rows changed between two positions of the change log, absolute values per key, and the keys that left.
 * `from` 0 is a snapshot: it replaces what the client holds. Frames merge: `from` of the first, `to` of the last,
 * newest row per key. A frame whose `from` lies beyond the client's `to` is a gap: it subscribes again.
 */
export interface Frame<C extends Channel = Channel> {
  readonly channel: C;
  readonly scope: Scope;
  /** Absent: everything. */
  readonly view?: ViewKey;
  readonly from: number;
  readonly to: number;
  /** The hub's clock of what is shown; screens take "now" from here, not from their own clock. */
  readonly at: string;
  readonly rows: readonly ChannelRows[C][];
  readonly gone: readonly string[];
  /** A snapshot in place of the frames that were missed: nobody remembers them. What came and went is not shown. */
  readonly historySkipped?: true;
  /**
   * S2.5: the frame is too large for one message; `n` counts from 0. All parts have its places; rows and keys are one list.
   * Nothing of it is taken before the last part.
   */
  readonly part?: { readonly n: number; readonly of: number };
  /**
   * S2.6: not all that changed after `from`, but the newest of it, as of `at`, for a line that cannot take all. It is taken
   * at once; older changes follow, and until a frame comes without this word the client goes on standing at `from`.
   */
  readonly behind?: true;
  /** A live frame has none, so that nothing of the past fits where a live frame is asked for. */
  readonly clock?: never;
}

/**
 * A frame of the past: it comes as `replayed`, never as `frame`, and says which moment it is of. `at` is the replay's
 * clock. As it happened, `from` and `to` stay what was known when the clock was set.
 */
export interface PastFrame<C extends Channel = Channel> extends Omit<Frame<C>, 'clock' | 'part' | 'behind'> {
  readonly clock: { readonly mode: ClockMode; readonly replay: string | null };
  /** Nothing is stored that could tell: no rows is no statement then. */
  readonly notKnown?: true;
}

/** Where a replay stands: on each change and about every second. `live`: it has come to the present. */
export interface ReplayClock {
  readonly replay: string;
  readonly mode: ClockMode;
  readonly at: string;
  readonly speed: number;
  readonly state: 'playing' | 'paused' | 'live' | 'ended';
  /** Why it was paused or ended by the hub. */
  readonly reason?: string;
}

/** Every second: the hub's clock and how far the truth is. `storing` is false while nothing can be stored (S6). */
export interface Heartbeat {
  readonly at: string;
  readonly wire: number;
  readonly to: number;
  /** stored_at of `to`: "no new data since". */
  readonly storedAt: string | null;
  readonly storing: boolean;
  /** Another number than before: scenes of the wall were saved, read them again. Absent: none since this node came up. */
  readonly scenes?: number;
}

/** The wire version differs: load the page again. */
export interface Reload {
  readonly wire: number;
}

/** A typed error on the socket. `slow`: it takes too little for too long and is sent away; come back after a pause. */
export interface Fault {
  readonly code: RefusalCode | 'slow';
  readonly message: string;
}

export interface DownEvents {
  frame: Frame;
  heartbeat: Heartbeat;
  reload: Reload;
  fault: Fault;
  replayed: PastFrame;
  'replay-clock': ReplayClock;
}
