// A bit of everything that arrives in a province, made from an index: cameras over MQTT (events that never change, things
// that do, some of them with QoS 0), alerts over syslog (TCP and UDP). Every message has a word by which its row is found.
import type { WordRule } from '../checker/evidence.ts';

export const WAYS = ['onvif', 'frigate', 'onvif-qos0', 'syslog', 'udp'] as const;
export type Way = (typeof WAYS)[number];

export interface MixedWord {
  readonly word: string;
  readonly stream: string;
  readonly way: Way;
  readonly source: string;
  readonly topic: string;
  readonly payload: string;
}

/** How many of twenty messages come which way. */
const SHARE: readonly Way[] = [
  ...Array<Way>(8).fill('onvif'),
  ...Array<Way>(5).fill('frigate'),
  ...Array<Way>(2).fill('onvif-qos0'),
  ...Array<Way>(4).fill('syslog'),
  'udp',
];
const CAMERAS = 20;
const STEPS = ['new', 'update', 'end'] as const;
const STATES = ['new', 'active', 'ended'] as const;

/** The rows of a run, by the word of the message they came from. */
export const MIXED_RULES: readonly WordRule[] = [
  { source: 'onvif', wordSql: `data->>'objectId'` },
  { source: 'frigate', wordSql: `id || '/' || state` },
  { source: 'suricata', wordSql: `'flow-' || (data->>'flowId')` },
];

export function mixedWord(index: number, atMs: number): MixedWord {
  // 7 and 20 have no divisor in common: the ways are mixed and not in blocks.
  const way = SHARE[(index * 7) % SHARE.length] ?? 'onvif';
  const turn = Math.floor(index / SHARE.length);
  switch (way) {
    case 'frigate':
      return frigateWord(index, turn, atMs);
    case 'syslog':
    case 'udp':
      return eveWord(index, way, atMs);
    default:
      return onvifWord(index, way, atMs);
  }
}

function onvifWord(index: number, way: Way, atMs: number): MixedWord {
  const camera = `${way === 'onvif' ? 'cam' : 'zero'}-${String(index % CAMERAS).padStart(3, '0')}`;
  const word = `object-${index}`;
  const payload = JSON.stringify({
    UtcTime: new Date(atMs).toISOString(),
    Source: { VideoSourceConfigurationToken: 'VideoSourceConfig-1', Rule: 'Crossing-north' },
    Data: { ObjectId: word, Direction: 'Right', Likelihood: '0.83' },
  });
  const topic = `${camera}/onvif-ej/RuleEngine/LineDetector/Crossed/&1`;
  return { word, stream: camera, way, source: 'onvif', topic, payload };
}

/** Five Frigate messages in each turn of twenty: the same slot of three turns after another is one thing's life. */
function frigateWord(index: number, turn: number, atMs: number): MixedWord {
  const step = turn % 3;
  const slot = index % SHARE.length;
  const camera = `gate-${slot}`;
  const id = `thing-${slot}-${Math.floor(turn / 3)}`;
  const seconds = atMs / 1000;
  const payload = JSON.stringify({
    type: STEPS[step],
    before: {},
    after: {
      id,
      camera,
      label: 'motorcycle',
      start_time: seconds - step,
      end_time: step === 2 ? seconds : null,
      frame_time: seconds,
      top_score: 0.83,
    },
  });
  const word = `${id}/${STATES[step]}`;
  return { word, stream: camera, way: 'frigate', source: 'frigate', topic: 'frigate/events', payload };
}

function eveWord(index: number, way: Way, atMs: number): MixedWord {
  const at = new Date(atMs).toISOString();
  const eve = JSON.stringify({
    timestamp: at,
    flow_id: index,
    event_type: 'alert',
    src_ip: '192.0.2.10',
    dest_ip: '198.51.100.7',
    proto: 'TCP',
    alert: {
      signature_id: 2_000_000 + (index % 50),
      signature: 'ET SCAN something',
      severity: 2,
      category: 'misc',
    },
  });
  const payload = `<134>1 ${at} ids-${way} suricata - - - ${eve}`;
  return { word: `flow-${index}`, stream: way, way, source: 'suricata', topic: '', payload };
}
