// The form that Wazuh's syslog output has when nobody chose another: one line of text. It carries no id and no time but
// that of its envelope, which is the manager's local one without a year.
import type { FactDraft, Message, DecodeContext } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { keepAccount, maskedText } from '../../wire/free-text.ts';
import { instantFromLoose, receiveBucket } from '../../wire/loose-instant.ts';
import type { ClockHints } from '../../wire/loose-instant.ts';
import { levelSeverity } from './severity.ts';

const START = 'Alert Level: ';
const ALERT = /^Alert Level: (\d{1,2}); Rule: (\d{1,9}) - (.{1,500}?); Location: (.{1,300}?); /;
/** `(agent) 192.0.2.5->/var/log/auth.log` of an agent, `manager->/var/log/auth.log` of the manager itself. */
const LOCATION = /^(?:\(([^)]{1,255})\) (\S{1,60})|([^>]{1,255}?))->(.*)$/;
const FIELD = /\b(classification|srcip|dstip|user): ([^;]{1,120});/g;

export const isTextAlert = (body: Buffer): boolean =>
  body.subarray(0, START.length).equals(Buffer.from(START));

/** Null when the message is something else. */
export function readTextAlert(
  body: Buffer,
  syslog: Message['syslog'] | null,
  hints: ClockHints,
  context: DecodeContext,
): FactDraft | null {
  if (!isTextAlert(body)) return null;
  const text = body.toString('utf8', 0, 4_096);
  const [, level, ruleId = '', description = '', location = ''] = ALERT.exec(`${text}; `) ?? [];
  if (!level) return null;
  const [, agent, ip, manager, file] = LOCATION.exec(location) ?? [];
  const stamp = syslog?.timestamp ? instantFromLoose(syslog.timestamp, hints) : null;
  const bucket = receiveBucket(hints.receivedAt);
  const sensor = agent ?? manager ?? syslog?.host ?? null;
  const title = maskedText(description, 300);
  // The fields stand before the log itself, which may say anything.
  const fields = new Map(
    [...text.slice(0, 1_024).matchAll(FIELD)].reverse().map(([, name, value]) => [name, value]),
  );
  return {
    id: fingerprint([syslog?.host ?? null, text, bucket]),
    kind: 'event',
    wordKey: null,
    wordAt: null,
    observedAt: stamp ?? bucket,
    type: 'vn.ioc.cyber-security.host-alert.v1',
    domain: 'cyber-security',
    severity: levelSeverity(Number(level)),
    asset: sensor ? { externalId: sensor, kind: 'sensor' } : null,
    point: null,
    reportedUnit: null,
    title,
    titleEn: title,
    state: 'reported',
    closed: false,
    data: {
      manager: syslog?.host ?? undefined,
      agent: { ip },
      ruleId,
      level: Number(level),
      groups: fields
        .get('classification')
        ?.split(',')
        .map((group) => group.trim())
        .filter(Boolean)
        .slice(0, 20),
      location: file ? maskedText(file, 200) : undefined,
      source: { ip: fields.get('srcip') },
      destination: { ip: fields.get('dstip') },
      account: keepAccount(fields.get('user'), context),
    },
  };
}
