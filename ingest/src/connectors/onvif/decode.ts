// An ONVIF notification never changes; it has no id, so one is made of what it is (M1). Retained property states come
// again at each connect and are then duplicates; a zero-byte payload deletes such a state and says nothing new. What
// leaves this file is a list of named values: never the event as a whole, which may hold plates, faces and names.
import type { Severity } from '@ioc/contracts/words';
import type { DecodeContext, Decoded, FactDraft, Message, PartReject } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { parseJson } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { isAxisTopic, readAxisEvent, splitAxis } from './axis.ts';
import { nestedOf, numberOf, readEvent, textOf } from './payload.ts';
import type { OnvifEvent, Values } from './payload.ts';
import { flagOf } from './state.ts';
import { isFace, plainPath, topicOf, wordsOf } from './topics.ts';
import type { TopicWords } from './topics.ts';

const MARK = '/onvif-ej/';
const METADATA_MARK = '/onvif-mj/';
const KMH_PER_MS = 3.6;
const MAX_KMH = 400;
const MAX_EVENTS = 100;

export interface OnvifOptions {
  readonly prefix: string;
  readonly topics: readonly TopicWords[];
}

export function isOnvifTopic(address: string, { prefix }: OnvifOptions): boolean {
  if (prefix && !address.startsWith(`${prefix}/`)) return false;
  return address.includes(MARK) || address.includes(METADATA_MARK) || isAxisTopic(address);
}

/** Where an event comes from and what it is about. */
interface Origin {
  readonly address: string;
  readonly device: string;
  /** Without namespaces. */
  readonly path: string;
  readonly topics: readonly TopicWords[];
  readonly context: DecodeContext;
}

const NOTHING: Decoded = { facts: [], dropped: 1 };

export function decodeOnvif(message: Message, context: DecodeContext, { topics }: OnvifOptions): Decoded {
  const { address, body } = message;
  const at = address.indexOf(MARK);
  // Metadata streams describe every frame: far more than an operations centre keeps.
  if (at < 0 && !isAxisTopic(address)) return NOTHING;
  const axis = at < 0 ? splitAxis(address) : null;
  const device = axis?.device ?? address.slice(0, at);
  const path = plainPath(axis?.path ?? address.slice(at + MARK.length));
  if (!device || !path) throw new Reject('unknown-topic', 'the topic names no device or no event');
  if (isFace(topicOf(path)) || body.length === 0) return NOTHING;
  const origin: Origin = { address, device, path, topics, context };
  if (axis) return decodeAxis(message, origin);
  const value = parseJson(body);
  return Array.isArray(value) ? decodeAll(value, origin) : { facts: [draft(readEvent(value), origin)] };
}

function decodeAxis({ body }: Message, origin: Origin): Decoded {
  // Whether the device itself is connected, in words of the operator's choice.
  if (origin.path === 'connection') return NOTHING;
  const { topic, event } = readAxisEvent(parseJson(body));
  const path = topic === null ? origin.path : plainPath(topic);
  return isFace(topicOf(path)) ? NOTHING : { facts: [draft(event, { ...origin, path })] };
}

function decodeAll(values: readonly unknown[], origin: Origin): Decoded {
  if (values.length > MAX_EVENTS) throw new Reject('schema', `message: more than ${MAX_EVENTS} events`);
  const facts: FactDraft[] = [];
  const rejects: PartReject[] = [];
  for (const value of values) {
    try {
      facts.push(draft(readEvent(value), origin));
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      rejects.push({ reject: error, raw: JSON.stringify(value) });
    }
  }
  return { facts, rejects };
}

function draft(event: OnvifEvent, { address, device, path, topics, context }: Origin): FactDraft {
  const words = wordsOf(path, topics);
  const place = context.assetName(device) ?? device;
  const state = stateOf(event);
  const over = state === 'over';
  const objectId = objectIdOf(event);
  return {
    id: fingerprint([
      address,
      event.observedAt,
      event.rawSource,
      objectId,
      ...(event.key ? [event.key] : []),
    ]),
    kind: 'event',
    wordKey: null,
    wordAt: null,
    observedAt: event.observedAt,
    type: `vn.ioc.${words.domain}.${words.event}.v1`,
    domain: words.domain,
    severity: severityOf(state, words.severity),
    asset: { externalId: device, kind: 'camera' },
    point: null,
    reportedUnit: null,
    title: `${words.vi}${over ? ' (đã hết)' : ''} · ${place}`,
    titleEn: `${words.en}${over ? ' (over)' : ''} · ${place}`,
    state,
    closed: over,
    data: dataOf(device, path, event, objectId, context),
  };
}

