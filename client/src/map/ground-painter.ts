// Puts what changes on the ground into MapLibre's style, and puts it there again whenever the style was loaded anew (another
// theme, another language). Names step aside for marks at a calm pace: a name that hops each second cannot be read.
import type { GeoJsonCollection } from '@ioc/contracts/api/site';
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { Gathered } from './cluster.ts';
import { heatOf, obstaclesOf, shadeColour } from './ground.ts';
import type { UnitShade } from './ground.ts';
import { HEAT, OBSTACLES, OBSTACLE_IMAGE, OBSTACLE_PX, UNIT_SHADE } from './style.ts';

const NAMES_REST_MS = 5000;
const EMPTY: GeoJsonCollection = { type: 'FeatureCollection', features: [] };

export class GroundPainter {
  private readonly map: MapLibre;
  private shade: UnitShade | null = null;
  private ramp: readonly string[];
  private heated: readonly ItemRow[] | null = null;
  private obstacles = EMPTY;
  private obstacleZoom = Number.NaN;
  private obstacleTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(map: MapLibre, ramp: readonly string[]) {
    this.map = map;
    this.ramp = ramp;
    map.on('style.load', () => this.paintAll());
  }

  setShade(shade: UnitShade | null): void {
    this.shade = shade;
    this.paintShade();
  }

  /** The colours of another theme; they are painted when its style is there. */
  setRamp(ramp: readonly string[]): void {
    this.ramp = ramp;
  }

  /** Null: not shown. */
  setHeat(open: readonly ItemRow[] | null): void {
    if (open === this.heated) return;
    this.heated = open;
    this.paintHeat();
  }

  /** At once at another zoom, else when names have rested. */
  setObstacles(gathered: Gathered, remPx: number, zoom: number): void {
    this.obstacles = obstaclesOf(gathered, remPx);
    if (zoom !== this.obstacleZoom) {
      this.obstacleZoom = zoom;
      this.paintObstacles();
    }
    this.obstacleTimer ??= setTimeout(() => this.paintObstacles(), NAMES_REST_MS);
  }

  stop(): void {
    clearTimeout(this.obstacleTimer);
  }

  private paintAll(): void {
    if (!this.map.hasImage(OBSTACLE_IMAGE))
      this.map.addImage(OBSTACLE_IMAGE, {
        width: OBSTACLE_PX,
        height: OBSTACLE_PX,
        data: new Uint8Array(OBSTACLE_PX * OBSTACLE_PX * 4),
      });
    this.paintShade();
    this.paintHeat();
    this.paintObstacles();
  }

  private paintShade(): void {
    if (!this.map.getLayer(UNIT_SHADE)) return;
    this.map.setPaintProperty(UNIT_SHADE, 'fill-color', shadeColour(this.shade, this.ramp));
  }

  private paintHeat(): void {
    this.setData(HEAT, this.heated ? heatOf(this.heated) : EMPTY);
  }

  private paintObstacles(): void {
    clearTimeout(this.obstacleTimer);
    this.obstacleTimer = undefined;
    this.setData(OBSTACLES, this.obstacles);
  }

  private setData(id: string, data: GeoJsonCollection): void {
    const source = this.map.getSource<GeoJSONSource>(id);
    void source?.setData(data as unknown as Parameters<GeoJSONSource['setData']>[0]);
  }
}
