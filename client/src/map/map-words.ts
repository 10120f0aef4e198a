// What MapLibre says by itself, in the reader's language: the name of its canvas and what stands over it when a finger or a
// wheel alone would move it. It knows its words from its beginning only, and a page changes its language while it lives.
import type { Map as MapLibre } from 'maplibre-gl';

export interface MapWords {
  readonly canvas: string;
  readonly scrollKey: string;
  readonly fingers: string;
}

export function speak(map: MapLibre, { canvas, scrollKey, fingers }: MapWords): void {
  Object.assign(map._locale, {
    'Map.Title': canvas,
    'CooperativeGesturesHandler.WindowsHelpText': scrollKey,
    'CooperativeGesturesHandler.MacHelpText': scrollKey.replace('Ctrl', '⌘'),
    'CooperativeGesturesHandler.MobileHelpText': fingers,
  });
  map.getCanvas().setAttribute('aria-label', canvas);
  const { cooperativeGestures } = map;
  if (!cooperativeGestures.isEnabled()) return;
  cooperativeGestures.disable();
  cooperativeGestures.enable();
}
