import { z } from 'zod';
import { defineConnector } from '../../connector.ts';
import type { Message } from '../../connector.ts';
import { zoneSchema } from '../../wire/instant.ts';
import { topLevelKeys } from '../../wire/json-keys.ts';
import { decodeWazuh } from './decode.ts';
import { isTextAlert } from './text-alert.ts';

const OPENING_BRACE = 123;
/** How Wazuh's own syslog output calls itself. */
const PROGRAMS = new Set(['ossec', 'wazuh', 'wazuh-csyslogd']);

function isWazuh({ body, syslog }: Message): boolean {
  if (body[0] !== OPENING_BRACE) return isTextAlert(body);
  return PROGRAMS.has(syslog?.app ?? '') || hasShapeOfWazuh(body);
}

/** 4.x: a rule beside an agent or a manager. 5.x: everything of Wazuh under `wazuh`. A shipper may send whole documents. */
function hasShapeOfWazuh(body: Buffer): boolean {
  if (!body.includes('"rule"') && !body.includes('"wazuh')) return false;
  const keys = new Set(topLevelKeys(body));
  if (keys.has('event_type')) return false;
  if (keys.has('wazuh') || (keys.has('rule') && (keys.has('agent') || keys.has('manager')))) return true;
  return keys.has('_source') && body.includes('"_index":"wazuh-');
}

export const wazuh = defineConnector({
  id: 'wazuh',
  name: 'Wazuh',
  nameEn: 'Wazuh',
  transports: ['syslog', 'file'],
  source: {
    id: 'wazuh',
    name: 'Cảnh báo máy chủ, máy trạm (Wazuh)',
    nameEn: 'Host security alerts (Wazuh)',
    // A quiet network is no fault: nothing is promised.
    cadenceMs: null,
  },
  immutable: true,
  optionsSchema: z.object({ zone: zoneSchema }),
  accepts: isWazuh,
  decode: decodeWazuh,
});
