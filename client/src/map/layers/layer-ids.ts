// The names of the layers, bottom to top, and which a viewer sees who has never chosen. Apart from the drawing, so that the
// switch and the legend do not load deck.gl.
export const LAYER_IDS = [
  'units',
  'heat',
  'cameras',
  'trails',
  'over',
  'items',
  'tickets',
  'alerts',
] as const;
export type LayerId = (typeof LAYER_IDS)[number];

export const SHOWN_AT_FIRST: readonly LayerId[] = ['cameras', 'trails', 'over', 'items'];

/** What the units can be shaded by. */
export const UNIT_FIGURES = ['open', 'onTime', 'onlineRate'] as const;
export type UnitFigure = (typeof UNIT_FIGURES)[number];
