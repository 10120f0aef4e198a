import { SEVERITIES } from '@ioc/contracts/words';
import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { zoneNamesSchema } from '../../wire/zone-names.ts';
import { decodeCef } from './decode.ts';
import { findHeader } from './parse.ts';

const HEAD_BYTES = 512;

export const cef = defineConnector({
  id: 'cef',
  name: 'Thiết bị an ninh (CEF)',
  nameEn: 'Security devices (CEF)',
  transports: ['syslog', 'file'],
  source: {
    id: 'cef',
    name: 'Thiết bị an ninh mạng (CEF)',
    nameEn: 'Network security devices (CEF)',
    // A quiet network is no fault: nothing is promised.
    cadenceMs: null,
  },
  immutable: true,
  optionsSchema: z.object({
    zone: zoneSchema,
    zoneNames: zoneNamesSchema,
    minimum: z
      .enum(SEVERITIES)
      .default('info')
      .describe('Bỏ qua dưới mức này | Drop what is below this severity'),
  }),
  accepts: ({ body }) => findHeader(body.toString('latin1', 0, HEAD_BYTES)) !== null,
  decode: decodeCef,
});
