import { z } from 'zod';

/** Every list is answered so; `next` goes into `after` of the next call, null at the end. */
export const listOf = <T extends z.ZodType>(item: T) =>
  z.object({ items: z.array(item), next: z.string().nullable() });

export interface List<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}

export const limitSchema = z.coerce.number().int().min(1).max(1000).default(100);
