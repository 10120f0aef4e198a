// Brings a panel to life: listens to what it names, hands it a fresh input no more often than it asks for, and judges
// its state and its four checks.
import type { PanelOptions } from '@ioc/contracts/scene';
import type { Channel } from '@ioc/contracts/stream/channels';
import type { View } from '@ioc/contracts/stream/view';
import { WHOLE_VIEW } from '@ioc/contracts/stream/view';
import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useResource } from '../api/resource.ts';
import { localName, useLanguage, useText } from '../i18n/language.ts';
import type { Hearable } from '../stream/hearable.ts';
import { isWhole, placeOf } from '../stream/frames.ts';
import type { StreamState } from '../stream/frames.ts';
import { usePartView, viewOf } from '../stream/part-view.tsx';
import { useIsFrozen, useWatched } from '../stream/use-freeze-watch.ts';
import { useHub } from '../stream/use-hub.tsx';
import { judgeChecks, rejectedBySource } from './checks.ts';
import type { Panel } from './define-panel.tsx';
import { FiguresOf } from './Figure.tsx';
import { figureMarks } from './figure-marks.ts';
import { FourChecks } from './FourChecks.tsx';
import type { PanelInput, PanelResources, PanelStreams } from './input.ts';
import { judgeFigures, newestAt, positionOf } from './judge-figures.ts';
import { PanelFrame } from './PanelFrame.tsx';
import { judgePanelState } from './panel-state.ts';
import { RESOURCES, resourcePath } from './resources.ts';
import type { ResourceName } from './resources.ts';

const openingRejections = new WeakMap<Hearable, ReadonlyMap<string, number>>();

const NONE_REJECTED: ReadonlyMap<string, number> = new Map();

/** In the past things are watched in motion, and all panels are to show the same moment. */
const PAST_PACE_MS = 250;

/** A panel that paints more seldom than this is given the rest before it is said to be frozen. */
const SOON_MS = 1500;

/** Rejected messages when this screen first heard of them: "clean" speaks of what came since. */
function rejectedAtOpening(hub: Hearable): ReadonlyMap<string, number> | null {
  const sources = hub.stream('sources');
  if (!sources.synced) return openingRejections.get(hub) ?? null;
  const known = openingRejections.get(hub) ?? rejectedBySource(sources.rows.values());
  openingRejections.set(hub, known);
  return known;
}

function readStreams(hub: Hearable, channels: readonly Channel[], view: View): PanelStreams {
  return Object.fromEntries(
    channels.map((channel) => [channel, hub.stream(channel, viewOf(channel, view))]),
  ) as PanelStreams;
}

const readInput = (
  hub: Hearable,
  { channels, beside }: Panel,
  view: View,
  resources: PanelResources,
): PanelInput => ({
  nowMs: hub.clock.nowMs(),
  freshness: hub.freshness(),
  streams: readStreams(hub, [...channels, ...beside], view),
  resources,
});

/** Wants the channels of a panel, and those of its badge. */
function useWanted(hub: Hearable, { channels, beside }: Panel, view: View): void {
  useEffect(() => {
    const releases = [...new Set<Channel>([...channels, ...beside, 'sources'])].map((channel) =>
      hub.want(channel, viewOf(channel, view)),
    );
    return () => releases.forEach((release) => release());
  }, [hub, channels, beside, view]);
}

const placesOf = (
  channels: readonly Channel[],
  streamOf: (channel: Channel) => Pick<StreamState, 'to' | 'at'> | undefined,
): string =>
  channels
    .map((channel) => streamOf(channel))
    .map((stream) => (stream ? placeOf(stream) : ''))
    .join(' ');

/**
 * Looks at the hub every `everyMs` (ages grow), and at news at once unless the last news is younger than that: in quiet
 * times nothing waits, under load no panel paints more often. The first rows never wait; in `atOnce` panels no row does.
 */
