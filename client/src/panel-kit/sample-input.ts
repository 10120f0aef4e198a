// Sample inputs for the gallery and the tests: made by hand, never shown as live.
import type { Channel, ChannelRows, ItemRow, SourceRow, TicketRow } from '@ioc/contracts/stream/channels';
import type { Domain } from '@ioc/contracts/words';
import { DOMAINS, SEVERITIES } from '@ioc/contracts/words';
import { EMPTY_STREAM } from '../stream/frames.ts';
import type { StreamState } from '../stream/frames.ts';
import type { PanelSample } from './define-panel.tsx';
import type { PanelInput, PanelResources, PanelStreams } from './input.ts';
import type { ResourceName, Resources } from './resources.ts';

export const SAMPLE_NOW_MS = Date.parse('2026-11-22T01:30:00.000Z');
const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;
const minutesAgo = (minutes: number) => new Date(SAMPLE_NOW_MS - minutes * MINUTE_MS).toISOString();

type SampleRows = { readonly [C in Channel]?: readonly ChannelRows[C][] };
type SampleResources = { readonly [R in ResourceName]?: Resources[R] };

const streamOf = <C extends Channel>(rows: readonly ChannelRows[C][]): StreamState<C> => ({
  rows: new Map(rows.map((row) => [row.key, row])),
  to: 48_211,
  at: new Date(SAMPLE_NOW_MS - 2000).toISOString(),
  synced: true,
  historySkipped: false,
  behind: false,
});

/** An input holding these rows and resources, fresh unless changed. */
export function sampleInput(
  rows: SampleRows,
  resources: SampleResources = {},
  changed: Partial<PanelInput> = {},
): PanelInput {
  const streams = Object.fromEntries(
    Object.entries(rows).map(([channel, list]) => [
      channel,
      streamOf(list as readonly ChannelRows[Channel][]),
    ]),
  ) as PanelStreams;
  const ready = Object.fromEntries(
    Object.entries(resources).map(([name, value]) => [
      name,
      { value, fetchedAtMs: SAMPLE_NOW_MS - 40_000, error: null },
    ]),
  ) as PanelResources;
  return { nowMs: SAMPLE_NOW_MS, freshness: { fresh: true }, streams, resources: ready, ...changed };
}

/** Live, empty, loading, stale, offline and broken of one panel, from its live rows. */
export function samplesOfStates(rows: SampleRows, resources: SampleResources = {}): readonly PanelSample[] {
  const channels = Object.keys(rows) as Channel[];
  const nothing = Object.fromEntries(channels.map((channel) => [channel, []])) as SampleRows;
  const unborn = Object.fromEntries(channels.map((channel) => [channel, EMPTY_STREAM])) as PanelStreams;
  const silent = { fresh: false, why: 'silent', since: minutesAgo(7) } as const;
  return [
    { name: 'live', input: sampleInput(rows, resources) },
    { name: 'stale', input: sampleInput(rows, resources, { freshness: silent }) },
    { name: 'empty', input: sampleInput(nothing, resources) },
    { name: 'loading', input: { ...sampleInput({}), streams: unborn } },
    { name: 'offline', input: { ...sampleInput({}), streams: unborn, freshness: silent } },
    { name: 'error', input: sampleInput(rows, resources), broken: true },
  ];
}

const TITLES: readonly (readonly [string, string, Domain])[] = [
  [
    'Ngập sâu trên Quốc lộ 1 đoạn qua cầu Hiền Lương',
    'Deep flooding on National Road 1 near Hien Luong bridge',
    'environment',
  ],
  [
    'Va chạm giữa xe tải và xe máy tại ngã tư Sòng',
    'Truck and motorcycle collision at Song junction',
    'traffic',
  ],
  [
    'Dò quét mật khẩu vào cổng dịch vụ công',
    'Password guessing against the service portal',
    'cyber-security',
  ],
  [
    'Sạt lở taluy dương đường Hồ Chí Minh nhánh Tây',
    'Landslide on the western Ho Chi Minh road',
    'field-feedback',
  ],
  ['Mất điện diện rộng tại phường Nam Đông Hà', 'Wide power cut in Nam Dong Ha ward', 'hotline'],
  ['Tụ tập đông người trước cổng bệnh viện', 'Crowd in front of the hospital', 'public-security'],
];

