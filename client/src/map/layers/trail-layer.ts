// The way a moving thing came, in the hue of its domain.
import { PathLayer } from '@deck.gl/layers';
import { binaryData, coloursOf, positionsOf } from './map-layer.ts';
import type { MapLayer } from './map-layer.ts';

export const trailLayer: MapLayer = {
  id: 'trails',
  draw: ({ trails, palette, remPx }) => {
    if (trails.length === 0) return [];
    const corners = trails.flatMap(({ points, domain }) => points.map((point) => ({ point, domain })));
    const startIndices = new Uint32Array(trails.length + 1);
    trails.forEach(({ points }, index) => {
      startIndices[index + 1] = (startIndices[index] ?? 0) + points.length;
    });
    return [
      new PathLayer({
        id: 'trails',
        data: {
          ...binaryData(trails.length, {
            getPath: { value: positionsOf(corners, ({ point }) => point), size: 2 },
            getColor: {
              value: coloursOf(corners, ({ domain }) => [...palette.domain[domain], 150]),
              size: 4,
              normalized: true,
            },
          }),
          startIndices,
        },
        _pathType: 'open',
        positionFormat: 'XY',
        widthUnits: 'pixels',
        getWidth: remPx * 0.16,
        capRounded: true,
        jointRounded: true,
      }),
    ];
  },
};
