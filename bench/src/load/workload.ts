// What 500 cameras say, made from an index alone: the generator, the checker and the report need no list of messages.
// ONVIF notifications, which never change (`events`, and `floods`, which are critical), and Frigate events, which come as
// new, update and end of one thing (`items`). All about 250 bytes, as such devices send them.
import type { WordRule } from '../checker/evidence.ts';

export const CAMERAS = 500;

export interface Publication {
  readonly topic: string;
  readonly payload: string;
}

export interface Workload extends WordRule {
  readonly id: 'events' | 'items' | 'floods';
  readonly title: string;
  /** ONVIF cameras connect by themselves; a Frigate speaks for its cameras over one connection. */
  readonly camerasPerConnection: number;
  readonly publication: (index: number, observedAtMs: number) => Publication;
  /** The name that `wordSql` finds in the stored row. */
  readonly word: (index: number) => string;
  /** Who sent it: messages of one stream keep their order. */
  readonly stream: (index: number) => string;
}

const deviceOf = (prefix: string, index: number): string =>
  `${prefix}-${String(index % CAMERAS).padStart(3, '0')}`;
const cameraOf = (index: number): string => deviceOf('cam', index);
const gaugeOf = (index: number): string => deviceOf('gauge', index);

const EVENTS: Workload = {
  id: 'events',
  title: 'ONVIF events',
  source: 'onvif',
  wordSql: `data->>'objectId'`,
  camerasPerConnection: 1,
  word: (index) => `object-${index}`,
  stream: cameraOf,
  publication: (index, observedAtMs) => ({
    topic: `${cameraOf(index)}/onvif-ej/RuleEngine/LineDetector/Crossed/&1`,
    payload: JSON.stringify({
      UtcTime: new Date(observedAtMs).toISOString(),
      Source: {
        VideoSourceConfigurationToken: 'VideoSourceConfig-1',
        VideoAnalyticsConfigurationToken: 'VideoAnalytics-1',
        Rule: 'Crossing-north',
      },
      Data: { ObjectId: `object-${index}`, Direction: 'Right', Likelihood: '0.83' },
    }),
  }),
};

const STEPS = ['new', 'update', 'end'] as const;
const STATES = ['new', 'active', 'ended'] as const;
const SECONDS_PER_STEP = 2;

const ITEMS: Workload = {
  id: 'items',
  title: 'Frigate items',
  source: 'frigate',
  wordSql: `id || '/' || state`,
  camerasPerConnection: 50,
  word: (index) => `${thingOf(index)}/${STATES[stepOf(index)]}`,
  stream: cameraOf,
  publication: (index, observedAtMs) => {
    const step = stepOf(index);
    const seconds = observedAtMs / 1000;
    return {
      topic: 'frigate/events',
      payload: JSON.stringify({
        type: STEPS[step],
        before: {},
        after: {
          id: thingOf(index),
          camera: cameraOf(index),
          label: 'motorcycle',
          start_time: seconds - step * SECONDS_PER_STEP,
          end_time: step === 2 ? seconds : null,
          frame_time: seconds,
          top_score: 0.83,
          entered_zones: ['road'],
          has_snapshot: true,
          has_clip: false,
        },
      }),
    };
  },
};

const FLOODS: Workload = {
  id: 'floods',
  title: 'critical ONVIF events',
  source: EVENTS.source,
  wordSql: EVENTS.wordSql,
  camerasPerConnection: CAMERAS,
  word: (index) => `flood-${index}`,
  stream: gaugeOf,
  publication: (index, observedAtMs) => ({
    topic: `${gaugeOf(index)}/onvif-ej/RuleEngine/FloodDetector/Flood/&1`,
    payload: JSON.stringify({
      UtcTime: new Date(observedAtMs).toISOString(),
      Source: {
        VideoSourceConfigurationToken: 'VideoSourceConfig-1',
        VideoAnalyticsConfigurationToken: 'VideoAnalytics-1',
        Rule: 'Underpass-north',
      },
      Data: { ObjectId: `flood-${index}`, State: 'true', Likelihood: '0.97' },
    }),
  }),
};

/** The n-th message of a camera is step n mod 3 of its thing n div 3. */
const turnOf = (index: number): number => Math.floor(index / CAMERAS);
const stepOf = (index: number): 0 | 1 | 2 => (turnOf(index) % 3) as 0 | 1 | 2;
const thingOf = (index: number): string => `${cameraOf(index)}-${Math.floor(turnOf(index) / 3)}`;

export const WORKLOADS = { events: EVENTS, items: ITEMS, floods: FLOODS } as const;
export type WorkloadId = keyof typeof WORKLOADS;

/** SQL that gives devices of a kind (`cam`, `gauge`) places in so many units and makes them known to the registry. */
export const registerDevices = (prefix: 'cam' | 'gauge', units = 1_000): string => `
  INSERT INTO asset (id, source, external_id, kind, name, lon, lat, registered)
  SELECT source || '/' || device, source, device, 'camera', 'Camera ' || n, lon, lat, true
  FROM (SELECT n, '${prefix}-' || lpad(n::text, 3, '0') AS device,
      (array_agg(u.lon ORDER BY u.id))[1 + n % count(*)] AS lon, (array_agg(u.lat ORDER BY u.id))[1 + n % count(*)] AS lat
    FROM generate_series(0, ${CAMERAS - 1}) n CROSS JOIN (SELECT id, lon, lat FROM unit
      WHERE valid_to IS NULL AND lon IS NOT NULL AND kind <> 'province' ORDER BY id LIMIT ${units}) u GROUP BY n) place
  CROSS JOIN (VALUES ('onvif'), ('frigate')) s (source)
  ON CONFLICT (id) DO UPDATE SET lon = excluded.lon, lat = excluded.lat, registered = true`;
