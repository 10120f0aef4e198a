// Any syslog message, for what has no connector of its own. Most of what boxes say is of no news value, so that what is
// below the source's minimum is dropped and counted. A message has no id: it is its raw line within the ten seconds of its
// arrival (M1), and a repeat inside them is a duplicate.
import { SEVERITIES } from '@ioc/contracts/words';
import type { Domain, Severity } from '@ioc/contracts/words';
import type { Decoded, FactDraft, Message } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { maskedText, namesPerson, plainText } from '../../wire/free-text.ts';
import { firstInstant, receiveBucket } from '../../wire/loose-instant.ts';
import { Reject } from '../../wire/reject.ts';
import { parseSyslog, readStructuredData } from '../../wire/syslog-message.ts';
import type { SyslogMessage } from '../../wire/syslog-message.ts';
import { syslogSeverity } from '../../wire/syslog-severity.ts';
import { mayStateSeverity, ownSeverity } from './own-severity.ts';
import { readPairs } from './pairs.ts';
import type { Pairs } from './pairs.ts';

export interface SyslogOptions {
  readonly minimum: Severity;
  readonly domain: Domain;
  /** Zone of stamps that carry none, e.g. `+07:00`. */
  readonly zone: string;
  /** See `ClockHints`. */
  readonly zoneNames: string;
}

const MAX_LINE_BYTES = 64 * 1024;
const MAX_TEXT = 1_000;
const MAX_TITLE_TEXT = 240;
const READ_BYTES = 8 * 1024;
const HEAD_BYTES = 300;
/** IBM's own form: as a sentence it would be a heap of fields, with the names of persons among them. */
const LEEF = /(?:^|\s)LEEF:[12]\.0\|/;

export function decodeSyslog(message: Message, _context: unknown, options: SyslogOptions): Decoded {
  const { payload } = message;
  if (payload.length > MAX_LINE_BYTES)
    throw new Reject('too-large', `a line of more than ${MAX_LINE_BYTES} bytes`);
  // The door has read no more than the connectors before this one need.
  const stated = message.syslog ? syslogSeverity(message.syslog.severity) : null;
  if (stated && isBelow(stated, options.minimum) && !mayStateSeverity(payload))
    return { facts: [], dropped: 1 };
  const parsed = parseSyslog(payload);
  if (!parsed) throw new Reject('not-syslog', 'neither RFC 5424 nor RFC 3164');
  const severity = severityOf(parsed);
  if (isBelow(severity, options.minimum)) return { facts: [], dropped: 1 };
  if (LEEF.test(parsed.body.toString('latin1', 0, HEAD_BYTES)))
    throw new Reject('schema', 'the line is LEEF, which is not read here: let the device send CEF');
  return { facts: [factOf(parsed, severity, message, options)] };
}

/** The graver of what the envelope and what the text says. */
function severityOf({ severity, structuredData, body }: SyslogMessage): Severity {
  const stated = syslogSeverity(severity);
  const own = ownSeverity(structuredData ?? body.toString('latin1', 0, READ_BYTES));
  return own && isBelow(stated, own) ? own : stated;
}

const isBelow = (severity: Severity, minimum: Severity): boolean =>
  SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(minimum);

function factOf(
  parsed: SyslogMessage,
  severity: Severity,
  message: Message,
  { domain, zone, zoneNames }: SyslogOptions,
): FactDraft {
  const text = parsed.body.toString('utf8', 0, READ_BYTES);
  const hints = { receivedAt: message.receivedAt, zone, zoneNames };
  const pairs = readPairs(text, hints);
  const bucket = receiveBucket(message.receivedAt);
  const envelope = [parsed.timestamp ?? '', hints] as const;
  const moment = firstInstant([...(pairs?.occurred ?? []), envelope, ...(pairs?.stamps ?? [])]);
  const host = nameOf(parsed.host ?? pairs?.device ?? message.peer);
  return {
    // Where the line names its host, the way it came does not matter: a relay's copy is the same message.
    id: fingerprint([
      parsed.host ? null : (message.peer ?? null),
      message.payload.toString('latin1'),
      bucket,
    ]),
    kind: 'event',
    wordKey: null,
    wordAt: null,
    observedAt: moment ?? bucket,
    type: `vn.ioc.${domain}.log-message.v1`,
    domain,
    severity,
    asset: host ? { externalId: host, kind: 'sensor' } : null,
    point: null,
    reportedUnit: null,
    ...titles(parsed, text, pairs, host),
    state: 'reported',
    closed: false,
    data: dataOf(parsed, text, pairs, message.peer),
  };
}

const nameOf = (host: string | undefined): string | null => (host ? plainText(host, 200) || null : null);

function titles(
  { app, structuredData }: SyslogMessage,
  text: string,
  pairs: Pairs | null,
  host: string | null,
): { title: string; titleEn: string } {
  // Check Point and others say everything in the structured data and nothing behind it.
  const structured = () => impersonal(structuredData).map(([name, value]) => `${name}=${value}`);
  const said = maskedText(pairs?.words ?? (text.trim() || structured().join(' ')), MAX_TITLE_TEXT);
  const program = app ? plainText(app, 100) : null;
  const named = (on: string, unknown: string) =>
    [program, host ?? (program ? null : unknown)].filter(Boolean).join(` ${on} `);
  const line = (name: string) => (said ? `${name}: ${said}` : name);
  return { title: line(named('trên', 'Máy không rõ')), titleEn: line(named('on', 'Unknown host')) };
}

const impersonal = (structuredData: string | null): [string, string][] =>
  Object.entries(structuredData ? readStructuredData(structuredData) : {}).filter(
    ([name]) => !namesPerson(name),
  );

function dataOf(
  parsed: SyslogMessage,
  text: string,
  pairs: Pairs | null,
  peer: string | undefined,
): Record<string, unknown> {
  const { host, app, processId, messageId, facility, severity, structuredData } = parsed;
  const structured = impersonal(structuredData);
  return {
    host: host ? plainText(host, 255) : undefined,
    peer,
    program: app ? plainText(app, 128) : undefined,
    processId: processId ? plainText(processId, 128) : undefined,
    messageId: messageId ? plainText(messageId, 64) : undefined,
    facility: FACILITIES[facility],
    syslogSeverity: severity,
    text: maskedText(text, MAX_TEXT),
    structured: structured.length
      ? Object.fromEntries(structured.map(([name, value]) => [plainText(name, 32), maskedText(value, 200)]))
      : undefined,
    source: pairs?.source,
    destination: pairs?.destination,
    action: pairs?.action,
  };
}

const FACILITIES =
  'kern user mail daemon auth syslog lpr news uucp cron authpriv ftp ntp audit alert clock local0 local1 local2 local3 local4 local5 local6 local7'.split(
    ' ',
  );
