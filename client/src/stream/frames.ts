// What a frame does to what the browser holds (S2, S3). Rows carry absolute values per key, so applying is a merge and
// an overlap does no harm; only a hole does. A frame whose `from` lies beyond our `to` is that hole: nothing of it is
// taken, the stream is marked unsynced and whoever calls asks for a snapshot.
import type { Channel, ChannelRows } from '@ioc/contracts/stream/channels';
import type { Frame } from '@ioc/contracts/stream/down';

export interface StreamState<C extends Channel = Channel> {
  readonly rows: ReadonlyMap<string, ChannelRows[C]>;
  /** Position in the change log that the rows stand for; 0: nothing yet. */
  readonly to: number;
  /** The hub's clock when the newest frame was made. */
  readonly at: string | null;
  /** False before the first snapshot and after a gap, until the next snapshot. */
  readonly synced: boolean;
  readonly historySkipped: boolean;
  /** S2.6: older changes are still to come; some rows are newer than `to` says, so it is no place to go on from. */
  readonly behind: boolean;
}

/** Where a stream is. Both: between two writes, and in the past as it happened, the clock alone moves (S1). */
export const placeOf = ({ to, at }: Pick<StreamState, 'to' | 'at'>): string => `${to}@${at}`;

/** It holds all of the channel, as of the newest frame. */
export const isWhole = ({ synced, behind }: StreamState): boolean => synced && !behind;

/** What a channel holds before its first snapshot. */
export const EMPTY_STREAM: StreamState = {
  rows: new Map(),
  to: 0,
  at: null,
  synced: false,
  historySkipped: false,
  behind: false,
};

export interface Applied<C extends Channel> {
  readonly state: StreamState<C>;
  readonly gap: boolean;
}

function merged<C extends Channel>(state: StreamState<C>, frame: Frame<C>): StreamState<C> {
  const rows = frame.from === 0 ? new Map<string, ChannelRows[C]>() : new Map(state.rows);
  for (const key of frame.gone) rows.delete(key);
  for (const row of frame.rows) rows.set(row.key, row);
  const { at, historySkipped = false, behind = false } = frame;
  return { rows, to: behind ? state.to : frame.to, at, synced: true, historySkipped, behind };
}

/**
 * Applies one frame; `gap` says that a snapshot must be asked for. A frame of an older place changes nothing. One of
 * the same place is taken even if its clock is behind: the page may have moved to a hub whose clock is.
 */
export function applyFrame<C extends Channel>(state: StreamState<C>, frame: Frame<C>): Applied<C> {
  if (frame.from === 0) return { state: merged(state, frame), gap: false };
  if (!state.synced) return { state, gap: false };
  if (frame.from > state.to) return { state: { ...state, synced: false }, gap: true };
  if (frame.to < state.to) return { state, gap: false };
  return { state: merged(state, frame), gap: false };
}

/** Applies frames in order; a snapshot after a gap heals it. */
export function applyFrames<C extends Channel>(
  state: StreamState<C>,
  frames: readonly Frame<C>[],
): Applied<C> {
  let current = state;
  let gap = false;
  for (const frame of frames) {
    const applied = applyFrame(current, frame);
    current = applied.state;
    gap = frame.from === 0 ? false : gap || applied.gap;
  }
  return { state: current, gap };
}
