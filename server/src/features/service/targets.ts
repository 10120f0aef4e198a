import { readFileSync } from 'node:fs';
import type { ServiceTarget } from '@ioc/contracts/api/service';
import { z } from 'zod';

const INDICATORS = [
  'onTime',
  'onTimeClosedOnly',
  'onlineRate',
  'onlinePaymentRate',
  'digitisedRate',
] as const;

const targetsSchema = z.array(
  z.object({
    indicator: z.enum(INDICATORS),
    target: z.number().min(0).max(100),
    citation: z.string().min(1),
  }),
);

/** Without a file a site has set itself no targets, and screens show none. */
export const readTargets = (file: string | null): ServiceTarget[] =>
  file === null ? [] : targetsSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