type State = 'seen' | 'initial' | 'over';

function stateOf({ data, operation }: OnvifEvent): State {
  if (operation === 'deleted' || flagOf(data) === false) return 'over';
  return operation === 'initialized' ? 'initial' : 'seen';
}

/** What is over is none any more. What was so before we connected is told, but raises no alarm at each connect. */
function severityOf(state: State, severity: Severity): Severity {
  if (state === 'over') return 'info';
  const grave = severity === 'critical' || severity === 'high';
  return state === 'initial' && grave ? 'medium' : severity;
}

/** Of the event, of the object it describes (newer firmware), or the key of the property. */
const objectIdOf = ({ data, key }: OnvifEvent): string | null =>
  textOf(data, 'ObjectId') ??
  textOf(nestedOf(data, 'Object'), 'ObjectId') ??
  textOf(data, 'objectId') ??
  (key ? textOf(key, 'ObjectId') : null);

function dataOf(
  device: string,
  path: string,
  { source, data, operation }: OnvifEvent,
  objectId: string | null,
  context: DecodeContext,
): Record<string, unknown> {
  const plate = plateOf(path, data);
  const speedMs = numberOf(data, 'Speed');
  const speedKmh = speedMs === null ? null : Math.round(speedMs * KMH_PER_MS * 10) / 10;
  return {
    device,
    topic: topicOf(path),
    rule: textOf(source, 'Rule'),
    objectId,
    count: numberOf(data, 'Count') ?? numberOf(data, 'total'),
    vehicle:
      textOf(nestedOf(data, 'VehicleInfo'), 'Type') ??
      (data['Object'] === undefined ? null : textOf(nestedOf(appearanceOf(data), 'VehicleInfo'), 'Type')),
    direction: textOf(data, 'Direction'),
    likelihood: numberOf(data, 'Likelihood'),
    ...(speedKmh !== null && speedKmh >= 0 && speedKmh <= MAX_KMH ? { speedKmh } : {}),
    ...(plate ? { plate: context.keepPlate(plate) } : {}),
    ...(operation ? { operation } : {}),
    ...seenOf(source, data),
  };
}

/** Kept when given: what the object is, what a sensor measured, which input it was. */
function seenOf(source: Values, data: Values): Record<string, unknown> {
  const seen: Record<string, unknown> = {};
  const object = objectClassOf(data);
  if (object !== null) seen['object'] = object;
  const value = numberOf(data, 'Value');
  if (value !== null) seen['value'] = value;
  const threshold = numberOf(data, 'Threshold');
  if (threshold !== null) seen['threshold'] = threshold;
  const input = textOf(source, 'InputToken') ?? textOf(source, 'RelayToken') ?? textOf(source, 'port');
  if (input !== null) seen['input'] = input;
  return seen;
}

function objectClassOf(data: Values): string | null {
  if (data['Object'] === undefined) return textOf(data, 'classTypes') ?? textOf(data, 'objectType');
  return textOf(nestedOf(appearanceOf(data), 'Class'), 'Type');
}

function plateOf(path: string, data: Values): string | null {
  const plate =
    textOf(nestedOf(data, 'LicensePlateInfo'), 'PlateNumber') ??
    textOf(data, 'PlateNumber') ??
    textOf(nestedOf(appearanceOf(data), 'LicensePlateInfo'), 'PlateNumber');
  if (plate !== null) return plate;
  if (path.includes('ALPV')) return textOf(data, 'text');
  return path.includes('LicensePlate') ? textOf(data, 'LicensePlate') : null;
}

/** What newer firmware describes as an object: its class, plate and vehicle. */
const appearanceOf = (data: Values): Values => nestedOf(nestedOf(data, 'Object'), 'Appearance');
