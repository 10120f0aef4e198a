// The one list of what deck.gl draws, bottom to top. Heat and coloured units are not here: they lie under the names, so
// MapLibre draws them (ground.ts, choropleth-layer.ts).
import { alertLayer } from './alert-layer.ts';
import { cameraLayer } from './camera-layer.ts';
import { itemLayer } from './item-layer.ts';
import type { MapLayer } from './map-layer.ts';
import { overLayer } from './over-layer.ts';
import { ticketLayer } from './ticket-layer.ts';
import { trailLayer } from './trail-layer.ts';

export const MAP_LAYERS: readonly MapLayer[] = [
  cameraLayer,
  trailLayer,
  overLayer,
  ticketLayer,
  // Under the marks: a ring around a place must not run through the number of the crowd in it.
  alertLayer,
  itemLayer,
];
