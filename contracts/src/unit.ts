import { z } from 'zod';
import { pointSchema } from './words.ts';

/** The unit valid when the thing was observed. `id` is `<code>@<valid from>`; a bare code is never a key. */
export const unitReferenceSchema = z.object({ id: z.string(), code: z.string(), name: z.string() });
export type UnitReference = z.infer<typeof unitReferenceSchema>;

export const UNIT_KINDS = ['province', 'ward', 'commune', 'special-zone', 'district'] as const;

export const unitSchema = unitReferenceSchema.extend({
  kind: z.enum(UNIT_KINDS),
  nameEn: z.string(),
  parentId: z.string().nullable(),
  areaKm2: z.number().nullable(),
  centre: pointSchema.nullable(),
  validFrom: z.iso.date(),
  validTo: z.iso.date().nullable(),
});
export type Unit = z.infer<typeof unitSchema>;
