import { OPEN_PERIODS_DAYS, type OpenFigures, type OpenPeriodDays } from '@ioc/contracts/api/open-data';
import type { GeoJsonCollection } from '@ioc/contracts/api/site';

export interface Areas {
  readonly units: GeoJsonCollection;
  readonly schematic: boolean;
  readonly attributions: readonly string[];
}

export const isFigures = (value: unknown): value is OpenFigures => {
  const { asOf, total, services, units } = (value ?? {}) as Partial<OpenFigures>;
  return (
    typeof asOf === 'string' &&
    typeof total?.received === 'number' &&
    Array.isArray(services) &&
    Array.isArray(units)
  );
};

export const isAreas = (value: unknown): value is Areas =>
  Array.isArray((value as Partial<Areas> | null)?.units?.features);

/** The length of time that an address asks for. */
export const daysIn = (search: string): OpenPeriodDays =>
  OPEN_PERIODS_DAYS.find((days) => String(days) === new URLSearchParams(search).get('days')) ?? 30;

const OLD_MS = 5 * 60_000;

/** Are these figures older than what is worked out each minute may be? */
export const isOld = (asOf: string, serverMs: number, sinceHeardMs: number): boolean =>
  serverMs + sinceHeardMs - Date.parse(asOf) > OLD_MS;
