// What Frigate finds out later about a tracked object. Plates read and attributes classified are items of their own.
// Faces are refused by rule; so are descriptions and sub-labels, for a sentence may describe, and a sub-label name, a
// person.
import type { DecodeContext, Decoded, FactDraft } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromSeconds } from '../../wire/instant.ts';
import { nameOf, numberOf } from './payload.ts';
import type { FrigateObjectUpdate } from './payload.ts';
import { placeOf } from './place.ts';
import { domainOf, objectSeverity, raiseOf } from './words.ts';
import type { FrigateOptions } from './words.ts';

export function decodeObjectUpdate(
  update: FrigateObjectUpdate,
  context: DecodeContext,
  options: FrigateOptions,
): Decoded {
  if (update.type === 'lpr') return { facts: [plateDraft(update, context)] };
  if (update.type !== 'classification') return { facts: [], dropped: 1 };
  const attribute = nameOf(update.attribute);
  return attribute === null
    ? { facts: [], dropped: 1 }
    : { facts: [attributeDraft(update, attribute, context, options)] };
}

type Update<Type> = Extract<FrigateObjectUpdate, { type: Type }>;

function base(
  update: Update<'lpr'> | Update<'classification'>,
  name: readonly [string, string],
  context: DecodeContext,
) {
  const place = placeOf(update.camera ?? update.id, context);
  const stamp = instantFromSeconds(update.timestamp);
  return {
    asset: update.camera ? place.asset : null,
    point: null,
    reportedUnit: null,
    title: `${name[0]} · ${place.name}`,
    titleEn: `${name[1]} · ${place.name}`,
    kind: 'item' as const,
    wordAt: stamp,
    observedAt: stamp,
    closed: true,
  };
}

function plateDraft(update: Update<'lpr'>, context: DecodeContext): FactDraft {
  const plate = context.keepPlate(update.plate);
  const owner = nameOf(update.name);
  return {
    ...base(update, ['Biển số', 'Number plate'], context),
    id: `plate-${update.id}-${update.timestamp}`,
    wordKey: fingerprint([update.id, update.timestamp, plate.hash]),
    type: 'vn.ioc.traffic.plate.v1',
    domain: 'traffic',
    severity: 'info',
    state: 'read',
    data: {
      camera: update.camera ?? null,
      plate,
      score: numberOf(update.score),
      object: update.id,
      ...(owner === null ? {} : { knownAs: context.keyedHash(owner) }),
    },
  };
}

/** One item per object and model; another answer of the model is another word. */
function attributeDraft(
  update: Update<'classification'>,
  attribute: string,
  context: DecodeContext,
  options: FrigateOptions,
): FactDraft {
  const { id, model } = update;
  const raise = raiseOf([attribute, model], options.raises);
  const domain = raise?.domain ?? domainOf(update.camera ?? '', [], options);
  return {
    ...base(update, [`${model}: ${attribute}`, `${model}: ${attribute}`], context),
    id: `class-${fingerprint([id, model])}`,
    wordKey: fingerprint([id, model, attribute, update.timestamp]),
    type: `vn.ioc.${domain}.attribute.v1`,
    domain,
    severity: objectSeverity(raise),
    state: 'read',
    data: { camera: update.camera ?? null, model, attribute, score: numberOf(update.score), object: id },
  };
}
