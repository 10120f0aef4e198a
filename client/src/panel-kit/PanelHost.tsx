// Brings a panel to life: listens to what it names, hands it a fresh input no more often than it asks for, and judges
// its state and its four checks.
import type { PanelOptions } from '@ioc/contracts/scene';
import type { Scope } from '@ioc/contracts/scope';
import type { Channel } from '@ioc/contracts/stream/channels';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useResource } from '../api/resource.ts';
import { useText } from '../i18n/language.ts';
import type { Hub } from '../stream/hub.ts';
import type { View } from '@ioc/contracts/stream/view';
import { WHOLE_VIEW } from '@ioc/contracts/stream/view';
import { usePartView, viewOf } from '../stream/part-view.tsx';
import { useHub } from '../stream/use-hub.tsx';
import { judgeChecks, rejectedTotal } from './checks.ts';
import type { Panel } from './define-panel.tsx';
import { FourChecks } from './FourChecks.tsx';
import type { PanelInput, PanelResources, PanelStreams } from './input.ts';
import { PanelFrame } from './PanelFrame.tsx';
import { judgePanelState } from './panel-state.ts';
import { RESOURCES, resourcePath } from './resources.ts';
import type { ResourceName } from './resources.ts';

const openingRejections = new WeakMap<Hub, number>();

/** Rejected messages when this screen first heard of them: "clean" speaks of what came since. */
function rejectedAtOpening(hub: Hub): number | null {
  const sources = hub.stream('sources');
  if (!sources.synced) return openingRejections.get(hub) ?? null;
  const known = openingRejections.get(hub) ?? rejectedTotal(sources.rows.values());
  openingRejections.set(hub, known);
  return known;
}

function readStreams(hub: Hub, channels: readonly Channel[], view: View): PanelStreams {
  return Object.fromEntries(
    channels.map((channel) => [channel, hub.stream(channel, viewOf(channel, view))]),
  ) as PanelStreams;
}

const readInput = (
  hub: Hub,
  channels: readonly Channel[],
  view: View,
  resources: PanelResources,
): PanelInput => ({
  nowMs: hub.clock.nowMs(),
  freshness: hub.freshness(),
  streams: readStreams(hub, channels, view),
  resources,
});

/** Wants the channels of a panel, and those of its badge. */
function useWanted(hub: Hub, channels: readonly Channel[], view: View): void {
  useEffect(() => {
    const releases = [...new Set<Channel>([...channels, 'sources'])].map((channel) =>
      hub.want(channel, viewOf(channel, view)),
    );
    return () => releases.forEach((release) => release());
  }, [hub, channels, view]);
}

/**
 * Looks at the hub every `everyMs` (ages grow), and at news at once unless the last news is younger than that: in quiet
 * times nothing waits, under load no panel paints more often. The first rows never wait; in `atOnce` panels no row does.
 */
function useBeat(hub: Hub, { channels, everyMs, atOnce }: Panel, view: View): string {
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    const positions = () =>
      channels.map((channel) => hub.stream(channel, viewOf(channel, view)).to).join(' ');
    let timer: ReturnType<typeof setTimeout> | undefined;
    let seen = positions();
    let newsAtMs = -Infinity;
    const look = () => {
      const now = positions();
      if (now !== seen) newsAtMs = performance.now();
      seen = now;
      setBeat((value) => value + 1);
      clearTimeout(timer);
      timer = setTimeout(look, everyMs);
    };
    timer = setTimeout(look, everyMs);
    const leave = hub.subscribe(() => {
      if (performance.now() - newsAtMs >= everyMs && positions() !== seen) look();
    });
    return () => {
      leave();
      clearTimeout(timer);
    };
  }, [hub, channels, view, everyMs]);
  const news = useSyncExternalStore(hub.subscribe, () =>
    channels
      .map((channel) => hub.stream(channel, viewOf(channel, view)))
      .map(({ synced, to }) => (atOnce && synced ? to : synced))
      .join(' '),
  );
  return `${beat} ${news}`;
}

/** One hook call per resource name, always the same number of them. */
function useResources(names: readonly ResourceName[], scope: Scope): PanelResources {
  const path = (name: ResourceName) => (names.includes(name) ? resourcePath(name, scope) : null);
  const units = useResource<NonNullable<PanelResources['units']>['value']>(
    path('units'),
    RESOURCES.units.refreshMs,
  );
  const targets = useResource<NonNullable<PanelResources['targets']>['value']>(
    path('targets'),
    RESOURCES.targets.refreshMs,
  );
  const trend = useResource<NonNullable<PanelResources['serviceTrend']>['value']>(
    path('serviceTrend'),
    RESOURCES.serviceTrend.refreshMs,
  );
  const indicators = useResource<NonNullable<PanelResources['indicators']>['value']>(
    path('indicators'),
    RESOURCES.indicators.refreshMs,
  );
  const values = useResource<NonNullable<PanelResources['indicatorValues']>['value']>(
    path('indicatorValues'),
    RESOURCES.indicatorValues.refreshMs,
  );
  return useMemo(
    () => ({ units, targets, serviceTrend: trend, indicators, indicatorValues: values }) as PanelResources,
    [units, targets, trend, indicators, values],
  );
}

