// The one configuration of the Frigate connector: what labels are called, what they are about, and what raises them.
// Rules are tried from the top; a word matches when a zone or label contains it.
import type { Domain, Severity } from '@ioc/contracts/words';

export const LABELS: Readonly<Record<string, readonly [vi: string, en: string]>> = {
  person: ['Người', 'Person'],
  motorcycle: ['Xe máy', 'Motorcycle'],
  bicycle: ['Xe đạp', 'Bicycle'],
  car: ['Ô tô', 'Car'],
  truck: ['Xe tải', 'Truck'],
  bus: ['Xe buýt', 'Bus'],
  train: ['Tàu hoả', 'Train'],
  boat: ['Tàu thuyền', 'Boat'],
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
  fire_alarm: ['Chuông báo cháy', 'Fire alarm'],
};

const VEHICLES = new Set(['car', 'truck', 'bus', 'motorcycle', 'bicycle', 'train', 'license_plate']);

/** A camera whose name begins so watches a road: also the people on it are traffic. */
const TRAFFIC_CAMERA = /^(gt|traffic|giao[-_]?thong)([-_]|$)/i;

export const isVehicle = (label: string): boolean => VEHICLES.has(label);

export interface Raise {
  readonly word: string;
  readonly severity: Severity;
  readonly domain?: Domain;
}

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

/** The first rule one of the words falls under. */
export function raiseOf(words: readonly string[], raises = RAISES): Raise | undefined {
  const lower = words.map((word) => word.toLowerCase());
  return raises.find((raise) => lower.some((word) => word.includes(raise.word)));
}

/** Vehicles, and whatever a traffic camera sees, are traffic; the rest is public security. */
export const domainOf = (camera: string, labels: readonly string[]): Domain =>
  labels.some(isVehicle) || TRAFFIC_CAMERA.test(camera) ? 'traffic' : 'public-security';

/** "person-verified" is a person whose face was recognised: that it was is not told. */
export const plainLabel = (label: string): string => label.replace(/-verified$/, '');

export function labelName(label: string): readonly [vi: string, en: string] {
  return LABELS[label] ?? [label, label];
}
