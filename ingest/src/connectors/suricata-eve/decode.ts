// One EVE line is one event that never changes; EVE has no id, so it is made of what tells two alerts apart (M1).
import type { Decoded, FactDraft, Message } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromText } from '../../wire/instant.ts';
import { parseJson, parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { eveAlertSchema, eveEventSchema } from './payload.ts';
import type { EveAlert } from './payload.ts';
import { eveSeverity } from './severity.ts';

export interface EveOptions {
  /** Zone of stamps that carry none, e.g. `+07:00`. */
  readonly zone: string;
}

/** Flow ids exceed 2^53: a number would be rounded, and two flows would become one. */
const flowIdAsText = (text: string): string => text.replace(/"flow_id"\s*:\s*(\d+)/, '"flow_id":"$1"');

export function decodeEve(message: Message, { zone }: EveOptions): Decoded {
  const value = parseJson(message.body, { revise: flowIdAsText });
  const { event_type: eventType } = parseShape(eveEventSchema, value);
  if (eventType !== 'alert') return { facts: [], dropped: 1 };
  return { facts: [alertDraft(parseShape(eveAlertSchema, value), message.sender ?? message.peer, zone)] };
}

function alertDraft(eve: EveAlert, sender: string | undefined, zone: string): FactDraft {
  const { alert } = eve;
  const timestamp = eve.timestamp ?? eve['@timestamp'];
  if (!timestamp) throw new Reject('schema', 'timestamp: the alert carries no time');
  const sensor = eve.host ?? sender ?? '';
  const flowId = String(eve.flow_id ?? '');
  const title = alert.signature?.slice(0, 400) || `SID ${alert.gid}:${alert.signature_id}`;
  const category = alert.category ?? '';
  return {
    id: fingerprint([sensor, timestamp, flowId, alert.gid, alert.signature_id, eve.tx_id ?? null]),
    kind: 'event',
    wordKey: null,
    wordAt: null,
    observedAt: instantFromText(timestamp, zone),
    type: 'vn.ioc.cyber-security.ids-alert.v1',
    domain: 'cyber-security',
    severity: eveSeverity(alert.severity, category),
    asset: sensor ? { externalId: sensor, kind: 'sensor' } : null,
    point: null,
    reportedUnit: null,
    title,
    titleEn: title,
    state: alert.action,
    closed: false,
    data: {
      sensor,
      flowId,
      interface: eve.in_iface ?? undefined,
      source: { ip: eve.src_ip ?? undefined, port: eve.src_port ?? undefined },
      destination: { ip: eve.dest_ip ?? undefined, port: eve.dest_port ?? undefined },
      protocol: eve.proto ?? undefined,
      application: eve.app_proto ?? undefined,
      signatureId: alert.signature_id,
      revision: alert.rev ?? undefined,
      category,
      suricataSeverity: alert.severity,
      action: alert.action,
      signatureSeverity: alert.metadata?.signature_severity?.[0],
      tactics: alert.metadata?.mitre_tactic_id,
      techniques: alert.metadata?.mitre_technique_id,
    },
  };
}
