// A small picture of the province with the chosen units filled: paths, no map engine, for a form needs no more.
import type { MapData } from '@ioc/contracts/api/site';
import { useMemo } from 'react';
import { useResource } from '../../../api/resource.ts';
import { useAccessText } from '../../../i18n/access-text.ts';
import { boundsOf, outerRings } from '../../../map/geometry.ts';
import type { Bounds, Feature } from '../../../map/geometry.ts';

const DAY_MS = 86_400_000;
const WIDTH = 300;

interface Shape {
  readonly id: string;
  readonly path: string;
}

function projectionOf([west, south, east, north]: Bounds) {
  const squeeze = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = WIDTH / ((east - west) * squeeze);
  const height = (north - south) * scale;
  const point = ([lon, lat]: readonly [number, number]) =>
    `${((lon - west) * squeeze * scale).toFixed(1)} ${((north - lat) * scale).toFixed(1)}`;
  return { height, point };
}

function drawingOf(features: readonly Feature[]): {
  readonly height: number;
  readonly shapes: readonly Shape[];
} {
  // The islands far out would shrink the mainland to a dot.
  const near = features.filter(({ properties }) => properties['kind'] !== 'special-zone');
  const bounds = boundsOf(near);
  if (!bounds) return { height: 0, shapes: [] };
  const { height, point } = projectionOf(bounds);
  const shapes = features
    .filter(({ properties }) => properties['kind'] !== 'province')
    .map((feature) => ({
      id: String(feature.properties['id']),
      path: outerRings(feature)
        .map((ring) => `M${ring.map(point).join('L')}Z`)
        .join(''),
    }));
  return { height, shapes };
}

export function UnitMap({ chosen }: { readonly chosen: ReadonlySet<string> }) {
  const text = useAccessText().groups;
  const { value } = useResource<MapData>('/api/v1/map', DAY_MS);
  const { height, shapes } = useMemo(() => drawingOf(value?.units.features ?? []), [value]);
  if (shapes.length === 0) return null;
  return (
    <svg className="unit-map" viewBox={`-4 -4 ${WIDTH + 8} ${height + 8}`} role="img" aria-label={text.map}>
      {shapes.map(({ id, path }) => (
        <path key={id} d={path} data-chosen={chosen.has(id)} vectorEffect="non-scaling-stroke" />
      ))}
    </svg>
  );
}
