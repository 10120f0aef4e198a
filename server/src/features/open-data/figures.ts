// Rows of sums as the public page reads them: most first, every day there, names beside codes.
import type { OpenChannel, OpenCounts, OpenFigures, OpenPeriodDays } from '@ioc/contracts/api/open-data';
import { localDay } from '../../registry/local-day.ts';
import type { Level, SumRow } from './open-data.repository.ts';

const DAY_MS = 86_400_000;
const CHANNELS: Readonly<Record<string, 'portal' | 'open311'>> = {
  'field-report': 'portal',
  open311: 'open311',
};

export interface UnitName {
  readonly code: string;
  readonly name: string;
  readonly nameEn: string;
}

export interface FigureSpan {
  readonly days: OpenPeriodDays;
  readonly fromMs: number;
  readonly asOfMs: number;
}

const NOTHING: OpenCounts = {
  received: 0,
  closed: 0,
  overdue: 0,
  answered: 0,
  medianHours: null,
  p90Hours: null,
  withDue: 0,
  onTime: 0,
};

/** From the first midnight of the province, so that no day is half. */
export function spanOf(days: OpenPeriodDays, asOfMs: number): FigureSpan {
  const firstDay = localDay(asOfMs - (days - 1) * DAY_MS);
  return { days, fromMs: Date.parse(`${firstDay}T00:00:00+07:00`), asOfMs };
}

export function figuresOf(
  rows: readonly SumRow[],
  { days, fromMs, asOfMs }: FigureSpan,
  licence: string,
  unitName: (unitId: string) => UnitName | null,
): OpenFigures {
  const of = (level: Level) => rows.filter((row) => row.level === level);
  const mostFirst = (level: Level) => of(level).sort((a, b) => b.received - a.received);
  const [all] = of('all');
  return {
    asOf: new Date(asOfMs).toISOString(),
    days,
    from: new Date(fromMs).toISOString(),
    licence,
    total: all ? countsOf(all) : NOTHING,
    services: mostFirst('service').map(serviceOf),
    units: mostFirst('unit').map((row) => unitOf(row, row.key === null ? null : unitName(row.key))),
    byDay: everyDay(of('day'), fromMs, asOfMs),
    channels: channelsOf(of('source')),
  };
}

const serviceOf = (row: SumRow) => ({
  serviceCode: row.key,
  name: row.name,
  nameEn: row.nameEn ?? row.name,
  ...countsOf(row),
});

function unitOf(row: SumRow, unit: UnitName | null) {
  const { code = null, name = row.key, nameEn = row.key } = unit ?? {};
  return { unitId: row.key, code, name, nameEn, ...countsOf(row) };
}

function countsOf({ received, closed, overdue, answered, hours, withDue, onTime }: SumRow): OpenCounts {
  const [medianHours = null, p90Hours = null] = hours?.map(rounded) ?? [];
  return { received, closed, overdue, answered, medianHours, p90Hours, withDue, onTime };
}

/** Below ten hours the tenth matters. */
const rounded = (hours: number): number => Math.round(hours * 10) / 10;

function everyDay(rows: readonly SumRow[], fromMs: number, asOfMs: number) {
  const known = new Map(rows.map((row) => [row.key, row]));
  const days = Math.floor((asOfMs - fromMs) / DAY_MS) + 1;
  return Array.from({ length: days }, (_, at) => {
    const day = localDay(fromMs + at * DAY_MS);
    const row = known.get(day);
    return { day, ...(row ? countsOf(row) : NOTHING) };
  });
}

/** Several hotlines are one channel; their hours cannot be put together from medians, so of several none is told. */
function channelsOf(rows: readonly SumRow[]): OpenFigures['channels'] {
  const channels = new Map<OpenChannel['channel'], OpenCounts>();
  for (const row of rows) {
    const channel = CHANNELS[row.key ?? ''] ?? 'hotline';
    const before = channels.get(channel);
    const counts = countsOf(row);
    channels.set(channel, before ? summed(before, counts) : counts);
  }
  return [...channels].map(channelOf);
}

const channelOf = ([channel, counts]: readonly [OpenChannel['channel'], OpenCounts]): OpenChannel => ({
  channel,
  ...counts,
});

const summed = (a: OpenCounts, b: OpenCounts): OpenCounts => ({
  received: a.received + b.received,
  closed: a.closed + b.closed,
  overdue: a.overdue + b.overdue,
  answered: a.answered + b.answered,
  medianHours: null,
  p90Hours: null,
  withDue: a.withDue + b.withDue,
  onTime: a.onTime + b.onTime,
});
