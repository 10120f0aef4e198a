// Puts what changes on the ground into MapLibre's style, and puts it there again whenever the style was loaded anew (another
// theme, another language). Names step aside for marks at a calm pace: a name that hops each second cannot be read.
import type { GeoJsonCollection } from '@ioc/contracts/api/site';
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { FilterSpecification, GeoJSONSource, Map as MapLibre } from 'maplibre-gl';
import type { UnitShade } from './choropleth.ts';
import { heatOf, obstaclesOf } from './ground.ts';
import {
  HATCH_IMAGE,
  UNIT_SHADE,
  UNIT_UNKNOWN,
  hatchOf,
  shadeColour,
  unknownFilter,
} from './layers/choropleth-layer.ts';
import type { MapPalette } from './palette.ts';
import type { Obstacles } from './picture.ts';
import { HEAT, OBSTACLES, OBSTACLE_IMAGE, OBSTACLE_PX, OWN, UNITS } from './style.ts';

const NAMES_REST_MS = 5000;
const HATCH_REM = 0.45;
const EMPTY: GeoJsonCollection = { type: 'FeatureCollection', features: [] };

const isBare = (marks: Obstacles | undefined): boolean =>
  !marks || marks.clusters.length + marks.singles.length + marks.alerts.length === 0;

export class GroundPainter {
  private readonly map: MapLibre;
  private shade: UnitShade | null = null;
  private palette: MapPalette;
  private remPx: number;
  private heated: readonly ItemRow[] | null = null;
  private own = EMPTY;
  private gathered: { readonly marks: Obstacles; readonly remPx: number } | null = null;
  private obstacleZoom = Number.NaN;
  private obstacleTimer: ReturnType<typeof setTimeout> | undefined;

  /** `onPainted`: the units are on the canvas for the first time. */
  constructor(map: MapLibre, palette: MapPalette, remPx: number, onPainted: () => void) {
    this.map = map;
    this.palette = palette;
    this.remPx = remPx;
    map.on('style.load', () => this.paintAll());
    const look = () => {
      if (!map.getSource(UNITS) || !map.isSourceLoaded(UNITS)) return;
      map.off('render', look);
      onPainted();
    };
    map.on('render', look);
  }

  setShade(shade: UnitShade | null): void {
    this.shade = shade;
    this.paintShade();
  }

  /** The colours of another theme; they are painted when its style is there. */
  setLook(palette: MapPalette, remPx: number): void {
    this.palette = palette;
    this.remPx = remPx;
  }

  /** The unit under a pixel, while units are coloured. */
  unitAt(x: number, y: number): string | null {
    if (this.shade === null || !this.map.getLayer(UNIT_SHADE)) return null;
    const id: unknown = this.map.queryRenderedFeatures([x, y], { layers: [UNIT_SHADE] })[0]?.properties['id'];
    return typeof id === 'string' ? id : null;
  }

  /** Null: not shown. */
  setHeat(open: readonly ItemRow[] | null): void {
    if (open === this.heated) return;
    this.heated = open;
    this.paintHeat();
  }

  /** What the site brought of its own and the viewer wants to see. */
  setOwn(own: GeoJsonCollection): void {
    this.own = own;
    this.setData(OWN, own);
  }

  /** At once at another zoom and for the first marks of all, else when names have rested. */
  setObstacles(marks: Obstacles, remPx: number, zoom: number): void {
    // Boxes are made when they are painted: most looks come while names rest.
    const isFirst = isBare(this.gathered?.marks) && !isBare(marks);
    this.gathered = { marks, remPx };
    if (isFirst || zoom !== this.obstacleZoom) {
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
    if (!this.map.hasImage(HATCH_IMAGE))
      this.map.addImage(HATCH_IMAGE, hatchOf(this.palette.hatch, HATCH_REM * this.remPx));
    this.setData(OWN, this.own);
    this.paintShade();
    this.paintHeat();
    this.paintObstacles();
  }

  private paintShade(): void {
    if (!this.map.getLayer(UNIT_SHADE)) return;
    this.map.setPaintProperty(UNIT_SHADE, 'fill-color', shadeColour(this.shade, this.palette));
    this.map.setFilter(UNIT_UNKNOWN, unknownFilter(this.shade) as FilterSpecification);
  }

  private paintHeat(): void {
    this.setData(HEAT, this.heated ? heatOf(this.heated) : EMPTY);
  }

  private paintObstacles(): void {
    clearTimeout(this.obstacleTimer);
    this.obstacleTimer = undefined;
    const { marks, remPx } = this.gathered ?? {};
    this.setData(OBSTACLES, marks && remPx !== undefined ? obstaclesOf(marks, remPx) : EMPTY);
  }

  private setData(id: string, data: GeoJsonCollection): void {
    const source = this.map.getSource<GeoJSONSource>(id);
    void source?.setData(data as unknown as Parameters<GeoJSONSource['setData']>[0]);
  }
}