function useBeat(hub: Hearable, panel: Panel, view: View): string {
  const { channels, atOnce } = panel;
  const everyMs = hub.past === null ? panel.everyMs : Math.min(panel.everyMs, PAST_PACE_MS);
  const [beat, setBeat] = useState(0);
  useEffect(() => {
    const positions = () => placesOf(channels, (channel) => hub.stream(channel, viewOf(channel, view)));
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
      .map((stream) => (atOnce && stream.synced ? placeOf(stream) : stream.synced))
      .join(' '),
  );
  return `${beat} ${news}`;
}

/** One hook call per resource name, always the same number of them. */
function useResources(names: readonly ResourceName[], { scope, past }: Hearable): PanelResources {
  const path = (name: ResourceName) =>
    names.includes(name) && (past === null || RESOURCES[name].timeless) ? resourcePath(name, scope) : null;
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

interface HostProps {
  readonly panel: Panel;
  /** In place of its own. */
  readonly title?: string | undefined;
  /** What a scene tells the panel; the same object as long as it says the same. */
  readonly options?: PanelOptions | undefined;
}

const NO_OPTIONS: PanelOptions = {};

/**
 * Shows a panel, of the present or of the past, of what the part of the page around it speaks of. One that stops drawing
 * while data come is said to, and begun anew.
 */
export function PanelHost({ panel, title, options = NO_OPTIONS }: HostProps) {
  const hub = useHub();
  const own = panel.title(useText());
  const view = usePartView();
  const [life, setLife] = useState(0);
  const name = title ?? own;
  const drawn = useWatched(
    {
      name,
      place: () => placesOf(panel.channels, (channel) => hub.stream(channel, viewOf(channel, view))),
      revive: () => setLife((lives) => lives + 1),
      graceMs: Math.max(0, panel.everyMs - SOON_MS),
    },
    panel.channels.length > 0,
  );
  return (
    <LivingPanel
      key={life}
      panel={panel}
      title={name}
      options={options}
      hub={hub}
      view={view}
      onDrawn={drawn}
    />
  );
}

interface LivingProps {
  readonly panel: Panel;
  readonly title: string;
  readonly options: PanelOptions;
  readonly hub: Hearable;
  readonly view: View;
  readonly onDrawn: (place: string) => void;
}

function LivingPanel({ panel, title, options, hub, view, onDrawn }: LivingProps) {
  useWanted(hub, panel, view);
  const resources = useResources(panel.resources, hub);
  const beat = useBeat(hub, panel, view);
  const isFrozen = useIsFrozen(title);
  const input = useMemo(
    () => ({ ...readInput(hub, panel, view, resources), options }),
    // The beat is the only reason to look again: that is what bounds how often a panel paints.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [hub, panel, view, resources, options, beat],
  );
  useEffect(
    () => onDrawn(placesOf(panel.channels, (channel) => input.streams[channel])),
    [onDrawn, panel, input],
  );
  return <PanelView panel={panel} input={input} hub={hub} view={view} title={title} isFrozen={isFrozen} />;
}

interface ViewProps {
  readonly panel: Panel;
  readonly input: PanelInput;
  /** Null in the gallery, where no hub is. */
  readonly hub: Hearable | null;
  readonly view?: View;
  readonly title: string;
  /** Shown as broken, whatever it would present: for the gallery. */
  readonly broken?: boolean | undefined;
  /** It did not draw what came. */
  readonly isFrozen?: boolean;
}

/** A panel with its frame for one given input. */
export function PanelView(props: ViewProps) {
  const { panel, input, hub, view = WHOLE_VIEW, title, broken = false, isFrozen = false } = props;
  const text = useText();
  const language = useLanguage();
  const streams = panel.channels.map((channel) => input.streams[channel]);
  const resources = panel.resources.map((name) => input.resources[name]);
  const presented = useMemo(() => safely(panel, input), [panel, input]);
  const at = newestAt(input.streams, panel.channels);
  const sourceStream = hub ? hub.stream('sources') : input.streams.sources;
  const check = {
    nowMs: input.nowMs,
    freshness: input.freshness,
    claims: presented.claims,
    promiseMs: panel.promiseMs,
    synced: streams.every((stream) => stream !== undefined && isWhole(stream)),
    at: at ?? statedAt(resources, hub),
    sources: sourceStream && sourceStream.at !== null ? [...sourceStream.rows.values()] : null,
    rejectedAtOpening: hub ? rejectedAtOpening(hub) : NONE_REJECTED,
  };
  const findings = judgeChecks(check);
  const state = judgePanelState({
    notInPast: isNotInPast(panel, hub, view),
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
    position: positionOf(streams),
    at,
  };
  const nameOf = (id: string) => {
    const source = check.sources?.find((row) => row.id === id);
    return source ? localName(language, source.name, source.nameEn) : id;
  };
  const figures = judgeFigures(presented.figures, {
    panel,
    streams: input.streams,
    check,
    provenance,
    nameOf,
  });
  const marks = useSame(figureMarks(figures));
  return (
    <PanelFrame
      id={panel.id}
      title={title}
      note={panel.note?.(text) ?? null}
      state={presented.broken || broken ? 'error' : isFrozen && state === 'live' ? 'stale' : state}
      emptyText={panel.emptyText(text)}
      checks={<FourChecks findings={findings} provenance={provenance} />}
    >
      <FiguresOf figures={figures} marks={marks} whole={{ findings, provenance }}>
        {presented.body}
      </FiguresOf>
    </PanelFrame>
  );
}

/** The marks before while they are the same: a panel paints anew when one comes or goes, not at every look. */
function useSame(marks: ReturnType<typeof figureMarks>): ReturnType<typeof figureMarks> {
  const words = JSON.stringify([...marks]);
  // oxlint-disable-next-line react-hooks/exhaustive-deps -- the words are all there is to a map of marks
  return useMemo(() => marks, [words]);
}

/** What is read by REST is of the present; of some channels the past is not stored. Neither is shown as if it were. */
const isNotInPast = ({ channels, resources }: Panel, hub: Hearable | null, view: View): boolean =>
  hub !== null &&
  hub.past !== null &&
  (resources.some((name) => !RESOURCES[name].timeless) ||
    channels.some((channel) => hub.isNotKnown(channel, viewOf(channel, view))));

/** By the hub's clock: how long ago is measured by the page's steady one, whatever its machine believes the hour to be. */
function statedAt(
  resources: readonly ({ readonly fetchedAtMs: number | null } | undefined)[],
  hub: Hearable | null,
): string | null {
  const fetched = resources.flatMap((resource) => (resource?.fetchedAtMs ? [resource.fetchedAtMs] : []));
  if (fetched.length === 0) return null;
  const oldestMs = Math.min(...fetched);
  return new Date(hub ? hub.clock.nowMs() - (performance.now() - oldestMs) : oldestMs).toISOString();
}

/** A `select` that throws breaks its own panel only. */
function safely(panel: Panel, input: PanelInput) {
  try {
    return { ...panel.present(input), broken: false };
  } catch (error) {
    console.error(`panel ${panel.id}`, error);
    return {
      empty: false,
      body: null,
      claims: { sum: null, asOf: null, sources: null },
      figures: [],
      broken: true,
    };
  }
}
