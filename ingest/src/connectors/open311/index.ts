import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { planOpen311 } from './cursor.ts';
import { decodeOpen311 } from './decode.ts';

export const open311 = defineConnector({
  id: 'open311',
  name: 'Open311 GeoReport v2',
  nameEn: 'Open311 GeoReport v2',
  transports: ['poll'],
  source: {
    id: 'hotline',
    name: 'Tổng đài và cổng phản ánh hiện trường',
    nameEn: 'Hotline and field-feedback portal',
    // Each poll that is answered counts as heard, also when nobody called.
    cadenceMs: 300_000,
  },
  immutable: false,
  optionsSchema: z.object({ zone: zoneSchema }),
  plan: planOpen311,
  decode: decodeOpen311,
});
