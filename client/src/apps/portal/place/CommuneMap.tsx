/** @jsxImportSource preact */
// A list for everyone (keyboard, screen reader, thumb) and a drawing for the eye. No tiles, no canvas: 79 SVG paths
// that one tap turns into a point whose accuracy is what a fingertip covers at that zoom.
import type { TargetedMouseEvent } from 'preact';
import { useMemo, useState } from 'preact/hooks';
import { communesOf } from '../../../light-kit/communes.ts';
import type { Commune } from '../../../light-kit/communes.ts';
import { fingerM, pathOf, projectionFor, viewOf } from '../../../light-kit/projection.ts';
import { Icon } from '../frame/Icon.tsx';
import { usePortal } from '../frame/context.ts';
import type { CommuneMapProps } from './map-props.ts';

const MAX_ZOOM = 64;

export function CommuneMap({ data, point, onPoint }: CommuneMapProps) {
  const { words, language } = usePortal();
  const communes = useMemo(() => communesOf(data.units), [data]);
  const nameOf = (commune: Commune) => (language === 'vi' ? commune.name : commune.nameEn);
  const choose = (unitId: string) => {
    const commune = communes.find((candidate) => candidate.unitId === unitId);
    if (!commune) return onPoint(null);
    const [lon, lat] = commune.centre;
    onPoint({ from: 'unit', lon, lat, accuracyM: commune.radiusM, unitName: commune.name });
  };
  const chosen = communes.find(({ name }) => name === point?.unitName)?.unitId ?? '';

  return (
    <div class="map">
      <label class="label" for="place-unit">
        {words.unit}
      </label>
      <select id="place-unit" value={chosen} onChange={(event) => choose(event.currentTarget.value)}>
        <option value="">{words.unitNone}</option>
        {communes.map((commune) => (
          <option key={commune.unitId} value={commune.unitId}>
            {nameOf(commune)}
          </option>
        ))}
      </select>
      {communes.length > 0 && <Drawing communes={communes} point={point} onPoint={onPoint} />}
      <p class="hint">
        {words.mapHint} {data.schematic ? words.mapSchematic : ''}
      </p>
      <p class="hint">{data.attributions.join(' · ')}</p>
    </div>
  );
}

function Drawing({
  communes,
  point,
  onPoint,
}: { communes: readonly Commune[] } & Omit<CommuneMapProps, 'data'>) {
  const { words } = usePortal();
  const projection = useMemo(() => projectionFor(communes.flatMap(({ rings }) => rings)), [communes]);
  const paths = useMemo(() => communes.map(({ rings }) => pathOf(rings, projection)), [communes, projection]);
  const [zoom, setZoom] = useState(1);
  const x = point ? projection.toX(point.lon) : projection.width / 2;
  const y = point ? projection.toY(point.lat) : projection.height / 2;
  const view = viewOf(projection, zoom, x, y);

  const tap = (event: TargetedMouseEvent<SVGSVGElement>, commune: Commune) => {
    const box = event.currentTarget.getBoundingClientRect();
    const at = screenToDrawing(event, box, view);
    onPoint({
      from: 'map',
      lon: Math.round(projection.toLon(at.x) * 1e5) / 1e5,
      lat: Math.round(projection.toLat(at.y) * 1e5) / 1e5,
      accuracyM: fingerM(view.width, box.width),
      unitName: commune.name,
    });
  };
  const tapped = (event: TargetedMouseEvent<SVGSVGElement>) => {
    const index = Number((event.target as Element).getAttribute('data-index') ?? Number.NaN);
    const commune = communes[index];
    if (commune) tap(event, commune);
  };
  const radius = view.width / 38;

  return (
    <div class="drawing">
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-noninteractive-element-interactions -- the list above does the same by keyboard */}
      <svg
        viewBox={`${view.x} ${view.y} ${view.width} ${view.height}`}
        role="img"
        aria-label={words.mapLabel}
        onClick={tapped}
      >
        {paths.map((path, index) => (
          <path
            key={communes[index]?.unitId}
            d={path}
            data-index={index}
            class={communes[index]?.name === point?.unitName ? 'commune here' : 'commune'}
          />
        ))}
        {point && (
          <g class="spot">
            <circle cx={x} cy={y} r={radius} />
            <circle class="core" cx={x} cy={y} r={radius / 3} />
          </g>
        )}
      </svg>
      <div class="zoom">
        <button
          type="button"
          aria-label={words.zoomIn}
          disabled={zoom >= MAX_ZOOM}
          onClick={() => setZoom((before) => before * 2)}
        >
          <Icon name="plus" />
        </button>
        <button
          type="button"
          aria-label={words.zoomOut}
          disabled={zoom <= 1}
          onClick={() => setZoom((before) => before / 2)}
        >
          <Icon name="minus" />
        </button>
      </div>
    </div>
  );
}

function screenToDrawing(
  { clientX, clientY }: { clientX: number; clientY: number },
  box: DOMRect,
  view: ReturnType<typeof viewOf>,
) {
  // The drawing keeps its proportions inside the box, so one scale holds for both directions.
  const scale = Math.max(view.width / box.width, view.height / box.height);
  return {
    x: view.x + view.width / 2 + (clientX - box.left - box.width / 2) * scale,
    y: view.y + view.height / 2 + (clientY - box.top - box.height / 2) * scale,
  };
}
