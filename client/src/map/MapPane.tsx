// The map as a part of a page: the canvases where the machine can, a clear message where it cannot, and beside them
// always what a canvas cannot say: legend, islands, attribution, and the same things as a list.
import type { Asset } from '@ioc/contracts/asset';
import type { AlertRow, TicketRow } from '@ioc/contracts/stream/channels';
import type { List } from '@ioc/contracts/api/list';
import type { MapData } from '@ioc/contracts/api/site';
import type { SceneMap } from '@ioc/contracts/scene';
import { House, LoaderCircle, Minus, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { Suspense, lazy, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { ErrorBoundary } from 'react-error-boundary';
import { useAreaUnits } from '../api/area-units.ts';
import { useSite } from '../api/site.tsx';
import { useResource } from '../api/resource.ts';
import { useText } from '../i18n/language.ts';
import { RetryPace } from '../panel-kit/retry-pace.ts';
import { backoffMs } from '../stream/backoff.ts';
import { placeOf } from '../stream/frames.ts';
import { usePartView, viewOf } from '../stream/part-view.tsx';
import { useIsFrozen, useWatched } from '../stream/use-freeze-watch.ts';
import { useHub, useLiveness } from '../stream/use-hub.tsx';
import { usePacedStream } from '../stream/use-paced-stream.ts';
import { homeOn, prepareBasemap, unitNamesOf } from './basemap.ts';
import type { Basemap } from './basemap.ts';
import { probeGraphics } from './graphics.ts';
import { HoverCard } from './HoverCard.tsx';
import { IslandsInset } from './IslandsInset.tsx';
import type { Located } from './item-points.ts';
import { offerOf, useLayerChoice } from './layer-choice.ts';
import { AlertFeed, ShadeFeed, TicketFeed } from './LayerFeeds.tsx';
import { LayerSwitch } from './LayerSwitch.tsx';
import type { UnitShade } from './choropleth.ts';
import { Legend } from './Legend.tsx';
import type { Hover, LiveMap } from './live-map.ts';
import { MapBase } from './MapBase.tsx';
import { MapTwin } from './MapTwin.tsx';
import { hasCriticalNews } from './news.ts';
import { usePadding } from './use-padding.ts';
import './map.css';

/** A failure is kept by `lazy` for ever, and a wall has nobody to press F5: it is asked for until it comes. */
const importCanvas = (attempt = 0): Promise<typeof import('./MapCanvas.tsx')> =>
  import('./MapCanvas.tsx').catch(async () => {
    await new Promise((resolve) => setTimeout(resolve, backoffMs(attempt)));
    return importCanvas(attempt + 1);
  });
/** Asked for at once, beside the data it will draw and not after them. */
const canvas = importCanvas().then((module) => ({ default: module.MapCanvas }));
const MapCanvas = lazy(() => canvas);

interface MapPaneProps {
  readonly scene: string;
  /** What the scene says of its map. */
  readonly map: Pick<SceneMap, 'layers' | 'choropleth'>;
}

/** A new map of the site is on the walls after that; the tag spares them the old one. */
const MAP_MS = 5 * 60_000;
const CAMERAS_MS = 10 * 60_000;
/** Each look draws the whole map; an eye follows no faster. */
const PACE_MS = 1000;
/** Without a graphics card and beside other work; a map that never comes would be missing without a word. */
const BUILD_MS = 90_000;
const NO_CAMERAS: readonly Asset[] = [];
const NO_TICKETS: readonly TicketRow[] = [];
const NO_ALERTS: readonly AlertRow[] = [];

/** Also the seconds in which a processor draws a large map: bare ground would look like a province without anything. */
function Drawing() {
  const text = useText().map;
  return (
    <output className="map-notice map-drawing">
      <LoaderCircle className="panel-spinner" aria-hidden="true" />
      <span>{text.drawing}</span>
    </output>
  );
}

function Notice({ title, hint }: { readonly title: string; readonly hint?: string }) {
  return (
    <output className="map-notice">
      <span>{title}</span>
      {hint && <span className="map-notice-hint">{hint}</span>}
    </output>
  );
}

/** Builds the map anew after each loss, later and later while it is lost again and again, and never gives up. */
function useRestoring() {
  const [losses, setLosses] = useState(0);
  const [lost, setLost] = useState(false);
  const [pace] = useState(() => new RetryPace(() => performance.now()));
  const onLost = useCallback(() => setLost(true), []);
  useEffect(() => {
    if (!lost) return undefined;
    const timer = setTimeout(() => {
      setLosses((times) => times + 1);
      setLost(false);
    }, pace.nextMs());
    return () => clearTimeout(timer);
  }, [lost, pace]);
  return { losses, lost, onLost };
}

/** Under watch as strictly as any part from its first picture on; to be built it may take its time, but not for ever. */
function useWatchedMap(name: string, map: LiveMap | null, revive: () => void): (place: string) => void {
  const hub = useHub();
  const view = viewOf('map', usePartView());
  const [drawing, setDrawing] = useState<LiveMap | null>(null);
  const place = () => placeOf(hub.stream('map', view));
  const isBuilt = map !== null && drawing === map;
  const grace = isBuilt ? {} : { graceMs: BUILD_MS };
  const report = useWatched({ name, place, revive, inFrames: true, ...grace }, map !== null);
  return useCallback(
    (drawn: string) => {
      setDrawing(map);
      report(drawn);
    },
    [map, report],
  );
}

function Controls({ map, children }: { readonly map: LiveMap; readonly children: ReactNode }) {
  const text = useText().map;
  return (
    <div className="map-controls">
      <button type="button" aria-label={text.zoomIn} onClick={() => map.zoomBy(1)}>
        <Plus aria-hidden="true" />
      </button>
      <button type="button" aria-label={text.zoomOut} onClick={() => map.zoomBy(-1)}>
        <Minus aria-hidden="true" />
      </button>
      <button type="button" aria-label={text.home} onClick={() => map.goHome()}>
        <House aria-hidden="true" />
      </button>
      {children}
    </div>
  );
}

/** What the layers that are on need besides the map's own rows. */
function useLayers({ scene, map }: MapPaneProps) {
  const { self } = useSite();
  const offer = useMemo(() => offerOf(map), [map]);
  const [choice, choose] = useLayerChoice(self?.id ?? 'nobody', scene, offer);
  const [tickets, setTickets] = useState(NO_TICKETS);
  const [alerts, setAlerts] = useState(NO_ALERTS);
  const [shade, setShade] = useState<UnitShade | null>(null);
  return {
    choice,
    choose,
    first: offer.first,
    shades: offer.shades,
    tickets,
    setTickets,
    alerts,
    setAlerts,
    shade,
    setShade,
  };
}

interface FeedsProps {
  readonly layers: ReturnType<typeof useLayers>;
  readonly located: Located | null;
  readonly unitIds: readonly string[];
}

function Feeds({ layers, located, unitIds }: FeedsProps) {
  const { shown, shade } = layers.choice;
  return (
    <>
      {shown.has('tickets') && <TicketFeed onRows={layers.setTickets} />}
      {shown.has('alerts') && <AlertFeed onRows={layers.setAlerts} />}
      {shown.has('choropleth') && (
        <ShadeFeed choropleth={shade} located={located} unitIds={unitIds} onShade={layers.setShade} />
      )}
    </>
  );
}

function useHubClock() {
  const hub = useHub();
  return useCallback(() => hub.clock.nowMs(), [hub]);
}

/** Cameras hardly change; the list is asked for again now and then. */
function useCameras() {
  const { value } = useResource<List<Asset>>('/api/v1/assets?registered=true&limit=1000', CAMERAS_MS);
  return value?.items ?? NO_CAMERAS;
}

function LivePane({ basemap, ...props }: MapPaneProps & { readonly basemap: Basemap }) {
  const text = useText().map;
  const stream = usePacedStream('map', PACE_MS, hasCriticalNews);
  const { nowMs } = useLiveness();
  const hubNowMs = useHubClock();
  const cameras = useCameras();
  const layers = useLayers(props);
  const { shade } = layers;
  const unitNames = useMemo(() => unitNamesOf(basemap), [basemap]);
  const unitIds = useMemo(() => [...unitNames.keys()], [unitNames]);
  const [hover, setHover] = useState<Hover | null>(null);
  const [points, setPoints] = useState<Located | null>(null);
  const [map, setMap] = useState<LiveMap | null>(null);
  const [painted, setPainted] = useState<LiveMap | null>(null);
  const isPainted = map !== null && painted === map;
  const hasPoints = layers.choice.shown.has('items') || layers.choice.shown.has('over');
  const [hasIslands, setHasIslands] = useState(false);
  const [graphics] = useState(probeGraphics);
  const { losses, lost, onLost } = useRestoring();
  const pane = useRef<HTMLDivElement>(null);
  const onDrawn = useWatchedMap(text.label, map, onLost);
  usePadding(map, pane);
  const isListed = !graphics || lost;
  const broken = <Notice title={text.noWebgl} hint={text.noWebglHint} />;
  return (
    <div className="map-live" ref={pane}>
      {graphics && !lost && (
        <ErrorBoundary
          fallback={broken}
          onError={(error) => {
            console.error('map', error);
            onLost();
          }}
        >
          <Suspense>
            <MapCanvas
              key={losses}
              graphics={graphics}
              basemap={basemap}
              rows={stream.rows}
              synced={stream.synced}
              place={placeOf(stream)}
              onDrawn={onDrawn}
              cameras={cameras}
              tickets={layers.tickets}
              alerts={layers.alerts}
              shown={layers.choice.shown}
              hidden={layers.choice.hidden}
              shade={shade}
              nowMs={hubNowMs}
              onHover={setHover}
              onLost={onLost}
              onCounted={setPoints}
              onIslands={setHasIslands}
              onMap={setMap}
              onPainted={setPainted}
            />
          </Suspense>
        </ErrorBoundary>
      )}
      {graphics && !lost && !isPainted && <Drawing />}
      <Feeds layers={layers} located={points} unitIds={unitIds} />
      {lost && <Notice title={text.contextLost} />}
      {!graphics && broken}
      {hover && (
        <HoverCard hover={hover} nowMs={nowMs} open={points?.open} shade={shade} unitNames={unitNames} />
      )}
      {map && !isListed && (
        <Controls map={map}>
          <LayerSwitch
            choice={layers.choice}
            shades={layers.shades}
            shade={shade}
            own={basemap.own}
            onChoose={layers.choose}
          />
        </Controls>
      )}
      {!hasIslands && <IslandsInset basemap={basemap} />}
      <MapBase basemap={basemap} points={hasPoints ? points : null}>
        {!isListed && <Legend layers={layers} shade={shade} units={unitIds.length} own={basemap.own} />}
      </MapBase>
      <MapTwin
        shown={isListed}
        layers={layers.choice.shown}
        cameras={cameras}
        shade={shade}
        unitNames={unitNames}
      />
    </div>
  );
}

/** The same as long as it says the same: the map is built anew for another one. */
function useMapData() {
  const { value, error } = useResource<MapData>('/api/v1/map', MAP_MS);
  const [kept, setKept] = useState(value);
  if (value && value.version !== kept?.version) setKept(value);
  return { value: kept, error };
}

/** The map of a scene. */
export function MapPane(props: MapPaneProps) {
  const text = useText();
  const { value, error } = useMapData();
  const { freshness } = useLiveness();
  const isFrozen = useIsFrozen(text.map.label);
  const unitIds = useAreaUnits();
  const basemap = useMemo(() => (value ? homeOn(prepareBasemap(value), unitIds) : null), [value, unitIds]);
  return (
    <section className="map-pane" aria-label={text.map.label} data-stale={!freshness.fresh || isFrozen}>
      {basemap ? (
        <LivePane basemap={basemap} {...props} />
      ) : (
        <Notice title={error ? text.map.unavailable : text.map.loading} />
      )}
    </section>
  );
}
