import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { decodeEve } from './decode.ts';

const OPENING_BRACE = 123;

export const suricataEve = defineConnector({
  id: 'suricata-eve',
  name: 'Suricata EVE',
  nameEn: 'Suricata EVE',
  transports: ['syslog', 'file'],
  source: {
    id: 'suricata',
    name: 'Cảnh báo an ninh mạng (Suricata)',
    nameEn: 'Network security alerts (Suricata)',
    // A quiet network is no fault: nothing is promised.
    cadenceMs: null,
  },
  immutable: true,
  optionsSchema: z.object({ zone: zoneSchema }),
  accepts: ({ body }) => body[0] === OPENING_BRACE,
  decode: (message, _context, options) => decodeEve(message, options),
});
