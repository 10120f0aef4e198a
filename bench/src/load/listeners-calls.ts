// What a run may ask of the listeners' process, and what that answers.

export interface StreamName {
  readonly channel: string;
  readonly scope: string;
}

export interface Member {
  readonly count: number;
  readonly token: string;
  readonly streams: readonly StreamName[];
  /** Near ends, in turns: the hub counts knocks by address. Empty: the system's choice. */
  readonly addresses: readonly string[];
}

export interface GroupCall {
  readonly group: string;
  /** ws://host:port */
  readonly url: string;
  readonly members: readonly Member[];
  readonly withinMs: number;
  readonly limitMs: number;
  /** Keeps every key that ever came. */
  readonly remembersKeys?: boolean;
  /** Compares each row with the one before: costs time. */
  readonly countsChanges?: boolean;
  /** A peer: rooms, no subscriptions. */
  readonly plain?: boolean;
}

export interface MoveCall {
  readonly group: string;
  readonly withinMs: number;
  readonly limitMs: number;
  readonly anew?: boolean;
}

export interface CycleCall {
  readonly group: string;
  readonly offMs: number;
  readonly everyMs: number;
}

export interface PaceCall {
  readonly group: string;
  readonly as: 'stalled' | 'slow' | 'free';
}

export interface CompareCall extends StreamName {
  readonly group: string;
  readonly rows: readonly { readonly key: string }[];
}

export interface HaveAllCall extends StreamName {
  readonly group: string;
  readonly keys: readonly string[];
}

export interface AbortCall {
  readonly url: string;
  readonly token: string;
  readonly streams: readonly StreamName[];
  readonly cycles: number;
  readonly atOnce: number;
  readonly addresses: readonly string[];
}

export interface AbortResult {
  /** How many were let in, and fed, before they were cut. */
  readonly connected: number;
  readonly fed: number;
  readonly refused: Readonly<Record<string, number>>;
}

export interface BareCall {
  readonly url: string;
  /** Clients by room. */
  readonly rooms: Readonly<Record<string, number>>;
}

export interface Recorded {
  readonly afterMs: number;
  readonly room: string;
  /** As it stood on the wire. */
  readonly text: string;
}

export interface TotalAt {
  readonly atMs: number;
  readonly total: number;
}

export interface ListenersReport {
  readonly clients: number;
  readonly connected: number;
  readonly connections: number;
  readonly frames: number;
  readonly rows: number;
  readonly bytes: number;
  /** Rows that were not what the listener held before, and keys that left. */
  readonly changes: number;
  readonly gaps: number;
  readonly doubled: number;
  readonly foreign: number;
  readonly snapshots: number;
  readonly skipped: number;
  readonly refusals: Readonly<Record<string, number>>;
  /** Stamp of a critical row to its arrival, for the first time it came and not in a snapshot. */
  readonly latency: string;
  /** The newest of any of them. */
  readonly heartbeat: { readonly atMs: number; readonly storing: boolean } | null;
  /** From setting out (or the loss of the line) to a frame of every stream. */
  readonly returning: string;
  /** Oldest frame: its making to its arrival, ms. */
  readonly oldestMs: number;
}
