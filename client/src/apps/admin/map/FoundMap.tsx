// Where the file's shapes lie, over the boundaries that are known: a wrong meridian is seen at once. Paths, no map engine.
import type { MapImportResult } from '@ioc/contracts/api/map-imports';
import type { MapData } from '@ioc/contracts/api/site';
import { useMemo } from 'react';
import { useResource } from '../../../api/resource.ts';
import { useSiteMapText } from '../../../i18n/site-map-text.ts';
import { boundsOf, outerRings } from '../../../map/geometry.ts';
import type { Feature } from '../../../map/geometry.ts';
import { framing, pathOfLine } from './found-paths.ts';

const MAP_MS = 5 * 60_000;

interface Props {
  readonly result: MapImportResult;
}

/** The mainland: islands far out would shrink it to a dot. */
const near = (features: readonly Feature[]) =>
  features.filter(({ properties }) => !['special-zone', 'province'].includes(String(properties['kind'])));

export function FoundMap({ result }: Props) {
  const text = useSiteMapText();
  const { value } = useResource<MapData>('/api/v1/map', MAP_MS);
  const drawing = useMemo(() => {
    const known = near(value?.units.features ?? []);
    const frame = framing(boundsOf(known), result.bounds);
    if (!frame) return null;
    const knownPath = known
      .flatMap(outerRings)
      .map((ring) => pathOfLine(ring.flat(), frame.point))
      .join('');
    const found = (kind: string) =>
      result.preview
        .filter((shape) => shape.kind === kind)
        .map(({ line }) => pathOfLine(line, frame.point))
        .join('');
    return { ...frame, knownPath, areas: found('area'), lines: found('line'), points: found('point') };
  }, [value, result]);
  if (!drawing) return null;
  const { width, height, knownPath, areas, lines, points } = drawing;
  return (
    <figure className="found-map">
      <svg viewBox={`-6 -6 ${width + 12} ${height + 12}`} role="img" aria-label={text.previewLabel}>
        <path className="found-known" d={knownPath} vectorEffect="non-scaling-stroke" />
        <path className="found-area" d={areas} vectorEffect="non-scaling-stroke" />
        <path className="found-line" d={lines} vectorEffect="non-scaling-stroke" />
        <path className="found-point" d={points} vectorEffect="non-scaling-stroke" />
      </svg>
      <figcaption>
        <span className="found-key" data-of="file" aria-hidden="true" /> {text.previewFile}
        <span className="found-key" data-of="known" aria-hidden="true" /> {text.previewKnown}
      </figcaption>
    </figure>
  );
}
