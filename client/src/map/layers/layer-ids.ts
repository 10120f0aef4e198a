// The names of the layers, bottom to top, and which a viewer sees who has never chosen and whose scene says nothing. Apart
// from the drawing, so that the switch and the legend do not load deck.gl.
import { MAP_LAYER_NAMES } from '@ioc/contracts/scene';
import type { Choropleth, MapLayerName } from '@ioc/contracts/scene';

export const LAYER_IDS = MAP_LAYER_NAMES;
export type LayerId = MapLayerName;

export const SHOWN_AT_FIRST: readonly LayerId[] = ['cameras', 'trails', 'over', 'items'];

/** What the units can be coloured by on any map; a scene may bring one of its own. */
export const SHADES: readonly Choropleth[] = [
  { count: 'open' },
  { service: 'onTime' },
  { service: 'onlineRate' },
];
