// One item per tracked object over new, update and end: its id is Frigate's, its stamp is the moment the word speaks
// of, so that a redelivered word is a duplicate and a late one is history (M3). The sub-label is never kept as it is:
// it is the name of a recognised face, or of a known plate's owner, or the plate itself. Of vehicles a keyed hash stays,
// which knows the vehicle again and tells nobody whose it is; of people nothing stays.
import type { DecodeContext, FactDraft } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromSeconds } from '../../wire/instant.ts';
import type { StoredPlate } from '../../wire/secret-keeper.ts';
import { epochOf, nameOf, namesOf, numberOf } from './payload.ts';
import type { FrigateEvent } from './payload.ts';
import { placeOf } from './place.ts';
import { domainOf, labelName, objectSeverity, plainLabel, raiseOf } from './words.ts';
import type { FrigateOptions } from './words.ts';

type TrackedObject = FrigateEvent['after'];

const STATES = { new: 'new', update: 'active', end: 'ended' } as const;
const KMH_PER_MPH = 1.609344;
const MAX_KMH = 400;

export function objectDraft(
  { type, after }: FrigateEvent,
  context: DecodeContext,
  options: FrigateOptions,
): FactDraft {
  const { asset, name } = placeOf(after.camera, context);
  const label = plainLabel(after.label);
  const [vi, en] = labelName(label, options.labels);
  const entered = namesOf(after.entered_zones);
  const zones = entered.length ? entered : namesOf(after.current_zones);
  const raise = raiseOf([label, ...zones], options.raises);
  const domain = raise?.domain ?? domainOf(after.camera, [label], options);
  const seen = seenOf(after, label, zones, options, context);
  const stamp = seen.endedAt ?? instantFromSeconds(epochOf(after.frame_time) ?? after.start_time);
  return {
    id: after.id,
    kind: 'item',
    wordKey: wordKeyOf(type, after, label, seen),
    wordAt: stamp,
    // The first word tells when the thing began; later words tell when they were true.
    observedAt: type === 'new' ? seen.startedAt : stamp,
    type: `vn.ioc.${domain}.object.v1`,
    domain,
    severity: objectSeverity(raise),
    asset,
    point: null,
    reportedUnit: null,
    title: `${vi} · ${name}`,
    titleEn: `${en} · ${name}`,
    state: STATES[type],
    closed: type === 'end',
    data: seen,
  };
}

/** What is stored of an object beside its name and state. */
interface Seen extends Record<string, unknown> {
  camera: string;
  label: string;
  startedAt: string;
  endedAt?: string;
  topScore?: number;
  zones: readonly string[];
  speedKmh?: number;
  stationary?: boolean;
  falsePositive?: true;
  hasSnapshot: boolean;
  hasClip: boolean;
  plate?: StoredPlate;
  knownAs?: string;
}

function seenOf(
  after: TrackedObject,
  label: string,
  zones: readonly string[],
  options: FrigateOptions,
  context: DecodeContext,
): Seen {
  const isVehicle = options.vehicles.includes(label);
  const seen: Seen = {
    camera: after.camera,
    label,
    startedAt: instantFromSeconds(after.start_time),
    zones,
    hasSnapshot: after.has_snapshot === true,
    hasClip: after.has_clip === true,
  };
  const endSeconds = epochOf(after.end_time);
  if (endSeconds !== null) seen.endedAt = instantFromSeconds(endSeconds);
  const topScore = numberOf(after.top_score);
  if (topScore !== null) seen.topScore = topScore;
  const speedKmh = isVehicle ? speedOf(after, options.speedUnit) : 0;
  if (speedKmh > 0 && speedKmh <= MAX_KMH) seen.speedKmh = speedKmh;
  if (typeof after.stationary === 'boolean') seen.stationary = after.stationary;
  if (after.false_positive === true) seen.falsePositive = true;
  const plate = nameOf(after.recognized_license_plate);
  if (plate !== null) seen.plate = context.keepPlate(plate);
  const known = isVehicle ? nameOf(after.sub_label) : null;
  if (known !== null) seen.knownAs = context.keyedHash(known);
  return seen;
}

function speedOf(after: TrackedObject, unit: FrigateOptions['speedUnit']): number {
  const speed = numberOf(after.average_estimated_speed) || numberOf(after.current_estimated_speed) || 0;
  return Math.round(speed * (unit === 'mph' ? KMH_PER_MPH : 1) * 10) / 10;
}

/** Everything that makes another word. What is secret enters by its keyed hash: a plain one can be tried out. */
const wordKeyOf = (type: string, after: TrackedObject, label: string, seen: Seen): string =>
  fingerprint([
    type,
    after.id,
    after.camera,
    label,
    after.start_time,
    after.end_time,
    after.frame_time,
    after.score,
    after.top_score,
    after.current_zones,
    after.entered_zones,
    after.has_snapshot,
    after.has_clip,
    after.active,
    after.stationary,
    after.false_positive,
    after.current_estimated_speed,
    after.average_estimated_speed,
    after.velocity_angle,
    after.recognized_license_plate_score,
    seen.plate?.hash,
    seen.knownAs,
  ]);
