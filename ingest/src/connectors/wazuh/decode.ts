// One alert of Wazuh 4 or one finding of Wazuh 5 is one event that never changes; which of the two it is, its shape says.
// `full_log` and `event.original` are dropped here: they are lines that any program wrote, with names, commands and
// sometimes passwords in them. The rule's words, the place and the addresses tell what happened, and the id finds the
// line again in Wazuh.
import type { Decoded, DecodeContext, FactDraft, Message } from '../../connector.ts';
import { openEnvelope } from '../../wire/envelope.ts';
import { parseJson, parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { alertFact } from './alert.ts';
import { findingFact } from './finding.ts';
import { alertSchema, documentSchema, findingSchema } from './payload.ts';
import { readTextAlert } from './text-alert.ts';

export function decodeWazuh(message: Message, context: DecodeContext, { zone }: { zone: string }): Decoded {
  const { body, syslog } = openEnvelope(message);
  const hints = { receivedAt: message.receivedAt, zone };
  const textAlert = readTextAlert(body, syslog, hints, context);
  if (textAlert) return { facts: [textAlert] };
  return { facts: [fromDocument(parseJson(body), null, context, zone)] };
}

function fromDocument(
  value: unknown,
  documentId: string | null,
  context: DecodeContext,
  zone: string,
): FactDraft {
  if (!isRecord(value)) throw new Reject('schema', 'the message is no JSON object');
  if ('_source' in value && documentId === null) {
    const { _id = '', _source } = parseShape(documentSchema, value);
    return fromDocument(_source, _id, context, zone);
  }
  if (isRecord(value['wazuh']))
    return findingFact(parseShape(findingSchema, value), documentId, context, zone);
  if (!('rule' in value))
    throw new Reject('schema', 'neither an alert of Wazuh 4 (rule) nor a finding of Wazuh 5 (wazuh.rule)');
  return alertFact(parseShape(alertSchema, value), context, zone);
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
