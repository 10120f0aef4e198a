// Where cameras stand and where they look: quiet, under everything that happens.
import { IconLayer } from '@deck.gl/layers';
import type { Asset } from '@ioc/contracts/asset';
import { isPosition } from '../geometry.ts';
import type { IconAtlas } from '../icon-atlas.ts';
import type { MapPalette } from '../palette.ts';

export const cameraLayer = (assets: readonly Asset[], atlas: IconAtlas, palette: MapPalette, remPx: number) =>
  new IconLayer<Asset>({
    id: 'cameras',
    data: assets.filter(({ point, kind }) => kind === 'camera' && isPosition(point)),
    iconAtlas: atlas.image,
    iconMapping: atlas.mapping,
    getIcon: () => 'camera',
    getPosition: ({ point }) => [...(point ?? [0, 0])] as [number, number],
    // deck turns counter-clockwise, a compass clockwise.
    getAngle: ({ azimuthDeg }) => -(azimuthDeg ?? 0),
    sizeUnits: 'pixels',
    getSize: remPx * 0.8,
    getColor: [...palette.camera, 120] as [number, number, number, number],
    pickable: true,
  });
