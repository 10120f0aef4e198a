// The map as a machine without React: MapLibre draws the ground in its own canvas, deck.gl the things above it
// (overlaid, never interleaved: with the ground in deck every live update would redraw it). Callers hand in what to
// show; this decides when to draw.
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Asset } from '@ioc/contracts/asset';
import type { Point } from '@ioc/contracts/words';
import { SEVERITIES } from '@ioc/contracts/words';
import * as maplibregl from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Basemap } from './basemap.ts';
import { drawIconAtlas } from './icon-atlas.ts';
import type { ItemPoints } from './item-points.ts';
import { cameraLayer } from './layers/camera-layer.ts';
import { domainLayer } from './layers/domain-layer.ts';
import { PULSE_MS, pulseLayer } from './layers/pulse-layer.ts';
import type { Pulse } from './layers/pulse-layer.ts';
import { isQuiet, overLayer, severityLayers } from './layers/severity-layer.ts';
import type { MapPalette } from './palette.ts';
import { basemapStyle } from './style.ts';

maplibregl.setWorkerUrl(workerUrl);

/** Eight frames a second: a ring needs no more, and each one draws the whole map again. */
const PULSE_FRAME_MS = 125;
const STILL_FRAME_MS = 1000;
const HOME_AGAIN_MS = 30_000;
const FOCUS_ZOOM = 11;

export interface Look {
  readonly palette: MapPalette;
  readonly language: 'vi' | 'en';
  readonly remPx: number;
}

export interface Hover {
  readonly x: number;
  readonly y: number;
  readonly item: ItemRow | null;
  readonly camera: Asset | null;
}

export interface MapPorts {
  readonly onReady: () => void;
  readonly onHover: (hover: Hover | null) => void;
  readonly onLost: () => void;
  /** A picture is drawn, of the points of that place in the stream. */
  readonly onDrawn: (place: string) => void;
}

interface Padding {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

/** On a phone's map marks shrink with it, or they would be all one sees. */
const markScale = (widthPx: number) => Math.min(1, Math.max(0.62, widthPx / 760));

/** Names shrink less: they are there to be read. */
const labelScale = (widthPx: number) => Math.max(0.82, markScale(widthPx));

export class LiveMap {
  private readonly map: maplibregl.Map;
  private readonly overlay: MapLibreOverlay;
  private readonly atlas = drawIconAtlas();
  private readonly ports: MapPorts;
  private readonly basemap: Basemap;
  private look: Look;
  private points: ItemPoints | null = null;
  private place = '';
  private cameras: readonly Asset[] = [];
  private pulses: readonly Pulse[] = [];
  private pulseTimer: ReturnType<typeof setTimeout> | undefined;
  private homeTimer: ReturnType<typeof setTimeout> | undefined;
  private padding: Padding = { top: 0, right: 0, bottom: 0, left: 0 };
  private atHome = true;

  constructor(container: HTMLElement, basemap: Basemap, look: Look, ports: MapPorts) {
    this.basemap = basemap;
    this.look = look;
    this.ports = ports;
    this.map = new maplibregl.Map({
      container,
      style: basemapStyle(basemap, { ...look, remPx: look.remPx * labelScale(container.clientWidth) }),
      center: [106.7, 17.1],
      zoom: 7.5,
      minZoom: 4.2,
      maxZoom: 16,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      cooperativeGestures: matchMedia('(pointer: coarse)').matches,
    });
    this.map.touchZoomRotate.disableRotation();
    this.overlay = new MapLibreOverlay({
      interleaved: false,
      layers: [],
      onHover: (info) => this.hover(info),
      onClick: (info) => this.hover(info),
      onAfterRender: () => this.place !== '' && this.ports.onDrawn(this.place),
    });
    this.map.addControl(this.overlay);
    this.listen();
  }

  private listen(): void {
    this.map.once('idle', () => this.ports.onReady());
    this.map.on('resize', () => this.atHome && this.goHome(0));
    this.map.on('movestart', (event) => {
      if ('originalEvent' in event && event.originalEvent) this.leaveHome();
    });
    this.map.on('webglcontextlost', () => this.ports.onLost());
    this.map.once('load', () =>
      this.overlay.getCanvas()?.addEventListener('webglcontextlost', () => this.ports.onLost()),
    );
  }

