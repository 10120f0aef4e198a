import type { ServiceIndicators } from '../service-figure.ts';

/** `GET /api/v1/service/trend?unit=&days=`: the indicators as they were stated over time, oldest first. */
export interface ServiceTrend {
  readonly unitId: string | null;
  readonly points: readonly ({
    readonly asOf: string;
    /** How many units the sum is of: early in the first period not all have stated theirs yet. */
    readonly units: number;
    readonly received: number;
    readonly openOverdue: number;
  } & ServiceIndicators)[];
}

/** `GET /api/v1/service/targets`: what each indicator aims for, percent 0..100, with where the target comes from. */
export interface ServiceTarget {
  readonly indicator: keyof ServiceIndicators;
  readonly target: number;
  readonly citation: string;
}
