// What labels are called, what they are about and what raises them: the defaults of the options. Rules are tried from
// the top; a word matches when a zone or label contains it.
import { domainSchema, severitySchema } from '@ioc/contracts/words';
import type { Domain, Severity } from '@ioc/contracts/words';
import { z } from 'zod';

const word = z.string().min(1).max(60);

export const labelSchema = z.object({
  label: word.describe('Nhãn của Frigate | Label of Frigate'),
  vi: z.string().min(1).max(60).describe('Tên tiếng Việt | Name in Vietnamese'),
  en: z.string().min(1).max(60).describe('Tên tiếng Anh | Name in English'),
});
type Label = z.infer<typeof labelSchema>;

export const raiseSchema = z.object({
  word: word.describe('Có trong tên vùng hoặc nhãn | Part of a zone or label'),
  severity: severitySchema.describe('Mức độ | Severity'),
  domain: domainSchema.optional().describe('Lĩnh vực | Domain'),
});
export type Raise = z.infer<typeof raiseSchema>;

const NAMES: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  person: ['Người', 'Person'],
  motorcycle: ['Xe máy', 'Motorcycle'],
  bicycle: ['Xe đạp', 'Bicycle'],
  car: ['Ô tô', 'Car'],
  truck: ['Xe tải', 'Truck'],
  bus: ['Xe buýt', 'Bus'],
  train: ['Tàu hoả', 'Train'],
  boat: ['Tàu thuyền', 'Boat'],
  license_plate: ['Biển số', 'Number plate'],
  dog: ['Chó', 'Dog'],
  cow: ['Trâu bò', 'Cattle'],
  fire: ['Cháy', 'Fire'],
  smoke: ['Khói', 'Smoke'],
  flood: ['Ngập nước', 'Flooding'],
  landslide: ['Sạt lở', 'Landslide'],
  fallen_tree: ['Cây đổ', 'Fallen tree'],
  accident: ['Tai nạn', 'Accident'],
  crowd: ['Đám đông', 'Crowd'],
  speech: ['Tiếng nói', 'Speech'],
  scream: ['Tiếng la hét', 'Scream'],
  yell: ['Tiếng la hét', 'Yell'],
  'fire hydrant': ['Trụ nước chữa cháy', 'Fire hydrant'],
  'fire_engine,_fire_truck_(siren)': ['Còi xe chữa cháy', 'Fire engine siren'],
  fire_alarm: ['Chuông báo cháy', 'Fire alarm'],
};

export const LABELS: readonly Label[] = Object.entries(NAMES).map(([label, [vi, en]]) => ({ label, vi, en }));

export const VEHICLES = ['car', 'truck', 'bus', 'motorcycle', 'bicycle', 'train', 'license_plate'];

/** A camera whose name is or begins so watches a road: also the people on it are traffic. */
export const TRAFFIC_CAMERAS = ['gt', 'traffic', 'giaothong', 'giao-thong', 'giao_thong'];

export const RAISES: readonly Raise[] = [
  { word: 'flood', severity: 'critical', domain: 'environment' },
  { word: 'ngap', severity: 'critical', domain: 'environment' },
  { word: 'landslide', severity: 'critical', domain: 'environment' },
  { word: 'fallen_tree', severity: 'high', domain: 'environment' },
  { word: 'fire', severity: 'critical', domain: 'public-security' },
  { word: 'smoke', severity: 'high', domain: 'public-security' },
  { word: 'accident', severity: 'critical', domain: 'traffic' },
  { word: 'tai-nan', severity: 'critical', domain: 'traffic' },
  { word: 'scream', severity: 'high', domain: 'public-security' },
  { word: 'restricted', severity: 'high' },
  { word: 'cam-vao', severity: 'high' },
];

export interface FrigateOptions {
  readonly prefix: string;
  readonly speedUnit: 'kmh' | 'mph';
  readonly raises: readonly Raise[];
  readonly labels: readonly Label[];
  readonly vehicles: readonly string[];
  readonly trafficCameras: readonly string[];
}

/** In Frigate's label maps, and what zones are called: a hydrant is no fire. */
const HARMLESS = [
  'fire hydrant',
  'fire_hydrant',
  'fire_engine,_fire_truck_(siren)',
  'fire_engine',
  'fire_truck',
  'fire_station',
  'fireplace',
  'firework',
  'floodlight',
];

/** The first rule one of the words falls under. */
export function raiseOf(words: readonly string[], raises: readonly Raise[]): Raise | undefined {
  const lower = words.map((each) => each.toLowerCase());
  return raises.find((raise) => lower.some((each) => withoutHarmless(each, raise.word).includes(raise.word)));
}

/** A rule that names one of them wants it. */
const withoutHarmless = (text: string, word: string): string =>
  HARMLESS.reduce((rest, harmless) => (word.includes(harmless) ? rest : rest.replaceAll(harmless, '')), text);

/** Vehicles, and whatever a traffic camera sees, are traffic; the rest is public security. */
export function domainOf(camera: string, labels: readonly string[], options: FrigateOptions): Domain {
  if (labels.some((label) => options.vehicles.includes(label))) return 'traffic';
  const lower = camera.toLowerCase();
  const watchesRoad = options.trafficCameras.some(
    (start) => lower.startsWith(start) && /^([-_]|$)/.test(lower.slice(start.length)),
  );
  return watchesRoad ? 'traffic' : 'public-security';
}

/**
 * "person-verified" is a person whose face was recognised, "car: …" a car whose owner is known: that it is so is not
 * told, and by whom least of all.
 */
export function plainLabel(label: string): string {
  const plain = label.replace(/:.*$/s, '').replace(/-verified$/, '');
  return plain || 'object';
}

export function labelName(label: string, labels: readonly Label[]): readonly [vi: string, en: string] {
  const known = labels.find((each) => each.label === label);
  return known ? [known.vi, known.en] : [label, label];
}

/** A tracked object is high at most: its review carries the alarm, and one hazard must not be critical twice. */
export const objectSeverity = (raise: Raise | undefined): Severity =>
  raise?.severity === 'critical' ? 'high' : (raise?.severity ?? 'info');
