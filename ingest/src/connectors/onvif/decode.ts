// An ONVIF notification never changes; it has no id, so one is made of what it is (M1). Retained property states come
// again at each connect and are then duplicates; a zero-byte payload deletes such a state and says nothing new.
import type { Severity } from '@ioc/contracts/words';
import type { DecodeContext, Decoded, FactDraft, Message } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromText } from '../../wire/instant.ts';
import { parseJson, parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { nestedOf, numberOf, onvifEventSchema, textOf } from './payload.ts';
import type { OnvifEvent } from './payload.ts';
import { isFace, wordsOf } from './topics.ts';

const MARK = '/onvif-ej/';
const METADATA_MARK = '/onvif-mj/';
const KMH_PER_MS = 3.6;
const MAX_KMH = 400;

export function isOnvifTopic(address: string): boolean {
  return address.includes(MARK) || address.includes(METADATA_MARK);
}

export function decodeOnvif(message: Message, context: DecodeContext): Decoded {
  const at = message.address.indexOf(MARK);
  // Metadata streams describe every frame: far more than an operations centre keeps.
  if (at < 0) return { facts: [], dropped: 1 };
  const device = message.address.slice(0, at);
  const path = message.address.slice(at + MARK.length);
  if (!device || !path) throw new Reject('unknown-topic', 'the topic names no device or no event');
  if (isFace(path)) return { facts: [], dropped: 1 };
  if (message.body.length === 0) return { facts: [] };
  const event = parseShape(onvifEventSchema, parseJson(message.body));
  return { facts: [draft(message.address, device, path, event, context)] };
}

function draft(
  address: string,
  device: string,
  path: string,
  event: OnvifEvent,
  context: DecodeContext,
): FactDraft {
  const words = wordsOf(path);
  const place = context.assetName(device) ?? device;
  const over = isOver(event);
  return {
    id: fingerprint([address, event.UtcTime, event.Source, textOf(event.Data, 'ObjectId')]),
    kind: 'event',
    wordKey: null,
    wordAt: null,
    observedAt: instantFromText(event.UtcTime, 'Z'),
    type: `vn.ioc.${words.domain}.${words.event}.v1`,
    domain: words.domain,
    severity: over ? ('info' satisfies Severity) : words.severity,
    asset: { externalId: device, kind: 'camera' },
    point: null,
    reportedUnit: null,
    title: `${words.vi}${over ? ' (đã hết)' : ''} · ${place}`,
    titleEn: `${words.en}${over ? ' (over)' : ''} · ${place}`,
    state: over ? 'over' : 'seen',
    closed: over,
    data: dataOf(device, path, event, context),
  };
}

/** A property that says of itself that it is no longer so. */
const isOver = ({ Data }: OnvifEvent): boolean =>
  ['State', 'IsInside', 'IsLoitering', 'IsTamper'].some((name) => textOf(Data, name) === 'false');

function dataOf(
  device: string,
  path: string,
  { Source, Data }: OnvifEvent,
  context: DecodeContext,
): Record<string, unknown> {
  const plate = textOf(nestedOf(Data, 'LicensePlateInfo'), 'PlateNumber') ?? textOf(Data, 'PlateNumber');
  const speedMs = numberOf(Data, 'Speed');
  const speedKmh = speedMs === null ? null : Math.round(speedMs * KMH_PER_MS * 10) / 10;
  return {
    device,
    topic: path.split('/&')[0],
    rule: textOf(Source, 'Rule'),
    objectId: textOf(Data, 'ObjectId'),
    count: numberOf(Data, 'Count'),
    vehicle: textOf(nestedOf(Data, 'VehicleInfo'), 'Type'),
    direction: textOf(Data, 'Direction'),
    likelihood: numberOf(Data, 'Likelihood'),
    ...(speedKmh !== null && speedKmh >= 0 && speedKmh <= MAX_KMH ? { speedKmh } : {}),
    ...(plate ? { plate: context.keepPlate(plate) } : {}),
  };
}
