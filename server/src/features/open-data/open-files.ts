// The files of the open data: reports one by one, and the figures of the page as a table. A place is told to a thousandth of
// a degree, about 100 m: enough to see where, too little to see whose gate.
import type { OpenCounts, OpenFigures } from '@ioc/contracts/api/open-data';
import { csvHead, csvLine, type Cell } from './csv.ts';
import type { ReportRow } from './open-data.repository.ts';

const DEGREES = 1_000;

export interface FileWords {
  readonly asOf: string;
  readonly licence: string;
  readonly province: string;
}

export interface PlacedReport {
  readonly report: ReportRow;
  readonly unit: { readonly code: string; readonly name: string } | null;
}

const rounded = (degrees: number | null): number | null =>
  degrees === null ? null : Math.round(degrees * DEGREES) / DEGREES;

export function propertiesOf({ report, unit }: PlacedReport) {
  return {
    id: report.id,
    channel: report.source === 'open311' ? 'open311' : 'portal',
    serviceCode: report.serviceCode,
    service: report.name,
    serviceEn: report.nameEn,
    status: report.closed ? 'closed' : 'open',
    state: report.state,
    agency: report.agency,
    unitCode: unit?.code ?? null,
    unit: unit?.name ?? null,
    openedAt: new Date(report.openedAt).toISOString(),
    updatedAt: report.updatedAt.toISOString(),
    expectedAt: report.dueAt?.toISOString() ?? null,
    closedAt: report.closedAt?.toISOString() ?? null,
  };
}

const COLUMNS = [
  'id',
  'channel',
  'serviceCode',
  'service',
  'serviceEn',
  'status',
  'state',
  'agency',
  'unitCode',
  'unit',
  'openedAt',
  'updatedAt',
  'expectedAt',
  'closedAt',
] as const satisfies readonly (keyof ReturnType<typeof propertiesOf>)[];

export const saidBy = ({ province, asOf, licence }: FileWords): string =>
  `${province}; as of ${asOf}; licence ${licence}`;

export const ticketsHead = (words: FileWords): string =>
  csvHead(saidBy(words), [...COLUMNS, 'longitude', 'latitude']);

export function ticketLine(placed: PlacedReport): string {
  const properties = propertiesOf(placed);
  const { lon, lat } = placed.report;
  return csvLine([...COLUMNS.map((column) => properties[column]), rounded(lon), rounded(lat)]);
}

export function ticketFeature(placed: PlacedReport): string {
  const [lon, lat] = [rounded(placed.report.lon), rounded(placed.report.lat)];
  return JSON.stringify({
    type: 'Feature',
    id: placed.report.id,
    geometry: lon === null || lat === null ? null : { type: 'Point', coordinates: [lon, lat] },
    properties: propertiesOf(placed),
  });
}

export const geojsonHead = ({ province, asOf, licence }: FileWords): string =>
  `${JSON.stringify({ type: 'FeatureCollection', publisher: province, asOf, licence }).slice(0, -1)},"features":[`;

const FIGURES = [
  'received',
  'closed',
  'overdue',
  'answered',
  'medianHours',
  'p90Hours',
  'withDue',
  'onTime',
] as const satisfies readonly (keyof OpenCounts)[];

const HOURS = 'hours as they pass: nights and days off and pauses included';

/** Everything the page shows, a row for each thing it is of. */
export function indicatorsCsv(figures: OpenFigures, words: FileWords): string[] {
  const line = (group: string, code: Cell, name: Cell, nameEn: Cell, counts: OpenCounts) =>
    csvLine([group, code, name, nameEn, figures.from, ...FIGURES.map((figure) => counts[figure])]);
  return [
    csvHead(`${saidBy(words)}; ${HOURS}`, ['group', 'code', 'name', 'nameEn', 'from', ...FIGURES]),
    line('all', null, null, null, figures.total),
    ...figures.services.map((one) => line('service', one.serviceCode, one.name, one.nameEn, one)),
    ...figures.units.map((one) => line('unit', one.code, one.name, one.nameEn, one)),
    ...figures.channels.map((one) => line('channel', one.channel, null, null, one)),
    ...figures.byDay.map((one) => line('day', one.day, null, null, one)),
  ];
}
