import { domainSchema, SEVERITIES } from '@ioc/contracts/words';
import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { zoneNamesSchema } from '../../wire/zone-names.ts';
import { decodeSyslog } from './decode.ts';

export const syslog = defineConnector({
  id: 'syslog',
  name: 'Nhật ký thiết bị, máy chủ (syslog)',
  nameEn: 'Logs of devices and servers (syslog)',
  transports: ['syslog'],
  source: {
    // `syslog` itself is the door's: the source of what nobody takes.
    id: 'device-log',
    name: 'Nhật ký thiết bị (syslog)',
    nameEn: 'Device logs (syslog)',
    cadenceMs: null,
  },
  immutable: true,
  optionsSchema: z.object({
    minimum: z
      .enum(SEVERITIES)
      .default('medium')
      .describe('Bỏ qua dưới mức này | Drop what is below this severity'),
    domain: domainSchema.default('cyber-security').describe('Lĩnh vực | Domain'),
    zone: zoneSchema,
    zoneNames: zoneNamesSchema,
  }),
  // Whatever wears an envelope: this connector stands last, so that every other one was asked before.
  accepts: ({ syslog: envelope }) => envelope !== undefined,
  decode: decodeSyslog,
});
