// The map as a machine without React: MapLibre draws the ground in its own canvas, deck.gl the things above it
// (overlaid, never interleaved: with the ground in deck every live update would redraw it). Callers hand in what to
// show; this decides when to draw.
import { MapLibreOverlay } from '@deck.gl/maplibre';
import type { DeckProps, LayersList } from '@deck.gl/core';
import type { GeoJsonCollection } from '@ioc/contracts/api/site';
import type { Point } from '@ioc/contracts/words';
import * as maplibregl from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import type { Basemap } from './basemap.ts';
import type { UnitShade } from './choropleth.ts';
import { isPosition } from './geometry.ts';
import { pointsOver } from './graphics.ts';
import type { Graphics } from './graphics.ts';
import { GroundPainter } from './ground-painter.ts';
import { drawIconAtlas } from './icon-atlas.ts';
import { HOANG_SA, TRUONG_SA } from './inset.ts';
import { PointMemory } from './item-points.ts';
import type { BinaryData, Subject } from './layers/map-layer.ts';
import { PULSE_MS, pulseLayer } from './layers/pulse-layer.ts';
import type { Pulse } from './layers/pulse-layer.ts';
import { groundStyle, markScale } from './look.ts';
import type { Look } from './look.ts';
import { speak } from './map-words.ts';
import { NOTHING_KNOWN, pictureOf } from './picture.ts';
import type { Known } from './picture.ts';
import { SpotlightShow } from './spotlight-show.ts';
import type { Spotlight } from './spotlight.ts';
import { ZOOM_RANGE, between, cameraOver, partCamera, wholeCamera } from './window-camera.ts';
import type { Camera, MapWindow, Padding } from './window-camera.ts';

maplibregl.setWorkerUrl(workerUrl);

/** Eight frames a second: a ring needs no more, and each one draws the whole map again. */
const PULSE_FRAME_MS = 125;
const STILL_FRAME_MS = 1000;
const HOME_AGAIN_MS = 30_000;
const FOCUS_ZOOM = 11;
const FLIGHT_MS = 1600;
/** Marks are gathered anew at every half step of zoom, not at every pixel of a wheel. */
const ZOOM_STEPS = 2;
const CLUSTER_STEPS_IN = 2;

export interface Hover {
  readonly x: number;
  readonly y: number;
  readonly subject: Subject;
}

export interface MapPorts {
  readonly onPainted: () => void;
  readonly onReady: () => void;
  readonly onHover: (hover: Hover | null) => void;
  readonly onLost: () => void;
  /** Whether both archipelagos are to be seen on the map itself. */
  readonly onIslands: (areInView: boolean) => void;
  /** A picture is drawn, of the points of that place in the stream. */
  readonly onDrawn: (place: string) => void;
}

const prefersStill = () => matchMedia('(prefers-reduced-motion: reduce)').matches;

interface Pick {
  readonly x: number;
  readonly y: number;
  readonly index: number;
  readonly layer: { readonly props: { readonly data?: unknown } } | null;
}

const subjectOf = ({ layer, index }: Pick): Subject | null =>
  layer && index >= 0 ? ((layer.props.data as BinaryData | undefined)?.subjectAt?.(index) ?? null) : null;

type Device = Parameters<NonNullable<DeckProps['onDeviceInitialized']>>[0];

const freshMemories = () => ({ singles: new PointMemory(), over: new PointMemory() });

export class LiveMap {
  private readonly map: maplibregl.Map;
  private readonly overlay: MapLibreOverlay;
  private readonly atlas = drawIconAtlas();
  private readonly ports: MapPorts;
  private readonly basemap: Basemap;
  private readonly graphics: Graphics;
  private look: Look;
  private known: Known = NOTHING_KNOWN;
  private layers: LayersList = [];
  private memories = freshMemories();
  private memoryRemPx = Number.NaN;
  private zoomStep = Number.NaN;
  private readonly ground: GroundPainter;
  private place = '';
  private pulses: readonly Pulse[] = [];
  private pulseTimer: ReturnType<typeof setTimeout> | undefined;
  private homeTimer: ReturnType<typeof setTimeout> | undefined;
  private padding: Padding = { top: 0, right: 0, bottom: 0, left: 0 };
  private atHome = true;
  /** This canvas is a part of a larger map; null: it is all of it. */
  private part: MapWindow | null = null;
  private flight = 0;
  private readonly spotlights: SpotlightShow;
  /** Of the marks' canvas. */
  private device: Device | null = null;

