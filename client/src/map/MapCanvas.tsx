// React's handle on the machine: it lives as long as this component, and this file is loaded only where a map is shown.
import type { Asset } from '@ioc/contracts/asset';
import type { AlertRow, ItemRow, TicketRow } from '@ioc/contracts/stream/channels';
import { useEffect, useMemo, useRef, useState } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useLanguage } from '../i18n/language.ts';
import { onFocus } from '../panel-kit/focus.ts';
import { useTheme } from '../ui/theme.ts';
import { useRemPx } from '../ui/use-rem.ts';
import type { Basemap } from './basemap.ts';
import type { UnitShade } from './ground.ts';
import { locate } from './item-points.ts';
import type { Located } from './item-points.ts';
import type { LayerId } from './layers/layer-ids.ts';
import { LiveMap } from './live-map.ts';
import type { Hover, Look } from './live-map.ts';
import { CriticalNews } from './news.ts';
import { readPalette } from './palette.ts';
import { TrailMemory } from './trails.ts';

export interface MapCanvasProps {
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
  readonly shade: UnitShade | null;
  readonly nowMs: () => number;
  readonly onHover: (hover: Hover | null) => void;
  readonly onLost: () => void;
  readonly onCounted: (located: Located) => void;
  readonly onMap: (map: LiveMap | null) => void;
}

function useLook(): Look {
  const theme = useTheme();
  const language = useLanguage();
  const remPx = useRemPx();
  return useMemo(() => ({ palette: readPalette(theme), language, remPx }), [theme, language, remPx]);
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

/** The newest props and look, for callbacks of a machine that outlives a render. */
function useNewest<T>(value: T) {
  const newest = useRef(value);
  useEffect(() => {
    newest.current = value;
  });
  return newest;
}

function useLiveMap(props: MapCanvasProps, look: Look) {
  const { basemap, onMap } = props;
  const container = useRef<HTMLDivElement>(null);
  const newest = useNewest({ props, look });
  const [map, setMap] = useState<LiveMap | null>(null);
  useEffect(() => {
    let live: LiveMap | null = null;
    let gone = false;
    const open = async () => {
      await fontReady();
      if (gone || !container.current) return;
      live = new LiveMap(container.current, basemap, newest.current.look, {
        onReady: () => container.current?.setAttribute('data-map-ready', 'true'),
        onHover: (hover) => newest.current.props.onHover(hover),
        onLost: () => newest.current.props.onLost(),
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
  }, [basemap, onMap, newest]);
  return { map, container };
}

/** The rows as they are, as they came to be, and what among them is news. */
function useRows(map: LiveMap | null, { rows, synced, place, onCounted, nowMs }: MapCanvasProps) {
  const [news] = useState(() => new CriticalNews());
  const [trails] = useState(() => new TrailMemory());
  useEffect(() => {
    if (!map) return;
    const located = locate(rows.values());
    map.show({ located, trails: trails.look(rows.values()), nowMs: nowMs() }, place);
    onCounted(located);
    if (!synced) {
      if (rows.size === 0) news.forget();
      return;
    }
    const fresh = news.look(rows.values());
    if (fresh.length > 0) map.pulse(fresh);
  }, [map, rows, synced, place, news, trails, onCounted, nowMs]);
}

/** The two canvases. */
export function MapCanvas(props: MapCanvasProps) {
  const { cameras, tickets, alerts, shown, shade } = props;
  const look = useLook();
  const { map, container } = useLiveMap(props, look);
  useEffect(() => map?.setLook(look), [map, look]);
  useEffect(() => map?.show({ cameras, tickets, alerts, shown }), [map, cameras, tickets, alerts, shown]);
  useEffect(() => map?.setShade(shade), [map, shade]);
  useRows(map, props);
  useEffect(() => (map ? onFocus(({ point }) => map.flyTo(point)) : undefined), [map]);
  return <div className="map-canvas" ref={container} data-map-ready="false" />;
}
