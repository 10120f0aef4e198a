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

function useLiveMap(props: MapCanvasProps, look: Look) {
  const { basemap, onMap } = props;
  const container = useRef<HTMLDivElement>(null);
  const ports = useRef(props);
  ports.current = props;
  const [map, setMap] = useState<LiveMap | null>(null);
  const firstLook = useRef(look);
  useEffect(() => {
    let live: LiveMap | null = null;
    let gone = false;
    void fontReady().then(() => {
      if (gone || !container.current) return;
      live = new LiveMap(container.current, basemap, firstLook.current, {
        onReady: () => container.current?.setAttribute('data-map-ready', 'true'),
        onHover: (hover) => ports.current.onHover(hover),
        onLost: () => ports.current.onLost(),
      });
      setMap(live);
      onMap(live);
    });
    return () => {
      gone = true;
      live?.remove();
      onMap(null);
    };
  }, [basemap, onMap]);
  return { map, container, firstLook };
}

/** The two canvases. */
export function MapCanvas(props: MapCanvasProps) {
  const { rows, synced, cameras, onCounted } = props;
  const look = useLook();
  const { map, container, firstLook } = useLiveMap(props, look);
  const [news] = useState(() => new CriticalNews());
  useEffect(() => {
    if (!map || look === firstLook.current) return;
    firstLook.current = look;
    map.setLook(look);
  }, [map, look, firstLook]);
  useEffect(() => map?.setCameras(cameras), [map, cameras]);
  useEffect(() => {
    if (!map) return;
    const points = itemPoints(rows.values(), look.palette);
    map.setPoints(points);
    onCounted(points);
    if (!synced) return;
    const fresh = news.look(rows.values());
    if (fresh.length > 0) map.pulse(fresh);
  }, [map, rows, synced, look, news, onCounted]);
  useEffect(() => (map ? onFocus(({ point }) => map.flyTo(point)) : undefined), [map]);
  return <div className="map-canvas" ref={container} data-map-ready="false" />;
}