function newestAt(streams: PanelStreams): string | null {
  const instants = Object.values(streams).flatMap((stream) => (stream?.at ? [stream.at] : []));
  return instants.toSorted((a, b) => Date.parse(b) - Date.parse(a))[0] ?? null;
}

interface HostProps {
  readonly panel: Panel;
  /** In place of its own. */
  readonly title?: string | undefined;
  /** What a scene tells the panel; the same object as long as it says the same. */
  readonly options?: PanelOptions | undefined;
}

const NO_OPTIONS: PanelOptions = {};

/** Shows a panel live, of what the part of the page around it speaks of. */
export function PanelHost({ panel, title, options = NO_OPTIONS }: HostProps) {
  const hub = useHub();
  const text = useText();
  const view = usePartView();
  useWanted(hub, panel.channels, view);
  const resources = useResources(panel.resources, hub.scope);
  const beat = useBeat(hub, panel, view);
  const input = useMemo(
    () => ({ ...readInput(hub, panel.channels, view, resources), options }),
    // The beat is the only reason to look again: that is what bounds how often a panel paints.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [hub, panel, view, resources, options, beat],
  );
  return <PanelView panel={panel} input={input} hub={hub} view={view} title={title ?? panel.title(text)} />;
}

interface ViewProps {
  readonly panel: Panel;
  readonly input: PanelInput;
  /** Null in the gallery, where no hub is. */
  readonly hub: Hub | null;
  readonly view?: View;
  /** Shown as broken, whatever it would present: for the gallery. */
  readonly broken?: boolean | undefined;
  readonly title: string;
}

/** A panel with its frame for one given input. */
export function PanelView({ panel, input, hub, view = WHOLE_VIEW, broken = false, title }: ViewProps) {
  const text = useText();
  const streams = panel.channels.map((channel) => input.streams[channel]);
  const resources = panel.resources.map((name) => input.resources[name]);
  const presented = useMemo(() => safely(panel, input), [panel, input]);
  const at = newestAt(input.streams);
  const sourceStream = hub ? hub.stream('sources') : input.streams.sources;
  const findings = judgeChecks({
    nowMs: input.nowMs,
    freshness: input.freshness,
    claims: presented.claims,
    promiseMs: panel.promiseMs,
    synced: streams.every((stream) => stream?.synced),
    at: at ?? statedAt(resources),
    sources: sourceStream && sourceStream.at !== null ? [...sourceStream.rows.values()] : null,
    rejectedAtOpening: hub ? rejectedAtOpening(hub) : 0,
  });
  const state = judgePanelState({
    refused:
      panel.channels.some((channel) => hub?.isRefused(channel, viewOf(channel, view))) ||
      resources.some((resource) => resource?.error?.status === 403),
    connection: hub?.hear().connection ?? 'live',
    freshness: panel.channels.length > 0 ? input.freshness : { fresh: true },
    arrived:
      streams.every((stream) => stream && stream.at !== null) &&
      resources.every((resource) => resource?.value),
    failed: resources.some((resource) => resource?.error && !resource.value),
    empty: presented.empty,
  });
  const provenance = {
    channels: panel.channels,
    resources: panel.resources.map((name) => RESOURCES[name].path.split('?')[0] ?? ''),
    position: streams.length > 0 ? Math.max(...streams.map((stream) => stream?.to ?? 0)) : null,
    at,
  };
  return (
    <PanelFrame
      id={panel.id}
      title={title}
      note={panel.note?.(text) ?? null}
      state={presented.broken || broken ? 'error' : state}
      emptyText={panel.emptyText(text)}
      checks={<FourChecks findings={findings} provenance={provenance} />}
      attempt={input}
    >
      {presented.body}
    </PanelFrame>
  );
}

function statedAt(
  resources: readonly ({ readonly fetchedAtMs: number | null } | undefined)[],
): string | null {
  const fetched = resources.flatMap((resource) => (resource?.fetchedAtMs ? [resource.fetchedAtMs] : []));
  return fetched.length > 0 ? new Date(Math.min(...fetched)).toISOString() : null;
}

/** A `select` that throws breaks its own panel only. */
function safely(panel: Panel, input: PanelInput) {
  try {
    return { ...panel.present(input), broken: false };
  } catch (error) {
    console.error(`panel ${panel.id}`, error);
    return { empty: false, body: null, claims: { sum: null, asOf: null, sources: null }, broken: true };
  }
}
