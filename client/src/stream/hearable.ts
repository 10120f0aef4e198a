// What a live part of a page listens to: the hub of now, or a clock of the past in its place. Parts cannot tell which and
// have no way around it, so that on a page of the past nothing can show the present by mistake.
import type { Scope } from '@ioc/contracts/scope';
import type { Channel } from '@ioc/contracts/stream/channels';
import type { ClockMode } from '@ioc/contracts/stream/up';
import type { View } from '@ioc/contracts/stream/view';
import type { StreamState } from './frames.ts';
import type { Freshness, Hearing } from './freshness.ts';

export interface Hearable {
  readonly clock: { readonly nowMs: () => number };
  /** Whose figures all streams are. */
  readonly scope: Scope;
  /** Null: this is the present. */
  readonly past: ClockMode | null;
  readonly want: (channel: Channel, view?: View) => () => void;
  readonly stream: <C extends Channel>(channel: C, view?: View) => StreamState<C>;
  readonly hear: () => Hearing;
  readonly freshness: () => Freshness;
  readonly isRefused: (channel: Channel, view?: View) => boolean;
  /** Of the past nothing is stored that could tell. */
  readonly isNotKnown: (channel: Channel, view?: View) => boolean;
  readonly subscribe: (listener: () => void) => () => void;
}
