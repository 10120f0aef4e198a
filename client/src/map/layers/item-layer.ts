// Live things by severity and domain. A severity is a shape, a colour and a size; the domain is the hue of its heart; a
// backing of the ground colour keeps overlapping shapes apart. What would overlap all the same is one disc with its number,
// ringed in the colour of its worst and marked with that one's shape.
import { IconLayer, ScatterplotLayer, TextLayer } from '@deck.gl/layers';
import type { Severity } from '@ioc/contracts/words';
import { SEVERITIES } from '@ioc/contracts/words';
import type { Cluster } from '../cluster.ts';
import { binaryData, coloursOf, positionsOf, setData } from './map-layer.ts';
import type { MapLayer, MapScene } from './map-layer.ts';

/** Size of a mark in rem: what matters is bigger. */
const MARK_REM: Readonly<Record<Severity, number>> = {
  info: 0.7,
  low: 0.7,
  medium: 1.15,
  high: 1.5,
  critical: 2.3,
};
const HEART = 0.125;
const BACKING = 1.32;

/** What hardly matters stays in the background: small, plain and see-through. */
const isQuiet = (severity: Severity) => severity === 'info' || severity === 'low';

function markLayers(severity: Severity, { singles, atlas, palette, remPx }: MapScene) {
  const set = singles[severity];
  if (set.items.length === 0) return [];
  const data = setData(set, atlas, severity);
  const size = MARK_REM[severity] * remPx;
  const icon = {
    data,
    iconAtlas: atlas.image,
    iconMapping: atlas.mapping,
    sizeUnits: 'pixels' as const,
  };
  const quiet = isQuiet(severity);
  const mark = new IconLayer({
    ...icon,
    id: `severity-${severity}`,
    pickable: true,
    getSize: size,
    getColor: [...palette.severity[severity], quiet ? 190 : 255] as [number, number, number, number],
  });
  if (quiet) return [mark];
  const backing = new IconLayer({
    ...icon,
    id: `backing-${severity}`,
    getSize: size * BACKING,
    getColor: [...palette.ground, 205] as [number, number, number, number],
  });
  const heart = new ScatterplotLayer({
    id: `domain-${severity}`,
    data,
    radiusUnits: 'pixels',
    getRadius: size * HEART,
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: remPx * 0.09,
    getLineColor: [...palette.ground] as [number, number, number],
  });
  return [backing, mark, heart];
}

/** Grows with the number, but slowly: a hundred are no wall of paint. */
const clusterRadius = ({ items }: Cluster, remPx: number): number =>
  remPx * (0.7 + 0.24 * Math.log10(items.length));

const numberOf = ({ items }: Cluster): string =>
  items.length < 1000 ? String(items.length) : `${Math.floor(items.length / 1000)}k`;

function clusterLayers({ clusters, atlas, palette, remPx }: MapScene) {
  if (clusters.length === 0) return [];
  const subjectAt = (index: number) =>
    clusters[index] ? { kind: 'cluster' as const, cluster: clusters[index] } : null;
  const radii = Float32Array.from(clusters, (cluster) => clusterRadius(cluster, remPx));
  const disc = new ScatterplotLayer({
    id: 'cluster',
    data: binaryData(
      clusters.length,
      {
        getPosition: { value: positionsOf(clusters, ({ point }) => point), size: 2 },
        getRadius: { value: radii, size: 1 },
        getLineColor: {
          value: coloursOf(clusters, ({ worst }) => palette.severity[worst]),
          size: 4,
          normalized: true,
        },
      },
      subjectAt,
    ),
    pickable: true,
    radiusUnits: 'pixels',
    getFillColor: [...palette.ground, 225] as [number, number, number, number],
    stroked: true,
    lineWidthUnits: 'pixels',
    getLineWidth: remPx * 0.11,
  });
  const numbers = new TextLayer<Cluster>({
    id: 'cluster-number',
    data: [...clusters],
    getPosition: ({ point }) => [point[0], point[1]],
    getText: numberOf,
    characterSet: '0123456789k',
    fontFamily: 'Be Vietnam Pro, sans-serif',
    fontWeight: 600,
    sizeUnits: 'pixels',
    getSize: remPx * 0.8,
    getColor: [...palette.ink] as [number, number, number],
  });
  const worst = SEVERITIES.filter((severity) => !isQuiet(severity)).map((severity) => {
    const ofIt = clusters.filter((cluster) => cluster.worst === severity);
    return new IconLayer({
      id: `cluster-worst-${severity}`,
      data: binaryData(ofIt.length, {
        getPosition: { value: positionsOf(ofIt, ({ point }) => point), size: 2 },
      }),
      iconAtlas: atlas.image,
      iconMapping: atlas.mapping,
      getIcon: () => severity,
      sizeUnits: 'pixels',
      getSize: remPx * 0.72,
      getPixelOffset: [remPx * 0.85, -remPx * 0.85],
      getColor: [...palette.severity[severity]] as [number, number, number],
    });
  });
  return [disc, numbers, worst];
}

export const itemLayer: MapLayer = {
  id: 'items',
  draw: (scene) => {
    const ranked = SEVERITIES.map((severity) => markLayers(severity, scene));
    // Numbers lie over what hardly matters and under what stands alone because it matters.
    return [ranked.slice(0, 2), clusterLayers(scene), ranked.slice(2)];
  },
};
