// The heart of a mark that matters, in the hue of its domain, on a dark ring so that it reads on any severity colour.
import { ScatterplotLayer } from '@deck.gl/layers';
import type { Severity } from '@ioc/contracts/words';
import type { PointSet } from '../item-points.ts';
import type { MapPalette } from '../palette.ts';
import { MARK_REM } from './severity-layer.ts';

const HEART = 0.125;

export const domainLayer = (severity: Severity, points: PointSet, palette: MapPalette, remPx: number) =>
  new ScatterplotLayer({
    id: `domain-${severity}`,
    data: {
      length: points.items.length,
      attributes: {
        getPosition: { value: points.positions, size: 2 },
        getFillColor: { value: points.colours, size: 4, normalized: true },
      },
    },
    radiusUnits: 'pixels',
    getRadius: MARK_REM[severity] * remPx * HEART,
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: remPx * 0.09,
    getLineColor: [...palette.ground] as [number, number, number],
  });
