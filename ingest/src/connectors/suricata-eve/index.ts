import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import type { Message } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { hasKey } from '../../wire/json-keys.ts';
import { decodeEve } from './decode.ts';

const OPENING_BRACE = 123;

/** EVE says `event_type`; a line that was cut before it is known by the program that sent it. */
const isEve = ({ body, syslog }: Message): boolean =>
  body[0] === OPENING_BRACE &&
  (syslog?.app === 'suricata' || (hasKey(body, 'event_type') && namesEveKind(body)));

/** EVE's kinds are small letters (`alert`, `ftp_data`). What others say by this key would be dropped here as no alert. */
const EVE_KIND = /^"event_type"\s{0,4}:\s{0,4}"[a-z][a-z0-9_-]{0,40}"/;

function namesEveKind(body: Buffer): boolean {
  const at = body.indexOf('"event_type"');
  return EVE_KIND.test(body.toString('latin1', at, at + 80));
}

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
  accepts: isEve,
  decode: (message, _context, options) => decodeEve(message, options),
});
