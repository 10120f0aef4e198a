// What topics are called, what they are about and how grave they are: the default of the option `topics`. The first
// entry whose word the topic contains wins; the topic ends with the names of source and rule, so a word may also be
// the name of a rule.
import { domainSchema, severitySchema } from '@ioc/contracts/words';
import { z } from 'zod';

export const topicWordsSchema = z.object({
  /** Part of the topic path. */
  word: z.string().min(2).max(100).describe('Có trong chủ đề hoặc tên luật | Part of the topic or rule name'),
  /** Part of the type `vn.ioc.<domain>.<event>.v1`. */
  event: z
    .string()
    .regex(/^[a-z][a-z0-9-]{0,40}$/)
    .describe('Loại sự kiện | Kind of event'),
  domain: domainSchema.describe('Lĩnh vực | Domain'),
  severity: severitySchema.describe('Mức độ | Severity'),
  vi: z.string().min(1).max(100).describe('Tên tiếng Việt | Name in Vietnamese'),
  en: z.string().min(1).max(100).describe('Tên tiếng Anh | Name in English'),
});
export type TopicWords = z.infer<typeof topicWordsSchema>;

type Row = readonly [
  word: string,
  event: string,
  domain: TopicWords['domain'],
  severity: TopicWords['severity'],
  vi: string,
  en: string,
];

const ROWS: readonly Row[] = [
  // Before the flood: a lamp of the camera.
  ['Floodlight', 'light', 'data', 'info', 'Đèn pha', 'Floodlight'],
  ['FloodLight', 'light', 'data', 'info', 'Đèn pha', 'Floodlight'],
  ['Flood', 'flood', 'environment', 'critical', 'Ngập nước', 'Flooding'],
  ['WaterLevel', 'water-level', 'environment', 'high', 'Mực nước vượt ngưỡng', 'Water level over threshold'],
  ['FireAlarm', 'fire', 'public-security', 'critical', 'Báo cháy', 'Fire alarm'],
  ['FireDetect', 'fire', 'public-security', 'critical', 'Báo cháy', 'Fire alarm'],
  ['Smoke', 'smoke', 'public-security', 'high', 'Khói', 'Smoke'],
  ['LicensePlate', 'plate', 'traffic', 'info', 'Biển số', 'Number plate'],
  ['ALPV', 'plate', 'traffic', 'info', 'Biển số', 'Number plate'],
  ['LineDetector/Crossed', 'line-crossed', 'public-security', 'info', 'Vượt vạch', 'Line crossed'],
  ['FenceGuard', 'line-crossed', 'public-security', 'info', 'Vượt vạch', 'Line crossed'],
  ['ObjectsInside', 'field', 'public-security', 'info', 'Trong vùng giám sát', 'Inside a watched area'],
  ['Intrusion', 'intrusion', 'public-security', 'low', 'Xâm nhập vùng giám sát', 'Intrusion'],
  ['Loitering', 'loitering', 'public-security', 'low', 'Quanh quẩn lâu', 'Loitering'],
  ['OccupancyCounter', 'occupancy', 'traffic', 'info', 'Số lượng trong vùng', 'Occupancy'],
  ['CountAggregation', 'count', 'traffic', 'info', 'Đếm lượt', 'Counter'],
  // As some firmware spells it.
  ['CountAgregation', 'count', 'traffic', 'info', 'Đếm lượt', 'Counter'],
  ['ObjectAbandoned', 'object-abandoned', 'public-security', 'medium', 'Vật bị bỏ lại', 'Object left behind'],
  ['ObjectRemoved', 'object-removed', 'public-security', 'medium', 'Vật bị lấy đi', 'Object removed'],
  [
    'GlobalSceneChange',
    'tamper',
    'public-security',
    'medium',
    'Camera bị che hoặc xoay',
    'Camera covered or moved',
  ],
  ['Tamper', 'tamper', 'public-security', 'medium', 'Camera bị can thiệp', 'Camera tampered with'],
  ['Casing/Open', 'tamper', 'public-security', 'medium', 'Vỏ thiết bị bị mở', 'Device casing opened'],
  ['ShockDetect', 'tamper', 'public-security', 'medium', 'Camera bị va đập', 'Camera hit'],
  ['Defocus', 'tamper', 'public-security', 'medium', 'Hình bị mờ', 'Image too blurry'],
  ['ImageTooBlurry', 'tamper', 'public-security', 'medium', 'Hình bị mờ', 'Image too blurry'],
  ['ImageTooDark', 'image-dark', 'data', 'low', 'Hình quá tối', 'Image too dark'],
  ['ImageTooBright', 'image-bright', 'data', 'low', 'Hình quá sáng', 'Image too bright'],
  ['SignalLoss', 'signal-lost', 'data', 'medium', 'Mất tín hiệu hình', 'Video signal lost'],
  ['StorageFailure', 'storage-failure', 'data', 'medium', 'Hỏng thiết bị lưu trữ', 'Storage failure'],
  ['Storage/Disruption', 'storage-failure', 'data', 'medium', 'Hỏng thiết bị lưu trữ', 'Storage failure'],
  ['HardwareFailure', 'hardware-failure', 'data', 'medium', 'Hỏng phần cứng', 'Hardware failure'],
  [
    'AuthFailed',
    'sign-in-failed',
    'cyber-security',
    'low',
    'Đăng nhập thiết bị sai',
    'Device sign-in failed',
  ],
  [
    'TemperatureAlarm',
    'temperature',
    'public-security',
    'medium',
    'Nhiệt độ bất thường',
    'Temperature alarm',
  ],
  ['Device/Sensor/', 'sensor', 'environment', 'low', 'Cảm biến vượt ngưỡng', 'Sensor over threshold'],
  ['DigitalInput', 'digital-input', 'public-security', 'info', 'Ngõ vào số', 'Digital input'],
  ['IO/Port', 'digital-input', 'public-security', 'info', 'Ngõ vào số', 'Digital input'],
  ['DetectedSound', 'sound', 'public-security', 'low', 'Âm thanh bất thường', 'Unusual sound'],
  ['Crowd', 'crowd', 'public-security', 'low', 'Đám đông', 'Crowd'],
  ['IdleObject', 'idle-object', 'public-security', 'low', 'Đứng lâu một chỗ', 'Object standing still'],
  ['VMD', 'motion', 'public-security', 'info', 'Chuyển động', 'Motion'],
  ['Motion', 'motion', 'public-security', 'info', 'Chuyển động', 'Motion'],
  ['ObjectAnalytics', 'object', 'public-security', 'info', 'Đối tượng', 'Object'],
  ['ObjectDetection', 'object', 'public-security', 'info', 'Đối tượng', 'Object'],
  // Makers' own detectors of people and vehicles, without a form of the standard.
  ['PeopleDetect', 'object', 'public-security', 'info', 'Có người', 'People'],
  ['VehicleDetect', 'object', 'public-security', 'info', 'Có xe', 'Vehicle'],
];

