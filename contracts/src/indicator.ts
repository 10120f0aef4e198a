import { z } from 'zod';

/** A published figure with its citation; `sumDifference` is stated minus the sum of the parts and is never "fixed". */
export const indicatorFigureSchema = z.object({
  id: z.string(),
  indicator: z.string(),
  label: z.string(),
  labelEn: z.string(),
  province: z.string(),
  year: z.number().int(),
  value: z.number(),
  valueUnit: z.string(),
  parts: z.array(z.object({ label: z.string(), labelEn: z.string(), value: z.number() })).nullable(),
  target: z.number().nullable(),
  citation: z.string(),
  sumDifference: z.number().nullable(),
});
export type IndicatorFigure = z.infer<typeof indicatorFigureSchema>;
