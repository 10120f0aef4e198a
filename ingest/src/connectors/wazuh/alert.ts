// Wazuh 4.
import type { DecodeContext, FactDraft } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { keepAccount, maskedText } from '../../wire/free-text.ts';
import { instantFromText } from '../../wire/instant.ts';
import { instantFromLoose } from '../../wire/loose-instant.ts';
import { Reject } from '../../wire/reject.ts';
import type { WazuhAlert } from './payload.ts';
import { levelSeverity } from './severity.ts';

const MAX_TITLE = 300;
/** Where the decoders put what we ask for; the first that is there stands. */
const PATHS = {
  sourceIp: [
    'srcip',
    'src_ip',
    'win.eventdata.ipAddress',
    'win.eventdata.sourceIp',
    'aws.sourceIPAddress',
    'office365.ClientIP',
  ],
  sourcePort: ['srcport', 'src_port', 'win.eventdata.ipPort', 'win.eventdata.sourcePort'],
  destinationIp: ['dstip', 'dest_ip', 'win.eventdata.destinationIp'],
  destinationPort: ['dstport', 'dest_port', 'win.eventdata.destinationPort'],
  account: [
    'dstuser',
    'srcuser',
    'win.eventdata.targetUserName',
    'win.eventdata.user',
    'audit.auid',
    'office365.UserId',
  ],
  protocol: ['protocol', 'proto'],
  action: ['action'],
  eventId: ['win.system.eventID'],
  cve: ['vulnerability.cve'],
} as const;

export function alertFact(alert: WazuhAlert, context: DecodeContext, zone: string): FactDraft {
  const { rule, agent, manager } = alert;
  const stamp = alert.timestamp ?? alert['@timestamp'];
  if (!stamp) throw new Reject('schema', 'timestamp: the alert carries no time');
  const title = maskedText(rule.description ?? '', MAX_TITLE) || `Wazuh ${rule.id}`;
  const sensor = agent?.name ?? agent?.id ?? manager?.name ?? null;
  return {
    id: idOf(alert),
    kind: 'event',
    wordKey: null,
    wordAt: null,
    // Wazuh 3 wrote `2018 Mar 01 06:59:40`.
    observedAt: instantFromLoose(stamp, { receivedAt: stamp, zone }) ?? instantFromText(stamp, zone),
    type: 'vn.ioc.cyber-security.host-alert.v1',
    domain: 'cyber-security',
    severity: levelSeverity(rule.level),
    asset: sensor ? { externalId: sensor, kind: 'sensor' } : null,
    point: null,
    reportedUnit: null,
    title,
    titleEn: title,
    state: 'reported',
    closed: false,
    data: dataOf(alert, context),
  };
}

/** Ids count within a manager. An alert without one (a test, a shipper that strips it) is known by what tells it apart. */
function idOf({ id, manager, agent, rule, timestamp, location }: WazuhAlert): string {
  if (id) return `${manager?.name ?? ''}/${id}`;
  return fingerprint([
    manager?.name ?? null,
    agent?.id ?? null,
    rule.id,
    timestamp ?? null,
    location ?? null,
  ]);
}

function dataOf(alert: WazuhAlert, context: DecodeContext): Record<string, unknown> {
  const { rule, agent, manager, decoder, location, syscheck } = alert;
  const found = (name: keyof typeof PATHS) => wordAt(alert.data, PATHS[name]);
  return {
    manager: manager?.name,
    agent: { id: agent?.id, ip: agent?.ip },
    ruleId: rule.id,
    level: rule.level,
    fired: rule.firedtimes ?? undefined,
    groups: rule.groups,
    mitre: rule.mitre ?? undefined,
    decoder: decoder?.name,
    location: location ? maskedText(location, 200) : undefined,
    source: { ip: found('sourceIp'), port: portOf(found('sourcePort')) },
    destination: { ip: found('destinationIp'), port: portOf(found('destinationPort')) },
    account: keepAccount(found('account'), context),
    protocol: found('protocol'),
    action: found('action'),
    eventId: found('eventId'),
    cve: found('cve'),
    file: syscheck ? { path: maskedText(syscheck.path ?? '', 300), event: syscheck.event } : undefined,
  };
}

const portOf = (text: string | undefined): number | undefined =>
  text && /^\d{1,5}$/.test(text) ? Number(text) : undefined;

/** The first of the paths that leads to a word or a number. */
function wordAt(data: unknown, paths: readonly string[]): string | undefined {
  for (const path of paths) {
    let value: unknown = data;
    for (const key of path.split('.'))
      value =
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
    if (typeof value === 'number' || (typeof value === 'string' && value))
      return maskedText(String(value), 120);
  }
  return undefined;
}
