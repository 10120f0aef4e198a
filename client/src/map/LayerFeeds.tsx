// Streams that only some layers need: each is a part that draws nothing and lives as long as its layer is on, so that a wall
// without tickets on its map does not listen to them for it.
import type { AlertRow, TicketRow } from '@ioc/contracts/stream/channels';
import { useEffect, useMemo } from 'react';
import { usePacedStream } from '../stream/use-paced-stream.ts';
import { oldestOf, openByUnit, serviceByUnit, shadeOf } from './ground.ts';
import type { UnitShade } from './ground.ts';
import type { Located } from './item-points.ts';
import type { UnitFigure } from './layers/layer-ids.ts';

const PACE_MS = 2000;
/** Areas of colour that change each second cannot be read. */
const SHADE_PACE_MS = 10_000;
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
  readonly onShade: (shade: UnitShade | null) => void;
}

function OpenFeed({ located, onShade }: ShadeProps & { readonly located: Located | null }) {
  const shade = useMemo(() => shadeOf(openByUnit(located?.open ?? NOTHING), 'open'), [located]);
  useEffect(() => onShade(shade), [shade, onShade]);
  return null;
}

function ServiceFeed({ figure, onShade }: ShadeProps & { readonly figure: 'onTime' | 'onlineRate' }) {
  const { rows } = usePacedStream('service', SHADE_PACE_MS, never);
  const shade = useMemo(
    () => shadeOf(serviceByUnit(rows.values(), figure), figure, oldestOf(rows.values())),
    [rows, figure],
  );
  useEffect(() => onShade(shade), [shade, onShade]);
  return null;
}

interface UnitProps extends ShadeProps {
  readonly figure: UnitFigure;
  readonly located: Located | null;
}

export function UnitFeed({ figure, located, onShade }: UnitProps) {
  useEffect(() => () => onShade(null), [onShade]);
  return figure === 'open' ? (
    <OpenFeed located={located} onShade={onShade} />
  ) : (
    <ServiceFeed figure={figure} onShade={onShade} />
  );
}
