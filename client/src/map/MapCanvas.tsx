// React's handle on the machine: it lives as long as this component, and this file is loaded only where a map is shown.
import type { Asset } from '@ioc/contracts/asset';
import type { AlertRow, ItemRow, TicketRow } from '@ioc/contracts/stream/channels';
import { useEffect, useMemo, useRef, useState } from 'react';
import type { RefObject } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useLanguage, useText } from '../i18n/language.ts';
import { onFocus } from '../panel-kit/focus.ts';
import { useTheme } from '../ui/theme.ts';
import { useRemPx } from '../ui/use-rem.ts';
import { partInView, useWallWindow } from '../ui/wall-window.ts';
import { ownGround } from './basemap.ts';
import type { Basemap } from './basemap.ts';
import type { UnitShade } from './choropleth.ts';
import type { Graphics } from './graphics.ts';
import { Locator } from './item-points.ts';
import type { Located } from './item-points.ts';
import type { LayerId } from './layers/layer-ids.ts';
import { LiveMap } from './live-map.ts';
import type { Hover } from './live-map.ts';
import type { Look } from './look.ts';
import { CriticalNews } from './news.ts';
import { readPalette } from './palette.ts';
import { onSpotlight, spotlightNow } from './spotlight.ts';
import { TrailMemory } from './trails.ts';

export interface MapCanvasProps {
  readonly graphics: Graphics;
  readonly basemap: Basemap;
  readonly rows: ReadonlyMap<string, ItemRow>;
  readonly synced: boolean;
  /** Where in the stream the rows are of. */
  readonly place: string;
  readonly onDrawn: (place: string) => void;
  readonly cameras: readonly Asset[];
  readonly tickets: readonly TicketRow[];
  readonly alerts: readonly AlertRow[];
  readonly shown: ReadonlySet<LayerId>;
  readonly hidden: ReadonlySet<string>;
  readonly shade: UnitShade | null;
  readonly nowMs: () => number;
  readonly onHover: (hover: Hover | null) => void;
  readonly onLost: () => void;
  /** Null: no rows have come yet, which is not none. */
  readonly onCounted: (located: Located | null) => void;
  readonly onIslands: (areInView: boolean) => void;
  readonly onMap: (map: LiveMap | null) => void;
  /** There is something to be seen of this map. */
  readonly onPainted: (map: LiveMap | null) => void;
}

function useLook(): Look {
  const theme = useTheme();
  const language = useLanguage();
  const { words } = useText().map;
  const remPx = useRemPx();
  return useMemo(
    () => ({ palette: readPalette(theme), language, words, remPx }),
    [theme, language, words, remPx],
  );
}

/**
 * Waits for the font: the map draws its labels with what the page has loaded by then. The letters lie in no subset but
 * those two that Vietnamese is written with.
 */
const fontReady = () =>
  Promise.race([
    Promise.all([
      document.fonts.load('600 24px "Be Vietnam Pro"', 'Hà ắằ'),
      document.fonts.load('400 24px "Be Vietnam Pro"', 'Hà ắằ'),
    ]),
    new Promise((resolve) => setTimeout(resolve, 3000)),
  ]);

/** Only a site with archives loads what reads them; the map stands without them when that fails. */
async function archivesReady({ archives }: Basemap): Promise<void> {
  if (archives.length === 0) return;
  const loaded = await import('./archives.ts').catch(() => null);
  loaded?.serveArchives();
}

/** The newest props and look, for callbacks of a machine that outlives a render. */
function useNewest<T>(value: T) {
  const newest = useRef(value);
  useEffect(() => {
    newest.current = value;
  });
  return newest;
}

