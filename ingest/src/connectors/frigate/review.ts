// One item per review over new, update and end; its severity may rise on the way. Reviews carry the alarm.
import type { Severity } from '@ioc/contracts/words';
import type { DecodeContext, FactDraft } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { instantFromSeconds } from '../../wire/instant.ts';
import { epochOf, namesOf } from './payload.ts';
import type { FrigateReview } from './payload.ts';
import { placeOf } from './place.ts';
import { domainOf, labelName, plainLabel, raiseOf } from './words.ts';
import type { FrigateOptions } from './words.ts';

const STATES = { new: 'new', update: 'active', end: 'ended', genai: 'ended' } as const;

export function reviewDraft(
  { type, after }: FrigateReview,
  context: DecodeContext,
  options: FrigateOptions,
): FactDraft {
  const { asset, name } = placeOf(after.camera, context);
  const lists = after.data as Readonly<Record<string, unknown>>;
  const zones = namesOf(lists['zones']);
  const detections = namesOf(lists['detections']);
  const labels = [...new Set([...namesOf(lists['objects']), ...namesOf(lists['audio'])].map(plainLabel))];
  const [vi, en] = reviewName(labels, options);
  const raise = raiseOf([...labels, ...zones], options.raises);
  const domain = raise?.domain ?? domainOf(after.camera, labels, options);
  const startedAt = instantFromSeconds(after.start_time);
  const endSeconds = epochOf(after.end_time);
  const stamp = endSeconds === null ? startedAt : instantFromSeconds(endSeconds);
  const severity: Severity = after.severity === 'alert' ? 'medium' : 'info';
  return {
    // Frigate draws events and reviews from one pool of ids: the prefix keeps them apart.
    id: `review-${after.id}`,
    kind: 'item',
    wordKey: fingerprint([type, after.id, stamp, after.severity, labels, zones, detections]),
    wordAt: stamp,
    observedAt: stamp,
    type: `vn.ioc.${domain}.review.v1`,
    domain,
    severity: raise?.severity ?? severity,
    asset,
    point: null,
    reportedUnit: null,
    title: `${vi} · ${name}`,
    titleEn: `${en} · ${name}`,
    state: STATES[type],
    closed: type === 'end',
    data: {
      camera: after.camera,
      frigateSeverity: after.severity,
      labels,
      zones,
      detections,
      startedAt,
      ...(endSeconds === null ? {} : { endedAt: stamp }),
    },
  };
}

function reviewName(labels: readonly string[], options: FrigateOptions): readonly [vi: string, en: string] {
  if (!labels.length) return ['Chuyển động', 'Motion'];
  const names = labels.slice(0, 3).map((label) => labelName(label, options.labels));
  return [names.map(([vi]) => vi).join(', '), names.map(([, en]) => en).join(', ')];
}
