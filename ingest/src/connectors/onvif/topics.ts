// The one configuration of the ONVIF connector: which topics are known, what they are called, what they are about and
// how grave they are. The first entry whose word the topic contains wins.
import type { Domain, Severity } from '@ioc/contracts/words';

export interface TopicWords {
  /** Part of the topic path. */
  readonly word: string;
  /** Part of the type `vn.ioc.<domain>.<event>.v1`. */
  readonly event: string;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly vi: string;
  readonly en: string;
}

const topic = (
  word: string,
  event: string,
  domain: Domain,
  severity: Severity,
  vi: string,
  en: string,
): TopicWords => ({ word, event, domain, severity, vi, en });

export const TOPICS: readonly TopicWords[] = [
  topic('Flood', 'flood', 'environment', 'critical', 'Ngập nước', 'Flooding'),
  topic(
    'WaterLevel',
    'water-level',
    'environment',
    'high',
    'Mực nước vượt ngưỡng',
    'Water level over threshold',
  ),
  topic('FireAlarm', 'fire', 'public-security', 'critical', 'Báo cháy', 'Fire alarm'),
  topic('Smoke', 'smoke', 'public-security', 'high', 'Khói', 'Smoke'),
  topic('LicensePlate', 'plate', 'traffic', 'info', 'Biển số', 'Number plate'),
  topic('LineDetector/Crossed', 'line-crossed', 'public-security', 'info', 'Vượt vạch', 'Line crossed'),
  topic(
    'FieldDetector/ObjectsInside',
    'field',
    'public-security',
    'info',
    'Trong vùng giám sát',
    'Inside a watched area',
  ),
  topic('LoiteringDetector', 'loitering', 'public-security', 'low', 'Quanh quẩn lâu', 'Loitering'),
  topic('OccupancyCounter', 'occupancy', 'traffic', 'info', 'Số lượng trong vùng', 'Occupancy'),
  topic('CountAggregation', 'count', 'traffic', 'info', 'Đếm lượt', 'Counter'),
  topic(
    'ObjectAbandoned',
    'object-abandoned',
    'public-security',
    'medium',
    'Vật bị bỏ lại',
    'Object left behind',
  ),
  topic('ObjectRemoved', 'object-removed', 'public-security', 'medium', 'Vật bị lấy đi', 'Object removed'),
  topic(
    'GlobalSceneChange',
    'tamper',
    'public-security',
    'medium',
    'Camera bị che hoặc xoay',
    'Camera covered or moved',
  ),
  topic('Tamper', 'tamper', 'public-security', 'medium', 'Camera bị can thiệp', 'Camera tampered with'),
];

/** A known standard form of which we know no more than that it happened. */
export const OTHER: TopicWords = topic(
  '',
  'notification',
  'public-security',
  'info',
  'Thông báo thiết bị',
  'Device notification',
);

/** Face recognition is refused by rule. */
export const isFace = (path: string): boolean => /(^|\/)Recognition\/Face(\/|$)|Face/.test(path);

export const wordsOf = (path: string): TopicWords => TOPICS.find(({ word }) => path.includes(word)) ?? OTHER;
