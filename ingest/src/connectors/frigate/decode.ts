// One thing over new, update and end: the item's id is Frigate's, its stamp is the moment the word speaks of, so that a
// redelivered word is a duplicate and a late one is history (M3). Sub-labels are never kept: they are names of
// recognised faces and known plates.
import type { Severity } from '@ioc/contracts/words';
import type { DecodeContext, Decoded, FactDraft, Message } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromSeconds } from '../../wire/instant.ts';
import { parseJson, parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import type { StoredPlate } from '../../wire/secret-keeper.ts';
import { frigateEventSchema, frigateObjectUpdateSchema, frigateReviewSchema } from './payload.ts';
import type { FrigateEvent, FrigateReview } from './payload.ts';
import { isHousekeeping } from './topics.ts';
import { domainOf, isVehicle, labelName, plainLabel, raiseOf, type Raise } from './words.ts';

const STATES = { new: 'new', update: 'active', end: 'ended' } as const;

export function decodeFrigate(message: Message, context: DecodeContext, prefix: string): Decoded {
  const topic = message.address.slice(prefix.length + 1);
  switch (topic) {
    case 'events':
      return { facts: [eventDraft(parseShape(frigateEventSchema, parseJson(message.body)), context)] };
    case 'reviews':
      return { facts: [reviewDraft(parseShape(frigateReviewSchema, parseJson(message.body)), context)] };
    case 'tracked_object_update':
      return objectUpdate(message, context);
    case 'available':
      return availability(message);
    default:
      if (isHousekeeping(topic, message.body)) return { facts: [], dropped: 1 };
      throw new Reject('unknown-topic', 'no Frigate version is known to publish this topic');
  }
}

function availability(message: Message): Decoded {
  const word = message.body.toString('utf8', 0, 20);
  if (word !== 'online' && word !== 'offline' && word !== 'stopped')
    throw new Reject('schema', 'availability is online, offline or stopped');
  return { facts: [], availability: word === 'online' ? 'up' : 'down' };
}

/** Everything that is the same for the words of one camera. */
function about(camera: string, context: DecodeContext) {
  const place = context.assetName(camera) ?? camera;
  return {
    asset: { externalId: camera, kind: 'camera' as const },
    point: null,
    reportedUnit: null,
    titled: ([vi, en]: readonly [string, string]) => ({
      title: `${vi} · ${place}`,
      titleEn: `${en} · ${place}`,
    }),
  };
}

function eventDraft({ type, after }: FrigateEvent, context: DecodeContext): FactDraft {
  const { titled, ...place } = about(after.camera, context);
  const label = plainLabel(after.label);
  const zones = after.entered_zones?.length ? after.entered_zones : (after.current_zones ?? []);
  const raise = raiseOf([label, ...zones]);
  const plate = plateOf(after, context);
  const stamp = instantFromSeconds(after.end_time ?? after.frame_time ?? after.start_time);
  return {
    ...place,
    ...titled(labelName(label)),
    id: after.id,
    kind: 'item',
    wordKey: fingerprint([type, { ...after, recognized_license_plate: plate?.hash ?? null }]),
    wordAt: stamp,
    // The first word tells when the thing began; later words tell when they were true.
    observedAt: type === 'new' ? instantFromSeconds(after.start_time) : stamp,
    type: `vn.ioc.${raise?.domain ?? domainOf(after.camera, [label])}.object.v1`,
    domain: raise?.domain ?? domainOf(after.camera, [label]),
    severity: objectSeverity(raise),
    state: STATES[type],
    closed: type === 'end',
    data: eventData(after, label, zones, plate),
  };
}

/** A tracked object is high at most: its review carries the alarm, and one hazard must not be critical twice. */
const objectSeverity = (raise: Raise | undefined): Severity =>
  raise?.severity === 'critical' ? 'high' : (raise?.severity ?? 'info');

function plateOf(after: FrigateEvent['after'], context: DecodeContext): StoredPlate | null {
  const plate = [after.recognized_license_plate ?? []].flat()[0];
  return plate ? context.keepPlate(plate) : null;
}

function eventData(
  after: FrigateEvent['after'],
  label: string,
  zones: readonly string[],
  plate: StoredPlate | null,
): Record<string, unknown> {
  const speed = after.average_estimated_speed || after.current_estimated_speed;
  return {
    camera: after.camera,
    label,
    startedAt: instantFromSeconds(after.start_time),
    ...(after.end_time ? { endedAt: instantFromSeconds(after.end_time) } : {}),
    ...(after.top_score == null ? {} : { topScore: after.top_score }),
    zones,
    ...(speed && isVehicle(label) ? { speedKmh: Math.round(speed * 10) / 10 } : {}),
    ...(after.stationary == null ? {} : { stationary: after.stationary }),
    ...(after.false_positive ? { falsePositive: true } : {}),
    hasSnapshot: after.has_snapshot ?? false,
    hasClip: after.has_clip ?? false,
    ...(plate ? { plate } : {}),
  };
}

function reviewDraft({ type, after }: FrigateReview, context: DecodeContext): FactDraft {
  const { titled, ...place } = about(after.camera, context);
  const { detections, objects, zones, audio } = after.data as FrigateReview['after']['data'] & Lists;
  const labels = [...new Set([...(objects ?? []), ...(audio ?? [])].map(plainLabel))];
  const raise = raiseOf([...labels, ...(zones ?? [])]);
  const domain = raise?.domain ?? domainOf(after.camera, labels);
  const stamp = instantFromSeconds(after.end_time ?? after.start_time);
  const severity: Severity = after.severity === 'alert' ? 'medium' : 'info';
  return {
    ...place,
    ...titled(reviewName(labels)),
    // Frigate draws events and reviews from one pool of ids: the prefix keeps them apart.
    id: `review-${after.id}`,
    kind: 'item',
    wordKey: fingerprint([type, after]),
    wordAt: stamp,
    observedAt: stamp,
    type: `vn.ioc.${domain}.review.v1`,
    domain,
    severity: raise?.severity ?? severity,
    state: STATES[type],
    closed: type === 'end',
    data: {
      camera: after.camera,
      frigateSeverity: after.severity,
      labels,
      zones: zones ?? [],
      detections: detections ?? [],
      startedAt: instantFromSeconds(after.start_time),
      ...(after.end_time ? { endedAt: instantFromSeconds(after.end_time) } : {}),
    },
  };
}

type Lists = Partial<Record<'detections' | 'objects' | 'zones' | 'audio', string[] | null>>;

function reviewName(labels: readonly string[]): readonly [vi: string, en: string] {
  if (!labels.length) return ['Chuyển động', 'Motion'];
  const names = labels.slice(0, 3).map(labelName);
  return [names.map(([vi]) => vi).join(', '), names.map(([, en]) => en).join(', ')];
}

/** Plates read are items of their own; faces, descriptions and classifications are dropped by rule. */
function objectUpdate(message: Message, context: DecodeContext): Decoded {
  const update = parseShape(frigateObjectUpdateSchema, parseJson(message.body));
  if (update.type !== 'lpr') return { facts: [], dropped: 1 };
  const camera = update.camera ?? null;
  const { titled, ...place } = about(camera ?? update.id, context);
  const stamp = instantFromSeconds(update.timestamp);
  const plate = context.keepPlate(update.plate);
  return {
    facts: [
      {
        ...place,
        ...titled(['Biển số', 'Number plate']),
        asset: camera ? place.asset : null,
        id: `plate-${update.id}-${update.timestamp}`,
        kind: 'item',
        wordKey: fingerprint([update.id, update.timestamp, plate.hash]),
        wordAt: stamp,
        observedAt: stamp,
        type: 'vn.ioc.traffic.plate.v1',
        domain: 'traffic',
        severity: 'info',
        state: 'read',
        closed: true,
        data: { camera, plate, score: update.score ?? null, object: update.id },
      },
    ],
  };
}