function useLiveMap(props: MapCanvasProps, look: Look) {
  const { graphics, basemap, onMap } = props;
  const container = useRef<HTMLDivElement>(null);
  const newest = useNewest({ props, look });
  const [map, setMap] = useState<LiveMap | null>(null);
  useEffect(() => {
    let live: LiveMap | null = null;
    let gone = false;
    const open = async () => {
      await Promise.all([fontReady(), archivesReady(basemap)]);
      if (gone || !container.current) return;
      live = new LiveMap(container.current, graphics, basemap, newest.current.look, {
        onPainted: () => newest.current.props.onPainted(live),
        onReady: () => container.current?.setAttribute('data-map-ready', 'true'),
        onHover: (hover) => newest.current.props.onHover(hover),
        onLost: () => newest.current.props.onLost(),
        onIslands: (areInView) => newest.current.props.onIslands(areInView),
        onDrawn: (place) => {
          container.current?.setAttribute('data-map-drawn', 'true');
          newest.current.props.onDrawn(place);
        },
      });
      setMap(live);
      onMap(live);
    };
    void open();
    return () => {
      gone = true;
      live?.remove();
      onMap(null);
    };
  }, [graphics, basemap, onMap, newest]);
  return { map, container };
}

/** The rows as they are, as they came to be, and what among them is news. */
function useRows(map: LiveMap | null, { rows, synced, place, onCounted, nowMs }: MapCanvasProps) {
  const [news] = useState(() => new CriticalNews());
  const [trails] = useState(() => new TrailMemory());
  const [locator] = useState(() => new Locator());
  useEffect(() => {
    if (!map) return;
    const located = locator.locate(rows);
    map.show({ located, trails: trails.look(rows.values()), nowMs: nowMs() }, place);
    onCounted(synced || rows.size > 0 ? located : null);
    if (!synced) {
      if (rows.size === 0) news.forget();
      return;
    }
    const fresh = news.look(rows.values());
    if (fresh.length > 0) map.pulse(fresh);
  }, [map, rows, synced, place, news, trails, locator, onCounted, nowMs]);
}

/** In a window of a wall the canvas is only as large as what of the map lies in it. */
function usePartOfWall(map: LiveMap | null, container: RefObject<HTMLDivElement | null>) {
  const wall = useWallWindow();
  useEffect(() => {
    const element = container.current;
    const whole = element?.parentElement;
    if (!map || !wall || !element || !whole) return undefined;
    const measure = () => {
      const box = whole.getBoundingClientRect();
      const part = partInView(box, innerWidth, innerHeight);
      if (!part) return;
      const [x, y] = [part.left - box.left, part.top - box.top];
      const [width, height] = [part.right - part.left, part.bottom - part.top];
      Object.assign(element.style, { inset: 'auto', left: `${x}px`, top: `${y}px` });
      Object.assign(element.style, { width: `${width}px`, height: `${height}px` });
      map.setPart({ x, y, width, height, whole: { width: box.width, height: box.height } });
    };
    measure();
    const watch = new ResizeObserver(measure);
    watch.observe(whole);
    addEventListener('resize', measure);
    return () => {
      watch.disconnect();
      removeEventListener('resize', measure);
    };
  }, [map, wall, container]);
}

/** Where somebody points for the whole wall. */
function useSpotlight(map: LiveMap | null) {
  useEffect(() => {
    if (!map) return undefined;
    const follow = () => map.setSpotlight(spotlightNow());
    follow();
    return onSpotlight(follow);
  }, [map]);
}

/** The two canvases. */
export function MapCanvas(props: MapCanvasProps) {
  const { basemap, cameras, tickets, alerts, shown, hidden, shade } = props;
  const look = useLook();
  const { map, container } = useLiveMap(props, look);
  useEffect(() => map?.setLook(look), [map, look]);
  useEffect(() => map?.show({ cameras, tickets, alerts, shown }), [map, cameras, tickets, alerts, shown]);
  useEffect(() => map?.setShade(shade), [map, shade]);
  useEffect(() => map?.setOwn(ownGround(basemap.own, hidden)), [map, basemap, hidden]);
  usePartOfWall(map, container);
  useSpotlight(map);
  useRows(map, props);
  useEffect(() => (map ? onFocus(({ point }) => map.flyTo(point)) : undefined), [map]);
  return <div className="map-canvas" ref={container} data-map-ready="false" />;
}
