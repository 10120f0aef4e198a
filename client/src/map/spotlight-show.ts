// The map's part in an interruption: it keeps where it was, goes and looks, marks the place, and comes back to the very
// same camera. What lies over the map's lower edge is taken as covered, so the place stands in what is left.
import * as maplibregl from 'maplibre-gl';
import type { Spotlight } from './spotlight.ts';
import { cameraAbove } from './window-camera.ts';
import type { Camera } from './window-camera.ts';

const LEAST_ZOOM = 12.5;
const FLIGHT_MS = 1_800;
/** Told so late the flight is over: the page opened in the middle of it. */
const LATE_MS = 5_000;
const COVER = '[data-covers-map]';

interface Traveller {
  readonly camera: Camera;
  readonly isAtHome: boolean;
  travel(to: Camera, durationMs: number, sinceMs?: number): void;
  goHome(durationMs?: number): void;
}

/** How much of the map's lower edge lies under what covers it. */
function coveredPx(map: HTMLElement): number {
  const cover = document.querySelector(COVER)?.getBoundingClientRect();
  const whole = (map.closest('.map-live') ?? map).getBoundingClientRect();
  if (!cover || cover.top >= whole.bottom || cover.right <= whole.left || cover.left >= whole.right) return 0;
  return Math.min(whole.height * 0.7, whole.bottom - Math.max(whole.top, cover.top));
}

export class SpotlightShow {
  private readonly map: maplibregl.Map;
  private readonly traveller: Traveller;
  private shown: Spotlight | null = null;
  private before: { readonly camera: Camera; readonly isAtHome: boolean } | null = null;
  private mark: maplibregl.Marker | null = null;

  constructor(map: maplibregl.Map, traveller: Traveller) {
    this.map = map;
    this.traveller = traveller;
  }

  get isOn(): boolean {
    return this.shown !== null;
  }

  set(spotlight: Spotlight | null): void {
    if (spotlight?.key === this.shown?.key) return;
    const { camera, isAtHome } = this.traveller;
    if (spotlight) this.before ??= { camera, isAtHome };
    this.shown = spotlight;
    this.mark?.remove();
    this.mark = null;
    if (spotlight) this.goTo(spotlight, camera.zoom);
    else this.comeBack();
  }

  private goTo({ point, sinceMs }: Spotlight, zoom: number): void {
    const element = document.createElement('div');
    element.className = 'map-spotlight';
    this.mark = new maplibregl.Marker({ element }).setLngLat([point[0], point[1]]).addTo(this.map);
    const to = cameraAbove(point, Math.max(zoom, LEAST_ZOOM), coveredPx(this.map.getContainer()));
    const isLate = performance.now() - sinceMs > LATE_MS;
    this.traveller.travel(to, isLate ? 0 : FLIGHT_MS, sinceMs);
  }

  private comeBack(): void {
    const { before } = this;
    this.before = null;
    if (!before) return;
    if (before.isAtHome) this.traveller.goHome(FLIGHT_MS);
    else this.traveller.travel(before.camera, FLIGHT_MS);
  }
}