  constructor(container: HTMLElement, graphics: Graphics, basemap: Basemap, look: Look, ports: MapPorts) {
    this.graphics = graphics;
    this.basemap = basemap;
    this.look = look;
    this.ports = ports;
    const points = pointsOver(graphics, container);
    this.map = new maplibregl.Map({
      container,
      pixelRatio: points,
      style: groundStyle(basemap, look, container.clientWidth),
      center: [106.7, 17.1],
      zoom: 7.5,
      minZoom: ZOOM_RANGE[0],
      maxZoom: ZOOM_RANGE[1],
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      cooperativeGestures: matchMedia('(pointer: coarse)').matches,
    });
    speak(this.map, look.words);
    this.map.touchZoomRotate.disableRotation();
    this.ground = new GroundPainter(this.map, look.palette, look.remPx, () => ports.onPainted());
    this.overlay = new MapLibreOverlay({
      interleaved: false,
      useDevicePixels: points,
      layers: [],
      onHover: (info) => this.hover(info),
      onClick: (info) => this.click(info),
      onLoad: () => this.hideMarks(),
      onDeviceInitialized: (device) => (this.device = device),
      onAfterRender: () => this.place !== '' && this.ports.onDrawn(this.place),
    });
    this.map.addControl(this.overlay);
    this.spotlights = new SpotlightShow(this.map, this);
    this.listen();
  }

  private listen(): void {
    this.map.once('idle', () => this.ports.onReady());
    this.map.on('resize', () => {
      this.setPoints();
      if (this.atHome) this.goHome(0);
    });
    this.map.on('movestart', (event) => {
      if ('originalEvent' in event && event.originalEvent) this.leaveHome();
    });
    // Two windows of one map join when these agree; whoever wonders why they do not reads it here. The size says whether
    // the camera is of the canvas as it is now, or of before its last change.
    this.map.on('moveend', () => {
      const { lng, lat } = this.map.getCenter();
      const container = this.map.getContainer();
      const { clientWidth, clientHeight } = container;
      container.dataset['camera'] = [lng, lat, this.map.getZoom(), clientWidth, clientHeight].join(' ');
    });
    this.map.on('zoom', () => {
      if (this.zoomStepNow() !== this.zoomStep) this.redraw();
    });
    this.map.on('moveend', () => this.lookForIslands());
    this.map.getContainer().addEventListener('webglcontextlost', this.lose, true);
  }

  /** Another size may bear more points, or fewer. */
  private setPoints(): void {
    const points = pointsOver(this.graphics, this.map.getContainer());
    if (points === this.map.getPixelRatio()) return;
    this.map.setPixelRatio(points);
    this.overlay.setProps({ useDevicePixels: points });
  }

  /**
   * Of either canvas, heard on the way to it: MapLibre would take its style apart in hope of the context coming back, and then
   * leave it and its share of the workers behind when the map is removed. This map is removed and built anew.
   */
  private readonly lose = (event: Event): void => {
    event.stopPropagation();
    this.ports.onLost();
  };

  /** The ground's canvas takes the keys and says what it is; that of the marks above it would be a second, nameless stop. */
  private hideMarks(): void {
    const canvas = this.overlay.getCanvas();
    if (!canvas) return;
    canvas.tabIndex = -1;
    canvas.setAttribute('aria-hidden', 'true');
  }

  private lookForIslands(): void {
    const bounds = this.map.getBounds();
    this.ports.onIslands([HOANG_SA, TRUONG_SA].every(([lon, lat]) => bounds.contains([lon, lat])));
  }

  private hover(pick: Pick): void {
    const { x, y } = pick;
    const unitId = subjectOf(pick) ? null : this.ground.unitAt(x, y);
    const subject = subjectOf(pick) ?? (unitId === null ? null : { kind: 'unit' as const, unitId });
    this.ports.onHover(subject && { x, y, subject });
  }

  /** A number opens into what it stands for; anything else tells what it is, also where there is no hovering. */
  private click(pick: Pick): void {
    const subject = subjectOf(pick);
    if (subject?.kind !== 'cluster') return this.hover(pick);
    this.ports.onHover(null);
    return this.flyTo([...subject.cluster.point], this.map.getZoom() + CLUSTER_STEPS_IN);
  }

  private leaveHome(): void {
    this.atHome = false;
    clearTimeout(this.homeTimer);
    if (this.spotlights.isOn) return;
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
    this.travel(cameraOver(bounds, this.wholeSize(), this.padding), durationMs);
  }

  /** Of the whole map, of which this canvas may be a part. */
  private wholeSize(): MapWindow['whole'] {
    const { clientWidth, clientHeight } = this.map.getContainer();
    return this.part?.whole ?? { width: clientWidth, height: clientHeight };
  }

  /** Flies to a point, and home again when nobody touches the map for a while. */
  flyTo(point: Point, zoom = Math.max(this.map.getZoom(), FOCUS_ZOOM)): void {
    if (!isPosition(point)) return;
    this.leaveHome();
    this.travel({ center: point, zoom }, FLIGHT_MS);
  }

  /** Stands over a point at once. */
  jumpTo(point: Point, zoom: number): void {
    this.leaveHome();
    this.travel({ center: point, zoom }, 0);
  }

