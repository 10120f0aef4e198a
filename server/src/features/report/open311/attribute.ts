// What a service asks beyond the common fields (GeoReport v2, "service definition"), in the standard's own words: a line of
// the list of categories is what clients read.
import { z } from 'zod';

export const attributeSchema = z
  .object({
    code: z.string().regex(/^[A-Za-z][\w-]{0,59}$/),
    /** False: a sentence to show, which asks nothing. */
    variable: z.boolean().default(true),
    datatype: z.enum(['string', 'number', 'datetime', 'text', 'singlevaluelist', 'multivaluelist']),
    required: z.boolean().default(false),
    order: z.number().int().positive().optional(),
    datatype_description: z.string().max(300).default(''),
    description: z.string().min(1).max(300),
    values: z
      .array(z.object({ key: z.string().min(1).max(60), name: z.string().min(1).max(120) }))
      .max(200)
      .default([]),
  })
  .refine(({ datatype, values }) => !isList(datatype) || values.length > 0, {
    path: ['values'],
    message: 'a list needs values',
  });

export type Attribute = z.infer<typeof attributeSchema>;

export const isList = (datatype: string): boolean => datatype.endsWith('valuelist');
