// What a panel may look at: the channels and resources it names, the hub's clock, the reader's language. Nothing else
// reaches a panel, so that a panel is a pure function of this and can be shown in every state from samples.
import type { PanelOptions } from '@ioc/contracts/scene';
import type { Channel } from '@ioc/contracts/stream/channels';
import type { Resource } from '../api/resource.ts';
import type { StreamState } from '../stream/frames.ts';
import { EMPTY_STREAM } from '../stream/frames.ts';
import type { Freshness } from '../stream/freshness.ts';
import type { ResourceName, Resources } from './resources.ts';

export type PanelStreams = { readonly [C in Channel]?: StreamState<C> };
export type PanelResources = { readonly [R in ResourceName]?: Resource<Resources[R]> };

export interface PanelInput {
  /** The hub's clock, ms since 1970. */
  readonly nowMs: number;
  readonly freshness: Freshness;
  readonly streams: PanelStreams;
  readonly resources: PanelResources;
  /** What a scene told this panel. */
  readonly options?: PanelOptions;
}

/** A channel's rows; none when the channel has not come yet. */
export const rowsOf = <C extends Channel>(input: PanelInput, channel: C): StreamState<C>['rows'] =>
  (input.streams[channel] ?? (EMPTY_STREAM as StreamState<C>)).rows;

/** A resource's value, or null before the first answer. */
export const valueOf = <R extends ResourceName>(input: PanelInput, name: R): Resources[R] | null =>
  input.resources[name]?.value ?? null;
