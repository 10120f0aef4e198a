import type { Connection, Freshness } from '../stream/freshness.ts';

export type PanelState =
  'loading' | 'refused' | 'not-in-past' | 'offline' | 'error' | 'empty' | 'stale' | 'live';

export interface StateInput {
  /** The page shows the past, and what this panel shows is not stored for it. */
  readonly notInPast?: boolean;
  /** The hub or the server says that this is not open to the reader. */
  readonly refused: boolean;
  readonly connection: Connection;
  readonly freshness: Freshness;
  /** Every channel and resource has come at least once. */
  readonly arrived: boolean;
  /** A resource failed and nothing older can stand in. */
  readonly failed: boolean;
  readonly empty: boolean;
}

/** One word for what a panel can honestly show; an empty panel on a stale screen is stale, not empty. */
export function judgePanelState(input: StateInput): PanelState {
  if (input.refused) return 'refused';
  if (input.notInPast) return 'not-in-past';
  if (!input.arrived) {
    if (input.failed) return 'error';
    return input.connection === 'live' && input.freshness.fresh ? 'loading' : waitingState(input);
  }
  if (!input.freshness.fresh) return 'stale';
  return input.empty ? 'empty' : 'live';
}

const waitingState = ({ freshness }: StateInput): PanelState => (freshness.fresh ? 'loading' : 'offline');
