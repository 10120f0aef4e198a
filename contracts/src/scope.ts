// Whose figures: the province, one unit, or a named set of units (an old city, a police area, a shift). A group is
// always summed from its units, never from groups.
import { z } from 'zod';

export const scopeSchema = z
  .string()
  .max(120)
  .regex(/^(province|unit:[^\s:]+|group:[^\s:]+)$/, 'province, unit:<id> or group:<id>');
export type Scope = 'province' | `unit:${string}` | `group:${string}`;