  /** The whole map's camera, of which this canvas may show a part. */
  get camera(): Camera {
    const { lng, lat } = this.map.getCenter();
    const camera: Camera = { center: [lng, lat], zoom: this.map.getZoom() };
    return this.part ? wholeCamera(camera, this.part) : camera;
  }

  get isAtHome(): boolean {
    return this.atHome;
  }

  /** Points at a place until it is told null; then everything is where it was. */
  setSpotlight(spotlight: Spotlight | null): void {
    this.spotlights.set(spotlight);
    if (spotlight) {
      this.atHome = false;
      clearTimeout(this.homeTimer);
    } else if (!this.atHome) this.leaveHome();
  }

  /** The canvas shows this part of a larger map from now on. */
  setPart(part: MapWindow | null): void {
    const camera = this.camera;
    this.part = part;
    this.map.resize();
    if (this.atHome) this.goHome(0);
    else this.travel(camera, 0);
  }

  /** Takes the whole map to a camera; windows of one map are in step when they begin at the same `sinceMs`. */
  travel(to: Camera, durationMs: number, sinceMs = performance.now()): void {
    const { part } = this;
    cancelAnimationFrame(this.flight);
    const restMs = prefersStill() ? 0 : durationMs;
    if (!part) {
      const target = { center: [to.center[0], to.center[1]] as [number, number], zoom: to.zoom };
      if (restMs > 0) this.map.flyTo({ ...target, duration: restMs });
      else this.map.jumpTo(target);
      return;
    }
    const from = this.camera;
    const step = () => {
      const done = restMs > 0 ? (performance.now() - sinceMs) / restMs : 1;
      const { center, zoom } = partCamera(between(from, to, Math.max(0, done)), part);
      this.map.jumpTo({ center: [center[0], center[1]], zoom });
      if (done < 1) this.flight = requestAnimationFrame(step);
    };
    step();
  }

  zoomBy(steps: number): void {
    this.leaveHome();
    if (!this.part) return void this.map.zoomTo(this.map.getZoom() + steps);
    const { center, zoom } = this.camera;
    return this.travel({ center, zoom: zoom + steps }, 300);
  }

  setLook(look: Look): void {
    if (look === this.look) return;
    this.look = look;
    speak(this.map, look.words);
    this.ground.setLook(look.palette, look.remPx);
    this.map.setStyle(groundStyle(this.basemap, look, this.wholeSize().width), { diff: false });
    this.redraw();
  }

  /** What has changed of what is to be drawn, and where in the stream it is of when that is known. */
  show(changes: Partial<Known>, place = this.place): void {
    this.known = { ...this.known, ...changes };
    this.place = place;
    this.redraw();
  }

  setOwn(own: GeoJsonCollection): void {
    this.ground.setOwn(own);
  }

  setShade(shade: UnitShade | null): void {
    this.ground.setShade(shade);
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

  private zoomStepNow(): number {
    return Math.round(this.map.getZoom() * ZOOM_STEPS) / ZOOM_STEPS;
  }

  private markPx(): number {
    return this.look.remPx * markScale(this.wholeSize().width);
  }

  private redraw(): void {
    this.zoomStep = this.zoomStepNow();
    const { palette } = this.look;
    const remPx = this.markPx();
    const view = { zoom: this.zoomStep, palette, remPx, atlas: this.atlas };
    // Marks of another size are other marks.
    if (remPx !== this.memoryRemPx) this.memories = freshMemories();
    this.memoryRemPx = remPx;
    const { layers, obstacles } = pictureOf(this.known, view, this.memories);
    this.layers = layers;
    this.ground.setHeat(this.known.shown.has('heat') ? this.known.located.open : null);
    this.ground.setObstacles(obstacles, remPx, this.zoomStep);
    this.draw();
  }

  private draw(): void {
    const { palette } = this.look;
    // Also without rings: its data are new each time, so that deck draws and tells of which place the picture is even if
    // every mark is as it was. Told of nothing, the page would take a map on which nothing changes for a frozen one.
    const pulses = pulseLayer(this.pulses, performance.now(), palette, this.markPx(), prefersStill());
    this.overlay.setProps({ layers: [this.layers, pulses] });
  }

  /**
   * deck leaves its device to whoever may want the canvas again. Nobody does, and its watch over the screen's resolution would
   * keep the canvas and all that was drawn on it for ever.
   */
  private freeDevice(): void {
    const { device } = this;
    this.device = null;
    device?.getDefaultCanvasContext().destroy();
    device?.loseDevice();
  }

  remove(): void {
    clearTimeout(this.pulseTimer);
    clearTimeout(this.homeTimer);
    cancelAnimationFrame(this.flight);
    this.ground.stop();
    this.map.getContainer().removeEventListener('webglcontextlost', this.lose, true);
    this.map.remove();
    this.freeDevice();
  }
}
