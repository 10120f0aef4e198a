// One CEF line is one event that never changes. Its id is the hash of what it says, with the device that says it: counters
// like `externalId` begin anew when a box is replaced. A line without any time lies in the bucket of its arrival.
import { SEVERITIES } from '@ioc/contracts/words';
import type { Severity } from '@ioc/contracts/words';
import type { Decoded, DecodeContext, FactDraft, Message } from '../../connector.ts';
import { openEnvelope } from '../../wire/envelope.ts';
import type { Opened } from '../../wire/envelope.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { maskedText, plainText } from '../../wire/free-text.ts';
import { MAX_MESSAGE_BYTES } from '../../wire/json.ts';
import { firstInstant, receiveBucket } from '../../wire/loose-instant.ts';
import type { ClockHints } from '../../wire/loose-instant.ts';
import { Reject } from '../../wire/reject.ts';
import { syslogSeverity } from '../../wire/syslog-severity.ts';
import { parseCef } from './parse.ts';
import type { CefEvent } from './parse.ts';
import { cefSeverity } from './severity.ts';
import { wordsOf } from './words.ts';

export interface CefOptions {
  /** Zone of stamps that carry none, e.g. `+07:00`. */
  readonly zone: string;
  /** See `ClockHints`. */
  readonly zoneNames: string;
  readonly minimum: Severity;
}

/** When the device wrote it, ended it, began it: the first that is a moment stands. */
const TIMES = ['rt', 'end', 'start', 'deviceReceiptTime', 'endTime', 'startTime', 'FTNTFGTeventtime'];
/** Where none of them is there, under a name of the vendor's own: `BitdefenderGZDetectionTime`, `event_timestamp`. */
const OWN_TIME = /(?:event|detection)_?time(?:stamp)?$/i;

export function decodeCef(message: Message, context: DecodeContext, options: CefOptions): Decoded {
  if (message.body.length > MAX_MESSAGE_BYTES)
    throw new Reject('too-large', `${message.body.length} bytes, ${MAX_MESSAGE_BYTES} are the limit`);
  const { syslog, body } = openEnvelope(message);
  const text = body.toString('utf8');
  const event = parseCef(text);
  const fallback = syslog ? syslogSeverity(syslog.severity) : null;
  const severity = cefSeverity(event.severity, `${event.vendor}|${event.product}`, fallback);
  if (!severity) throw new Reject('schema', 'the CEF severity is neither 0 to 10 nor a word of the scale');
  if (SEVERITIES.indexOf(severity) < SEVERITIES.indexOf(options.minimum)) return { facts: [], dropped: 1 };
  const sensor = sensorOf(event, syslog, message.peer);
  const moment = momentOf(event, syslog, {
    receivedAt: message.receivedAt,
    zone: options.zone,
    zoneNames: options.zoneNames,
  });
  const id = fingerprint([sensor, text, moment ? null : receiveBucket(message.receivedAt)]);
  const observedAt = moment ?? receiveBucket(message.receivedAt);
  return { facts: [factOf(event, { id, severity, sensor, observedAt }, context)] };
}

/** The device's own name for itself, then the envelope's, then the address it came from. */
function sensorOf(
  { extension }: CefEvent,
  syslog: Opened['syslog'],
  peer: string | undefined,
): string | null {
  const names = ['dvchost', 'deviceHostName', 'dvc', 'deviceAddress'].map((key) => extension.get(key));
  // A serial number names a device, a small counter (Trend Micro's) does not.
  const serial = /^[\w-]{6,}$/.exec(extension.get('deviceExternalId') ?? '')?.[0];
  const name = [...names, syslog?.host, serial, peer].find(Boolean);
  return name ? plainText(name, 200) : null;
}

/** Vendors whose documentation says UTC of stamps that carry no zone. */
const WRITE_UTC = new Set(['eset']);

function momentOf(
  { vendor, extension }: CefEvent,
  syslog: Opened['syslog'],
  hints: ClockHints,
): string | null {
  const zoneField = extension.get('dtz') ?? extension.get('deviceTimeZone');
  const own = WRITE_UTC.has(vendor.toLowerCase()) ? { ...hints, zone: '+00:00' } : hints;
  const device = zoneField ? { ...own, zoneField } : own;
  const stated = TIMES.filter((key) => extension.has(key));
  const keys = stated.length > 0 ? stated : [...extension.keys()].filter((key) => OWN_TIME.test(key));
  const stamps = keys.map((key) => [extension.get(key) ?? '', device] as const);
  return firstInstant([...stamps, [syslog?.timestamp ?? '', hints]]);
}

/** Where the vendor names what it found; its event's name says only of what kind it is. */
const FINDINGS: Readonly<Record<string, readonly string[]>> = {
  fortinet: ['FTNTFGTattack', 'FTNTFGTvirus'],
  'palo alto networks': ['cat'],
};

function subjectOf({ vendor, name, classId, extension }: CefEvent): string {
  const keys = FINDINGS[vendor.toLowerCase()] ?? [];
  const finding = keys.map((key) => extension.get(key)).find(Boolean);
  return [name || classId, finding].filter(Boolean).join(': ');
}

interface Known {
  readonly id: string;
  readonly severity: Severity;
  readonly sensor: string | null;
  readonly observedAt: string;
}

function factOf(
  event: CefEvent,
  { id, severity, sensor, observedAt }: Known,
  context: DecodeContext,
): FactDraft {
  const data = wordsOf(event.extension, context);
  const isNamedTwice = event.product.startsWith(event.vendor);
  const product = maskedText(isNamedTwice ? event.product : `${event.vendor} ${event.product}`, 120);
  const title = [maskedText(subjectOf(event), 300), product].filter(Boolean).join(' · ');
  return {
    id,
    kind: 'event',
    wordKey: null,
    wordAt: null,
    observedAt,
    type: 'vn.ioc.cyber-security.device-alert.v1',
    domain: 'cyber-security',
    severity,
    asset: sensor ? { externalId: sensor, kind: 'sensor' } : null,
    point: null,
    reportedUnit: null,
    title,
    titleEn: title,
    state: typeof data['action'] === 'string' ? plainText(data['action'], 60) : 'reported',
    closed: false,
    data: {
      vendor: plainText(event.vendor, 120),
      product: plainText(event.product, 120),
      version: plainText(event.version, 60),
      classId: plainText(event.classId, 120),
      cefSeverity: plainText(event.severity, 30),
      ...data,
    },
  };
}
