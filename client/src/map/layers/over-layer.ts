// What is over, small and faint in the shape it had: enough to see that something happened here, never as if it went on.
import { IconLayer } from '@deck.gl/layers';
import { SEVERITIES } from '@ioc/contracts/words';
import { setData } from './map-layer.ts';
import type { MapLayer } from './map-layer.ts';

const OVER_REM = 0.75;
const OVER_ALPHA = 110;

export const overLayer: MapLayer = {
  id: 'over',
  draw: ({ over, atlas, palette, remPx }) =>
    SEVERITIES.filter((severity) => over[severity].items.length > 0).map((severity) => {
      return new IconLayer({
        id: `over-${severity}`,
        data: setData(over[severity], atlas, severity),
        iconAtlas: atlas.image,
        iconMapping: atlas.mapping,
        sizeUnits: 'pixels',
        pickable: true,
        getSize: OVER_REM * remPx,
        getColor: [...palette.severity[severity], OVER_ALPHA] as [number, number, number, number],
      });
    }),
};
