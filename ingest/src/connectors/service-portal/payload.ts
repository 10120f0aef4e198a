// Service-portal snapshots have no standard: this is the form the product asks for (see README). Counts that are absent
// were not reported and are never read as zero.
import { serviceCountsSchema } from '@ioc/contracts/service-figure';
import { z } from 'zod';

const code = z.union([z.string().min(1).max(60), z.number().int()]).transform(String);
/** A date, or an instant whose Vietnamese date counts. */
const dateLike = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d(T.*)?$/)
  .max(40);

export const snapshotRowSchema = serviceCountsSchema.extend({
  asOf: z.string().max(40),
  periodStart: dateLike,
  periodEnd: dateLike,
  unitCode: code,
  procedureCode: code.default('*'),
  level: code.default('*'),
});
export type SnapshotRow = z.infer<typeof snapshotRowSchema>;

const rows = z.array(z.unknown()).max(50_000);
/** A bare array, or a page with `next`: pass it as `since` to go on. */
export const snapshotPageSchema = z.union([
  rows.transform((items) => ({ items, next: null })),
  z.object({
    items: rows,
    next: z
      .string()
      .max(60)
      .nullish()
      .transform((next) => next ?? null),
  }),
]);