export const TOPICS: readonly TopicWords[] = ROWS.map(([word, event, domain, severity, vi, en]) => ({
  word,
  event,
  domain,
  severity,
  vi,
  en,
}));

/** A known standard form of which we know no more than that it happened. */
const OTHER: TopicWords = {
  word: '',
  event: 'notification',
  domain: 'public-security',
  severity: 'info',
  vi: 'Thông báo thiết bị',
  en: 'Device notification',
};

export const wordsOf = (path: string, topics: readonly TopicWords[]): TopicWords =>
  topics.find(({ word }) => path.includes(word)) ?? OTHER;

/** Face recognition is refused by rule; the name of a rule alone does not make it one. */
export const isFace = (topic: string): boolean => topic.includes('Face');

const NAMESPACE = /(^|\/)(?:tns:[a-z]+\/|(?:tns[a-z0-9]*|onvif|axis):)/gi;

/** `Device/tns1:Trigger`, `tns:onvif/Device/tns:axis/IO`, `onvif:Device/axis:IO` → the path without namespaces. */
export const plainPath = (path: string): string =>
  path.includes(':') ? path.replaceAll(NAMESPACE, '$1') : path;

/** The topic without the names of sources and rules behind it. */
export function topicOf(path: string): string {
  const at = path.search(/\/[&$]/);
  return at < 0 ? path : path.slice(0, at);
}
