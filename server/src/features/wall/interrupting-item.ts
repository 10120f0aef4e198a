// What comes onto a wall, of whatever it was: a thing as the log tells it, the same as the database holds it, or an alert.
import type { AlertRow } from '@ioc/contracts/stream/channels';
import type { InterruptingItem } from '@ioc/contracts/wall';

export interface Thing extends Omit<InterruptingItem, 'channel' | 'key' | 'point' | 'observedAt'> {
  readonly source: string;
  readonly lon: number | null;
  readonly lat: number | null;
  /** When it happened, however many words followed. */
  readonly firstObservedAt: string | Date;
}

export function criticalItem(thing: Thing): InterruptingItem {
  const { source, id, type, domain, severity, title, titleEn, unitId, assetId, lon, lat } = thing;
  return {
    channel: 'critical',
    key: `${source}/${id}`,
    point: lon === null || lat === null ? null : [lon, lat],
    observedAt: new Date(thing.firstObservedAt).toISOString(),
    source,
    id,
    type,
    domain,
    severity,
    title,
    titleEn,
    unitId,
    assetId,
  };
}

/** Null: nobody has to turn round for it any more. */
export function alertItem(alert: AlertRow): InterruptingItem | null {
  if (alert.state !== 'active' || alert.clearedAt !== null || alert.shelvedUntil !== null) return null;
  const { id, domain, severity, title, titleEn, unitId, point, firstAt } = alert;
  const type = `alert/${alert.rule}`;
  const facts = { id, type, domain, severity, title, titleEn, unitId, point, observedAt: firstAt };
  return { ...facts, channel: 'alerts', key: `alert/${id}`, source: null, assetId: null };
}
