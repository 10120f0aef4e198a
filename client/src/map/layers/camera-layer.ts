// Where cameras stand and where they look: quiet, under everything that happens. A cone takes the colour of the worst that
// its camera reports now; one that reports nothing stays grey.
import { ScatterplotLayer, SolidPolygonLayer } from '@deck.gl/layers';
import { coneMetres, conesOf, cameraStates, looking, standing } from './camera-cones.ts';
import { binaryData, coloursOf, positionsOf } from './map-layer.ts';
import type { MapLayer, MapScene } from './map-layer.ts';

/** Below this, on a desk screen, all cones of a town would lie on each other. */
const CONES_FROM_ZOOM = 9;
const DESK_REM_PX = 16;

/** A wall shows the same view at a higher zoom: what counts is how large a town is beside a mark. */
const hasCones = ({ zoom, remPx }: MapScene) => zoom - Math.log2(remPx / DESK_REM_PX) >= CONES_FROM_ZOOM;

const CORNERS = 11;

function coneLayer({ cameras, open, zoom, palette, remPx }: MapScene) {
  const able = looking(cameras);
  const states = cameraStates(open);
  const latitude = able[0]?.point?.[1] ?? 16;
  const { positions, startIndices } = conesOf(able, coneMetres(zoom, latitude, remPx * 1.5));
  const colours = coloursOf(able, ({ id }) => {
    const state = states.get(id);
    return state === undefined ? [...palette.camera, 70] : [...palette.severity[state], 130];
  });
  const perCorner = new Uint8Array((startIndices.at(-1) ?? 0) * 4);
  for (let corner = 0; corner * 4 < perCorner.length; corner += 1) {
    const camera = Math.floor(corner / CORNERS);
    perCorner.set(colours.subarray(camera * 4, camera * 4 + 4), corner * 4);
  }
  return new SolidPolygonLayer({
    id: 'camera-cones',
    data: {
      ...binaryData(able.length, {
        getPolygon: { value: positions, size: 2 },
        getFillColor: { value: perCorner, size: 4, normalized: true },
      }),
      startIndices,
    },
    _normalize: false,
    positionFormat: 'XY',
    filled: true,
    extruded: false,
  });
}

export const cameraLayer: MapLayer = {
  id: 'cameras',
  draw: (scene) => {
    const { palette, remPx } = scene;
    const cameras = standing(scene.cameras);
    const dots = new ScatterplotLayer({
      id: 'cameras',
      data: binaryData(
        cameras.length,
        { getPosition: { value: positionsOf(cameras, ({ point }) => point ?? []), size: 2 } },
        (index) => (cameras[index] ? { kind: 'camera', camera: cameras[index] } : null),
      ),
      pickable: true,
      radiusUnits: 'pixels',
      getRadius: remPx * 0.16,
      getFillColor: [...palette.camera, 200] as [number, number, number, number],
      stroked: true,
      lineWidthUnits: 'pixels',
      getLineWidth: remPx * 0.05,
      getLineColor: [...palette.ground] as [number, number, number],
    });
    return hasCones(scene) ? [coneLayer(scene), dots] : [dots];
  },
};
