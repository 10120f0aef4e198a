import { z } from 'zod';
import { instantSchema } from '../words.ts';
import { unitReferenceSchema } from '../unit.ts';
import { limitSchema } from './list.ts';

/** `GET /api/v1/indicators/values`: periods that touch the days from..to (both within), the newest period first. */
export const indicatorValuesQuerySchema = z.object({
  indicator: z.string().max(120).optional(),
  unit: z.string().max(120).optional(),
  /** Only the values of the whole province, or only those of its units; both when absent. */
  of: z.enum(['province', 'units']).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  after: z.string().max(500).optional(),
  limit: limitSchema,
});
export type IndicatorValuesQuery = z.infer<typeof indicatorValuesQuerySchema>;

/** The newest statement of a value; `restated` older ones are kept beside it. */
export const indicatorValueSchema = z.object({
  source: z.string(),
  indicator: z.string(),
  label: z.string(),
  labelEn: z.string(),
  /** Null with an empty `unitCode`: the whole province; with a code: nobody bore it on the last day of the period. */
  unit: unitReferenceSchema.nullable(),
  unitCode: z.string(),
  reportedUnit: z.string().nullable(),
  periodStart: z.iso.date(),
  periodEnd: z.iso.date(),
  asOf: instantSchema,
  value: z.number(),
  valueUnit: z.string(),
  target: z.number().nullable(),
  /** The indicator whose total this is a part of. */
  partOf: z.string().nullable(),
  citation: z.string(),
  /** Stated total minus the sum of its parts, never "fixed"; null when it has none. */
  sumDifference: z.number().nullable(),
  restated: z.number().int(),
});
export type IndicatorValue = z.infer<typeof indicatorValueSchema>;