  private hover({
    x,
    y,
    index,
    layer,
  }: {
    x: number;
    y: number;
    index: number;
    layer: { id: string } | null;
  }): void {
    if (!layer || index < 0) return this.ports.onHover(null);
    if (layer.id === 'cameras') {
      const shown = this.cameras.filter(({ point, kind }) => point !== null && kind === 'camera');
      return this.ports.onHover({ x, y, item: null, camera: shown[index] ?? null });
    }
    const severity = SEVERITIES.find((word) => layer.id.endsWith(`-${word}`));
    const sets = layer.id.startsWith('over-') ? this.points?.over : this.points?.bySeverity;
    const item = severity ? (sets?.[severity].items[index] ?? null) : null;
    return this.ports.onHover(item ? { x, y, item, camera: null } : null);
  }

  private leaveHome(): void {
    this.atHome = false;
    clearTimeout(this.homeTimer);
    this.homeTimer = setTimeout(() => this.goHome(1200), HOME_AGAIN_MS);
  }

  setPadding(padding: Padding): void {
    this.padding = padding;
    if (this.atHome) this.goHome(0);
  }

  /** Shows the whole province. */
  goHome(durationMs = 800): void {
    this.atHome = true;
    clearTimeout(this.homeTimer);
    const bounds = this.basemap.homeBounds;
    if (!bounds) return;
    const duration = prefersStill() ? 0 : durationMs;
    this.map.fitBounds([bounds[0], bounds[1], bounds[2], bounds[3]], {
      padding: { ...this.padding },
      duration,
    });
  }

  /** Flies to a point, and home again when nobody touches the map for a while. */
  flyTo(point: Point): void {
    this.leaveHome();
    this.map.flyTo({
      center: [point[0], point[1]],
      zoom: Math.max(this.map.getZoom(), FOCUS_ZOOM),
      duration: prefersStill() ? 0 : 1600,
    });
  }

  zoomBy(steps: number): void {
    this.leaveHome();
    this.map.zoomTo(this.map.getZoom() + steps);
  }

  setLook(look: Look): void {
    if (look === this.look) return;
    this.look = look;
    const remPx = look.remPx * labelScale(this.map.getContainer().clientWidth);
    this.map.setStyle(basemapStyle(this.basemap, { ...look, remPx }), { diff: false });
    this.draw();
  }

  setCameras(cameras: readonly Asset[]): void {
    this.cameras = cameras;
    this.draw();
  }

  setPoints(points: ItemPoints, place: string): void {
    this.points = points;
    this.place = place;
    this.draw();
  }

  /** Rings around what is critical and new, for a few seconds. */
  pulse(news: readonly { readonly key: string; readonly point: Point }[]): void {
    const bornAtMs = performance.now();
    this.pulses = [...this.pulses, ...news.map(({ key, point }) => ({ key, point, bornAtMs }))].slice(-50);
    clearTimeout(this.pulseTimer);
    this.beat();
  }

  private beat(): void {
    const nowMs = performance.now();
    this.pulses = this.pulses.filter(({ bornAtMs }) => nowMs - bornAtMs < PULSE_MS);
    this.draw();
    if (this.pulses.length === 0) return;
    this.pulseTimer = setTimeout(() => this.beat(), prefersStill() ? STILL_FRAME_MS : PULSE_FRAME_MS);
  }

  private draw(): void {
    const { palette } = this.look;
    const remPx = this.look.remPx * markScale(this.map.getContainer().clientWidth);
    const { points, atlas } = this;
    const over = points
      ? SEVERITIES.map((severity) =>
          overLayer({ severity, points: points.over[severity], atlas, palette, remPx }),
        )
      : [];
    const marks = points
      ? SEVERITIES.map((severity) => [
          severityLayers({ severity, points: points.bySeverity[severity], atlas, palette, remPx }),
          isQuiet(severity) ? null : domainLayer(severity, points.bySeverity[severity], palette, remPx),
        ])
      : [];
    const pulses =
      this.pulses.length > 0
        ? [pulseLayer(this.pulses, performance.now(), palette, remPx, prefersStill())]
        : [];
    this.overlay.setProps({
      layers: [cameraLayer(this.cameras, atlas, palette, remPx), over, marks, pulses],
    });
  }

  remove(): void {
    clearTimeout(this.pulseTimer);
    clearTimeout(this.homeTimer);
    this.map.remove();
  }
}
