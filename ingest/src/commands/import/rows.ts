// The smaller kinds of import: lineage, cameras, groups, indicators. Each reads one row and says what is wrong with it.
import { z } from 'zod';
import type { GeoFeature } from './geo-file.ts';
import { day, number, requiredText, text } from './columns.ts';
import type { Cells } from './columns.ts';
import type { UnitBook } from './units.ts';

export interface LineageRow {
  readonly fromId: string;
  readonly toId: string;
  readonly kind: string;
  readonly share: number | null;
  readonly decree: string | null;
  readonly effective: string;
}

export const LINEAGE_KINDS = ['rename', 'merge', 'split', 'upgrade'];
const DAY_MS = 86_400_000;

/** Units by id, or by code: the old one on the day before it ended, the new one on the day it began. */
export function lineageOf(cells: Cells, book: UnitBook): LineageRow {
  const effective = day(cells, 'effective');
  if (!effective) throw new Error('effective is missing');
  const kind = requiredText(cells, 'kind');
  if (!LINEAGE_KINDS.includes(kind)) throw new Error(`kind is one of ${LINEAGE_KINDS.join(', ')}`);
  const dayBefore = new Date(Date.parse(effective) - DAY_MS).toISOString().slice(0, 10);
  return {
    fromId: book.find(requiredText(cells, 'from_id', 'from_code'), dayBefore).id,
    toId: book.find(requiredText(cells, 'to_id', 'to_code'), effective).id,
    kind,
    share: number(cells, [0, 1], 'share'),
    decree: text(cells, 'decree'),
    effective,
  };
}

export interface CameraRow {
  readonly id: string;
  readonly source: string;
  readonly externalId: string;
  readonly kind: 'camera' | 'sensor';
  readonly name: string;
  readonly unitId: string | null;
  readonly lon: number;
  readonly lat: number;
  readonly azimuthDeg: number | null;
  readonly fovDeg: number | null;
}

export interface UnitFinder {
  /** Throws a sentence when the unit is named and not known on the day. */
  find(named: string, onDay: string): { readonly id: string };
}

/** `vendor` names the source that the camera speaks through; `id` is its name there. */
export function cameraOf(cells: Cells, book: UnitFinder, onDay: string): CameraRow {
  const source = text(cells, 'source', 'vendor') ?? 'frigate';
  const externalId = requiredText(cells, 'id', 'externalId', 'external_id');
  const lon = number(cells, [-180, 180], 'lon');
  const lat = number(cells, [-90, 90], 'lat');
  if (lon === null || lat === null) throw new Error('lon and lat are missing');
  const unit = text(cells, 'unitId', 'unit_id') ?? text(cells, 'unitCode', 'unit_code');
  return {
    id: `${source}/${externalId}`,
    source,
    externalId,
    kind: text(cells, 'kind') === 'sensor' ? 'sensor' : 'camera',
    name: requiredText(cells, 'name'),
    unitId: unit ? book.find(unit, onDay).id : null,
    lon,
    lat,
    azimuthDeg: number(cells, [0, 360], 'azimuthDeg', 'azimuth_deg'),
    fovDeg: number(cells, [0, 360], 'fovDeg', 'fov_deg'),
  };
}

/** A point feature as the cells of a row. */
export function pointCells({ properties, geometry }: GeoFeature): Cells {
  if (geometry.type !== 'Point') throw new Error('a camera is a point');
  const [lon, lat] = geometry.coordinates as number[];
  return { ...properties, lon, lat };
}

const groupSchema = z.object({
  id: z.string().regex(/^[^\s:]{1,100}$/),
  name: z.string().min(1),
  nameEn: z.string().min(1),
  unitIds: z.array(z.string()).min(1),
});
export type GroupRow = z.infer<typeof groupSchema>;

export function groupOf(value: unknown, book: UnitBook, onDay: string): GroupRow {
  const group = groupSchema.parse(value);
  return { ...group, unitIds: group.unitIds.map((unit) => book.find(unit, onDay).id) };
}

const part = z
  .object({
    label: z.string().optional(),
    labelVi: z.string().optional(),
    labelEn: z.string(),
    value: z.number(),
  })
  .transform(({ label, labelVi, labelEn, value }) => ({
    label: label ?? labelVi ?? labelEn,
    labelEn,
    value,
  }));
const indicatorSchema = z
  .object({
    id: z.string().min(1),
    indicator: z.string().optional(),
    label: z.string().optional(),
    labelVi: z.string().optional(),
    labelEn: z.string(),
    province: z.string(),
    year: z.number().int(),
    value: z.number(),
    valueUnit: z.string().optional(),
    unit: z.string().optional(),
    parts: z.array(part).nullish(),
    target: z.number().nullish(),
    citation: z.string().optional(),
    source: z.string().optional(),
  })
  .transform((row) => ({
    id: row.id,
    indicator: row.indicator ?? row.id,
    label: row.label ?? row.labelVi ?? row.labelEn,
    labelEn: row.labelEn,
    province: row.province,
    year: row.year,
    value: row.value,
    valueUnit: row.valueUnit ?? row.unit ?? '',
    parts: row.parts ?? null,
    target: row.target ?? null,
    citation: row.citation ?? row.source ?? '',
  }))
  .refine((row) => row.citation !== '', 'a figure without a citation is not shown: citation is missing');
export type IndicatorRow = z.infer<typeof indicatorSchema>;

export const indicatorOf = (value: unknown): IndicatorRow => indicatorSchema.parse(value);
