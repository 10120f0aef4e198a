// Open alerts: a wide ring around the place; a second one inside it as long as nobody has taken the alert.
import { ScatterplotLayer } from '@deck.gl/layers';
import type { AlertRow } from '@ioc/contracts/stream/channels';
import { binaryData, coloursOf, positionsOf } from './map-layer.ts';
import type { MapLayer, MapScene } from './map-layer.ts';
import { openAlerts } from './open-alerts.ts';

/** Of the ring around an alert, in rem. */
export const RING_REM = 1.9;

function ring(id: string, alerts: readonly AlertRow[], radiusRem: number, { palette, remPx }: MapScene) {
  return new ScatterplotLayer({
    id,
    data: binaryData(
      alerts.length,
      {
        getPosition: { value: positionsOf(alerts, ({ point }) => point ?? []), size: 2 },
        getLineColor: {
          value: coloursOf(alerts, ({ severity }) => palette.severity[severity]),
          size: 4,
          normalized: true,
        },
      },
      (index) => (alerts[index] ? { kind: 'alert', alert: alerts[index] } : null),
    ),
    pickable: true,
    filled: false,
    stroked: true,
    radiusUnits: 'pixels',
    lineWidthUnits: 'pixels',
    getRadius: remPx * radiusRem,
    getLineWidth: remPx * 0.12,
  });
}

export const alertLayer: MapLayer = {
  id: 'alerts',
  draw: (scene) => {
    const open = openAlerts(scene.alerts);
    const waiting = open.filter(({ state }) => state === 'active');
    return [ring('alerts', open, RING_REM, scene), ring('alerts-waiting', waiting, 1.5, scene)];
  },
};
