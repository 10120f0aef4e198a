// What a province publishes about what residents tell it: counts and times, nothing about anybody.

/** The lengths of time that are counted, in days back from now. */
export const OPEN_PERIODS_DAYS = [30, 90, 365] as const;
export type OpenPeriodDays = (typeof OPEN_PERIODS_DAYS)[number];

export interface OpenCounts {
  readonly received: number;
  readonly closed: number;
  /** Not closed, and due before `asOf`. */
  readonly overdue: number;
  /** Closed ones whose time is known and that did not end as a duplicate: what the hours are of. */
  readonly answered: number;
  /** From the report to its closing; null: none was answered. */
  readonly medianHours: number | null;
  readonly p90Hours: number | null;
  /** Of those answered, how many had a due time, and how many kept it. */
  readonly withDue: number;
  readonly onTime: number;
}

export interface OpenService extends OpenCounts {
  readonly serviceCode: string | null;
  readonly name: string;
  readonly nameEn: string;
}

export interface OpenUnit extends OpenCounts {
  /** Null: reports without a place. */
  readonly unitId: string | null;
  readonly code: string | null;
  readonly name: string | null;
  readonly nameEn: string | null;
}

export interface OpenDay extends OpenCounts {
  /** YYYY-MM-DD in the province. */
  readonly day: string;
}

export interface OpenChannel extends OpenCounts {
  readonly channel: 'portal' | 'open311' | 'hotline';
}

/** `GET /api/v1/open/figures?days=`: worked out once a minute for everybody. */
export interface OpenFigures {
  /** When it was worked out: what came later is not in it. */
  readonly asOf: string;
  readonly days: OpenPeriodDays;
  readonly from: string;
  readonly licence: string;
  readonly total: OpenCounts;
  /** Most first. */
  readonly services: readonly OpenService[];
  readonly units: readonly OpenUnit[];
  /** Oldest first; days without any are there. */
  readonly byDay: readonly OpenDay[];
  readonly channels: readonly OpenChannel[];
}
