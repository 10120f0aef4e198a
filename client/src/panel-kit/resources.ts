// REST resources that panels look at, by name: where they are and how often they are read again.
import type { IndicatorValue } from '@ioc/contracts/api/indicators';
import type { List } from '@ioc/contracts/api/list';
import type { ServiceTarget, ServiceTrend } from '@ioc/contracts/api/service';
import type { IndicatorFigure } from '@ioc/contracts/indicator';
import type { Scope } from '@ioc/contracts/scope';
import type { Unit } from '@ioc/contracts/unit';

export interface Resources {
  units: List<Unit>;
  targets: List<ServiceTarget>;
  serviceTrend: ServiceTrend;
  indicators: List<IndicatorFigure>;
  indicatorValues: List<IndicatorValue>;
}
export type ResourceName = keyof Resources;

const MINUTE_MS = 60_000;

export const RESOURCES: Readonly<
  Record<
    ResourceName,
    {
      readonly path: string;
      readonly refreshMs: number;
      readonly ofArea?: true;
      /** Names and goals, no figures: the replay of a past moment uses today's as well. */
      readonly timeless?: true;
    }
  >
> = {
  units: { path: '/api/v1/units', refreshMs: 30 * MINUTE_MS, timeless: true },
  targets: { path: '/api/v1/service/targets', refreshMs: 10 * MINUTE_MS, timeless: true },
  serviceTrend: { path: '/api/v1/service/trend?days=30', refreshMs: 5 * MINUTE_MS, ofArea: true },
  indicators: { path: '/api/v1/indicators', refreshMs: 30 * MINUTE_MS },
  indicatorValues: { path: '/api/v1/indicators/values?of=province&limit=1000', refreshMs: 5 * MINUTE_MS },
};

/** Where a resource is for the area of the page. */
export function resourcePath(name: ResourceName, scope: Scope): string {
  const { path, ofArea } = RESOURCES[name];
  return ofArea && scope !== 'province' ? `${path}&scope=${encodeURIComponent(scope)}` : path;
}