const PLACES: readonly (readonly [number, number])[] = [
  [107.06, 17.0],
  [107.09, 16.83],
  [107.1, 16.81],
  [106.73, 16.62],
  [107.11, 16.79],
  [106.6, 17.47],
];

/** The n-th sample thing. */
export function sampleItem(index: number, changed: Partial<ItemRow> = {}): ItemRow {
  const [title, titleEn, domain] = TITLES[index % TITLES.length] ?? TITLES[0]!;
  return {
    key: `mau/${index}`,
    source: 'mau',
    id: String(index),
    kind: 'item',
    type: `vn.ioc.${domain}.mau.v1`,
    domain,
    severity: SEVERITIES[4 - (index % 5)] ?? 'info',
    unitId: index % 4 === 3 ? null : '19333@2025-07-01',
    assetId: null,
    point: [...(PLACES[index % PLACES.length] ?? PLACES[0]!)] as [number, number],
    title,
    titleEn,
    state: index % 3 === 0 ? 'new' : 'active',
    closed: false,
    observedAt: minutesAgo(index * 7 + 1),
    updatedAt: minutesAgo(index * 7),
    ...changed,
  };
}

export const sampleTicket = (index: number, changed: Partial<TicketRow> = {}): TicketRow => ({
  ...sampleItem(index),
  kind: 'ticket',
  agency: 'dien-luc',
  serviceCode: 'mat-dien',
  dueAt: minutesAgo(index * 60 - 180),
  overdue: index > 3,
  ...changed,
});

/** Counts of the last 24 hours in all four families of keys. */
export function sampleCounts(): ChannelRows['counts'][] {
  const now = DOMAINS.flatMap((domain, d) =>
    SEVERITIES.map((severity, s) => ({
      key: `now/${domain}/${severity}`,
      total: Math.max(0, (12 - d) * (5 - s) * (5 - s) - 14 * s),
    })),
  );
  const hourStart = Math.floor(SAMPLE_NOW_MS / HOUR_MS) * HOUR_MS;
  const hours = DOMAINS.flatMap((domain, d) =>
    Array.from({ length: 24 }, (_, h) => ({
      key: `hour/${domain}/${new Date(hourStart - h * HOUR_MS).toISOString()}`,
      total: Math.max(0, Math.round((10 - d) * (1.4 + Math.sin((h + d) / 3.4)))),
    })),
  );
  const minuteStart = Math.floor(SAMPLE_NOW_MS / MINUTE_MS) * MINUTE_MS;
  const minutes = Array.from({ length: 60 }, (_, m) => ({
    key: `minute/traffic/${new Date(minuteStart - m * MINUTE_MS).toISOString()}`,
    total: Math.round(2 + 2 * Math.sin(m / 5)),
  }));
  return [...now, ...hours, ...minutes];
}

const SOURCE_NAMES: readonly (readonly [string, string, SourceRow['state']])[] = [
  ['Camera giao thông', 'Traffic cameras', 'live'],
  ['Camera an ninh', 'Security cameras', 'live'],
  ['Giám sát an toàn thông tin', 'Security monitoring', 'live'],
  ['Tổng đài AI 1900868674', 'AI hotline 1900868674', 'quiet'],
  ['Cổng dịch vụ công', 'Public service portal', 'stale'],
  ['Nhật ký hệ thống', 'System logs', 'live'],
  ['Phản ánh hiện trường', 'Field reports', 'waiting'],
];

export const sampleSources = (): SourceRow[] =>
  SOURCE_NAMES.map(([name, nameEn, state], index) => ({
    key: `s${index}`,
    id: `s${index}`,
    connector: 'mau',
    name,
    nameEn,
    state,
    lastEventAt: state === 'waiting' ? null : minutesAgo(index * index * 3),
    lastReceivedAt: state === 'waiting' ? null : minutesAgo(index * index * 3),
    cadenceMs: 60_000,
    stored: 12_000 - index * 1500,
    duplicates: index * 31,
    late: index,
    deadLetters: index === 5 ? 12 : 0,
    quarantined: 0,
    dropped: 0,
    lettersDropped: 0,
    lagMs: state === 'waiting' ? null : 420 + index * 160,
  }));
