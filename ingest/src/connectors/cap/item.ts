// One alert as a word of its item. Of several `info` blocks those in Vietnamese tell title, area and text, those in English
// the English title; other languages stand in where there is no Vietnamese. The severity is the worst of all.
import { SEVERITIES } from '@ioc/contracts/words';
import type { FactDraft } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { laterOf } from '../../wire/instant.ts';
import type { CapAlert, CapInfo } from './alert.ts';
import { pointIn, shapeOf } from './area.ts';
import type { CapArea } from './area.ts';
import { domainOf, severityOf, worseOf } from './severity.ts';

export interface ItemOptions {
  /** Name of the geocode that holds unit codes; empty when there is none. */
  readonly unitGeocode: string;
}

export type AlertState = 'active' | 'expired' | 'cancelled' | 'superseded';

const MAX_AREAS_TOLD = 40;
const MAX_GEOCODES_TOLD = 80;
const EXERCISE = ['[Diễn tập] ', '[Exercise] '] as const;
/** Said where everybody looks: nothing will end such a warning but a word of its sender. */
const ENDLESS = ['[Không rõ hạn] ', '[Expiry unknown] '] as const;
const PLAIN = ['', ''] as const;

/** `id`: the item's. */
export function wordOf(
  alert: CapAlert,
  id: string,
  state: AlertState,
  { unitGeocode }: ItemOptions,
): FactDraft {
  const told = inLanguage(alert.infos, 'vi') ?? inLanguage(alert.infos, alert.infos[0]?.language ?? '') ?? [];
  const english = inLanguage(alert.infos, 'en');
  const worst = worstOf(told);
  const isExercise = alert.status === 'Exercise';
  const unread = state === 'active' ? unreadExpiryOf(alert) : null;
  const [mark, markEn] = marksOf(isExercise, unread !== null);
  const [unnamed, unnamedEn] = alert.msgType === 'Cancel' ? CANCELLED : UNNAMED;
  const title = titleOf(worst);
  const titleEn = titleOf(english && worstOf(english)) ?? (title ? null : unnamedEn);
  const expiresAt = expiryOf(alert);
  const areas = mergedAreas(told);
  return {
    id,
    kind: 'item',
    wordKey: fingerprint([alert.identifier, alert.sentAt, alert.status, alert.msgType, state, alert.infos]),
    // What expired did so at its hour, and every other word is of when it was sent.
    wordAt: state === 'expired' && expiresAt ? laterOf(alert.sentAt, expiresAt) : alert.sentAt,
    observedAt: alert.sentAt,
    type: `vn.ioc.${domainOf(worst?.categories ?? [])}.warning.v1`,
    domain: domainOf(worst?.categories ?? []),
    severity: severityOfAll(alert, isExercise),
    asset: null,
    point: pointIn(areas),
    reportedUnit: unitIn(areas, unitGeocode),
    title: `${mark}${title ?? unnamed}`.slice(0, 500),
    titleEn: titleEn && `${markEn}${titleEn}`.slice(0, 500),
    state,
    closed: state !== 'active',
    data: {
      ...dataOf(alert, worst, expiresAt),
      ...areaData(areas),
      ...(isExercise ? { exercise: true } : {}),
      ...(unread === null ? {} : { unreadExpiry: unread }),
    },
  };
}

/** A Cancel may say nothing but whom it takes back. */
const CANCELLED = ['Cảnh báo đã được hủy', 'The warning was cancelled'] as const;
const UNNAMED = ['Cảnh báo', 'Warning'] as const;

function marksOf(isExercise: boolean, isEndless: boolean): readonly [vi: string, en: string] {
  const [exercise, endless] = [isExercise ? EXERCISE : PLAIN, isEndless ? ENDLESS : PLAIN];
  return [exercise[0] + endless[0], exercise[1] + endless[1]];
}

/** What it says of its end that is no moment; null when nothing stands there that cannot be read. */
const unreadExpiryOf = ({ infos }: CapAlert): string | null =>
  infos.map(({ unreadExpiry }) => unreadExpiry).find((text) => text !== undefined) ?? null;

/** When the last of its blocks ends; null when one of them does not say. */
export function expiryOf({ infos }: CapAlert): string | null {
  const ends = infos.map(({ expiresAt }) => expiresAt);
  return ends.reduce<string | null>((latest, end) => end && latest && laterOf(latest, end), ends[0] ?? null);
}

function inLanguage(infos: readonly CapInfo[], language: string): CapInfo[] | undefined {
  const found = infos.filter((info) => info.language === language);
  return found.length ? found : undefined;
}

const rankOf = (info: CapInfo): number => SEVERITIES.indexOf(severityOf(info));

const worstOf = (infos: readonly CapInfo[]): CapInfo | undefined =>
  infos.toSorted((a, b) => rankOf(b) - rankOf(a))[0];

/** A drill must not ring: low at most. */
function severityOfAll({ infos }: CapAlert, isExercise: boolean): FactDraft['severity'] {
  const worst = infos.map(severityOf).reduce(worseOf, 'info');
  return isExercise && worst !== 'info' ? 'low' : worst;
}

function titleOf(info: CapInfo | undefined): string | null {
  if (!info) return null;
  const place = info.areas.flatMap(({ description }) => description ?? [])[0];
  return info.headline ?? (info.event && place ? `${info.event}: ${place}` : (info.event ?? place ?? null));
}

function dataOf(
  alert: CapAlert,
  info: CapInfo | undefined,
  expiresAt: string | null,
): Record<string, unknown> {
  return {
    identifier: alert.identifier,
    sender: alert.sender,
    senderName: info?.senderName ?? null,
    msgType: alert.msgType,
    status: alert.status,
    scope: alert.scope,
    references: alert.references,
    event: info?.event ?? null,
    categories: info?.categories ?? [],
    responseTypes: info?.responseTypes ?? [],
    capSeverity: info?.severity ?? null,
    urgency: info?.urgency ?? null,
    certainty: info?.certainty ?? null,
    effectiveAt: info?.effectiveAt ?? null,
    onsetAt: info?.onsetAt ?? null,
    expiresAt,
    description: info?.description ?? null,
    instruction: info?.instruction ?? null,
    link: info?.web ?? null,
    isExcerpt: alert.isExcerpt,
  };
}

/** Several blocks of one language often repeat an area. */
function mergedAreas(infos: readonly CapInfo[]): CapArea[] {
  const all = infos.flatMap(({ areas }) => areas);
  return [...new Map(all.map((area) => [JSON.stringify(area), area])).values()].slice(0, 100);
}

function areaData(areas: readonly CapArea[]): Record<string, unknown> {
  const { shape, simplified } = shapeOf(areas);
  let left = MAX_GEOCODES_TOLD;
  const told = areas.slice(0, MAX_AREAS_TOLD).map(({ description, geocodes }) => {
    const kept = geocodes.slice(0, Math.max(0, left));
    left -= kept.length;
    return { description, geocodes: kept };
  });
  return { areas: told, ...(shape ? { area: shape } : {}), ...(simplified ? { areaSimplified: true } : {}) };
}

function unitIn(areas: readonly CapArea[], unitGeocode: string): string | null {
  if (!unitGeocode) return null;
  return areas.flatMap(({ geocodes }) => geocodes).find(({ name }) => name === unitGeocode)?.value ?? null;
}
