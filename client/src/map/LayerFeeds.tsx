// Streams that only some layers need: each is a part that draws nothing and lives as long as its layer is on, so that a wall
// without tickets on its map does not listen to them for it.
import type { IndicatorValue } from '@ioc/contracts/api/indicators';
import type { List } from '@ioc/contracts/api/list';
import type { Choropleth } from '@ioc/contracts/scene';
import type { AlertRow, TicketRow } from '@ioc/contracts/stream/channels';
import { useEffect, useMemo } from 'react';
import { useResource } from '../api/resource.ts';
import { useHub } from '../stream/use-hub.tsx';
import { usePacedStream } from '../stream/use-paced-stream.ts';
import { indicatorFigures, openFigures, serviceFigures, shadeOf } from './choropleth.ts';
import type { UnitShade } from './choropleth.ts';
import type { Located } from './item-points.ts';

const PACE_MS = 2000;
/** Areas of colour that change each second cannot be read. */
const SHADE_PACE_MS = 10_000;
/** What offices state by the month. */
const INDICATOR_MS = 5 * 60_000;
const never = () => false;
const NOTHING: readonly never[] = [];

export function TicketFeed({ onRows }: { readonly onRows: (rows: readonly TicketRow[]) => void }) {
  const { rows } = usePacedStream('tickets', PACE_MS, never);
  useEffect(() => onRows([...rows.values()]), [rows, onRows]);
  useEffect(() => () => onRows(NOTHING), [onRows]);
  return null;
}

export function AlertFeed({ onRows }: { readonly onRows: (rows: readonly AlertRow[]) => void }) {
  const { rows } = usePacedStream('alerts', PACE_MS, never);
  useEffect(() => onRows([...rows.values()]), [rows, onRows]);
  useEffect(() => () => onRows(NOTHING), [onRows]);
  return null;
}

interface ShadeProps {
  readonly choropleth: Choropleth;
  readonly onShade: (shade: UnitShade | null) => void;
}

interface OpenProps extends ShadeProps {
  /** Null: the map has no rows yet, which is not none. */
  readonly located: Located | null;
  readonly unitIds: readonly string[];
}

function OpenFeed({ choropleth, located, unitIds, onShade }: OpenProps) {
  const shade = useMemo(
    () => located && shadeOf(openFigures(located.open, choropleth.domains, unitIds), choropleth),
    [located, choropleth, unitIds],
  );
  useEffect(() => onShade(shade), [shade, onShade]);
  return null;
}

function ServiceFeed({
  choropleth,
  service,
  onShade,
}: ShadeProps & { service: NonNullable<Choropleth['service']> }) {
  const { rows, synced } = usePacedStream('service', SHADE_PACE_MS, never);
  const shade = useMemo(
    () => (synced || rows.size > 0 ? shadeOf(serviceFigures(rows.values(), service), choropleth) : null),
    [rows, synced, service, choropleth],
  );
  useEffect(() => onShade(shade), [shade, onShade]);
  return null;
}

/** What is stated now says nothing of a past moment: in the past it is not asked. */
function IndicatorFeed({ choropleth, indicator, onShade }: ShadeProps & { readonly indicator: string }) {
  const { past } = useHub();
  const path = `/api/v1/indicators/values?of=units&indicator=${encodeURIComponent(indicator)}&limit=1000`;
  const { value } = useResource<List<IndicatorValue>>(past === null ? path : null, INDICATOR_MS);
  const shade = useMemo(() => {
    if (past !== null) return shadeOf(indicatorFigures([]), choropleth);
    return value && shadeOf(indicatorFigures(value.items), choropleth);
  }, [value, past, choropleth]);
  useEffect(() => onShade(shade), [shade, onShade]);
  return null;
}

/** The figures by which units are coloured: of what the panels are fed by. */
export function ShadeFeed(props: OpenProps) {
  const { choropleth, onShade } = props;
  const { service, indicator } = choropleth;
  useEffect(() => () => onShade(null), [onShade]);
  if (service !== undefined) return <ServiceFeed {...props} service={service} />;
  if (indicator !== undefined) return <IndicatorFeed {...props} indicator={indicator} />;
  return <OpenFeed {...props} />;
}
