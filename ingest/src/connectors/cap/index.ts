import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { decodeCap } from './decode.ts';
import { planCap } from './memory.ts';

export const cap = defineConnector({
  id: 'cap',
  name: 'Cảnh báo CAP (khí tượng thủy văn, thiên tai)',
  nameEn: 'CAP warnings (weather, water, disasters)',
  transports: ['poll'],
  source: {
    id: 'cap',
    name: 'Cảnh báo thiên tai (CAP)',
    nameEn: 'Hazard warnings (CAP)',
    // Each poll that is answered counts as heard, also when all is calm.
    cadenceMs: 900_000,
  },
  immutable: false,
  optionsSchema: z.object({
    zone: zoneSchema,
    exercises: z
      .boolean()
      .default(false)
      .describe('Hiện cả bản tin diễn tập, có đánh dấu | Show exercises too, marked'),
    unitGeocode: z
      .string()
      .max(60)
      .default('')
      .describe(
        'Tên geocode chứa mã đơn vị hành chính | Name of the geocode that holds the code of the unit',
      ),
  }),
  plan: planCap,
  decode: decodeCap,
});
