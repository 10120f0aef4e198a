// React's handle on the machine: it lives as long as this component, and this file is loaded only where a map is shown.
import type { Asset } from '@ioc/contracts/asset';
import type { ItemRow } from '@ioc/contracts/stream/channels';
import { useEffect, useMemo, useRef, useState } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { useLanguage } from '../i18n/language.ts';
import { onFocus } from '../panel-kit/focus.ts';
import { useTheme } from '../ui/theme.ts';
import { useRemPx } from '../ui/use-rem.ts';
import type { Basemap } from './basemap.ts';
import { itemPoints } from './item-points.ts';
import type { ItemPoints } from './item-points.ts';
import { LiveMap } from './live-map.ts';
import type { Hover, Look } from './live-map.ts';
import { CriticalNews } from './news.ts';
import { readPalette } from './palette.ts';

export interface MapCanvasProps {
  readonly basemap: Basemap;
  readonly rows: ReadonlyMap<string, ItemRow>;
  readonly synced: boolean;
  /** Where in the stream the rows are of. */
  readonly place: string;
  readonly onDrawn: (place: string) => void;
  readonly cameras: readonly Asset[];
  readonly onHover: (hover: Hover | null) => void;
  readonly onLost: () => void;
  readonly onCounted: (points: ItemPoints) => void;
  readonly onMap: (map: LiveMap | null) => void;
}

function useLook(): Look {
  const theme = useTheme();
  const language = useLanguage();
  const remPx = useRemPx();
  return useMemo(() => ({ palette: readPalette(theme), language, remPx }), [theme, language, remPx]);
}

/** Waits for the font: the map draws its labels with what the page has loaded by then. */
const fontReady = () =>
  Promise.race([
    Promise.all([
      document.fonts.load('600 24px "Be Vietnam Pro"', 'Đông Hà ắằ'),
      document.fonts.load('400 24px "Be Vietnam Pro"', 'Đông Hà ắằ'),
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
        onDrawn: (place) => newest.current.props.onDrawn(place),
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

/** The two canvases. */
export function MapCanvas(props: MapCanvasProps) {
  const { rows, synced, place, cameras, onCounted } = props;
  const look = useLook();
  const { map, container } = useLiveMap(props, look);
  const [news] = useState(() => new CriticalNews());
  useEffect(() => map?.setLook(look), [map, look]);
  useEffect(() => map?.setCameras(cameras), [map, cameras]);
  useEffect(() => {
    if (!map) return;
    const points = itemPoints(rows.values(), look.palette);
    map.setPoints(points, place);
    onCounted(points);
    if (!synced) {
      if (rows.size === 0) news.forget();
      return;
    }
    const fresh = news.look(rows.values());
    if (fresh.length > 0) map.pulse(fresh);
  }, [map, rows, synced, place, look, news, onCounted]);
  useEffect(() => (map ? onFocus(({ point }) => map.flyTo(point)) : undefined), [map]);
  return <div className="map-canvas" ref={container} data-map-ready="false" />;
}
