// Forty kinds of what must not be stored: broken, lying, hostile. Each message is unlike any other, so that every one of
// them is a dead letter of its own.
export interface Poison {
  readonly kind: string;
  readonly way: 'mqtt' | 'syslog';
  readonly topic: string;
  readonly payload: Buffer;
}

type Make = (n: number) => string | Buffer;

const AT = () => Date.now() / 1000;
const FRIGATE = 'frigate/events';
const ONVIF = (n: number) => `bad-${n}/onvif-ej/RuleEngine/LineDetector/Crossed/&1`;
const after = (n: number, more: object = {}) => ({
  id: `bad-${n}`,
  camera: 'gate',
  label: 'car',
  start_time: AT(),
  ...more,
});
const frigate = (n: number, more: object = {}, type: unknown = 'new') =>
  JSON.stringify({ type, before: {}, after: after(n, more) });
const onvif = (n: number, more: object = {}) =>
  JSON.stringify({
    UtcTime: new Date().toISOString(),
    Source: { Rule: 'r' },
    Data: { ObjectId: `bad-${n}` },
    ...more,
  });
const eve = (n: number, more: object = {}) =>
  JSON.stringify({
    timestamp: new Date().toISOString(),
    flow_id: 9_000_000 + n,
    event_type: 'alert',
    alert: { signature_id: 1, signature: `bad ${n}`, severity: 2 },
    ...more,
  });
const inSyslog = (text: string) => `<134>1 ${new Date().toISOString()} ids suricata - - - ${text}`;
const half = (text: string) => text.slice(0, text.length / 2);
const LONE = String.raw`\ud800`;
const BIDI = '\u202e';
const DEEP = 10_000;

/** Named; of each about as many are sent. */
const OVER_FRIGATE: Readonly<Record<string, Make>> = {
  'cut JSON': (n) => half(frigate(n)),
  'a list': (n) => `[${n}]`,
  'a number': (n) => String(n),
  'a word': (n) => `"${n}"`,
  'NaN instead of JSON': (n) => `NaN ${n}`,
  'bytes that are no text': (n) =>
    Buffer.concat([Buffer.from([0xff, 0xfe, 0x80, 0x81]), Buffer.from(String(n))]),
  'NUL bytes': (n) => Buffer.concat([Buffer.alloc(64), Buffer.from(String(n))]),
  'depth ten thousand': (n) => `{"n":${n},"after":${'['.repeat(DEEP)}${']'.repeat(DEEP)}}`,
  'opened and never closed': (n) => `${n > 0 ? '{"a":'.repeat(DEEP) : ''}${n}`,
  'half a surrogate pair': (n) => frigate(n).replace('gate', `gate${LONE}`),
  'text that turns the writing around': (n) => frigate(n, { camera: `gate${BIDI}` }),
  'NUL in a name': (n) => frigate(n, { camera: 'gate\0' }),
  'a type that does not exist': (n) => frigate(n, {}, 'exploded'),
  'a type that is a number': (n) => frigate(n, {}, n),
  'no camera': (n) => frigate(n, { camera: undefined }),
  'a camera that is an object': (n) => frigate(n, { camera: { $ne: null } }),
  'an id that is a number': (n) => frigate(n, { id: n }),
  'an empty id': (n) => frigate(n, { id: '', note: n }),
  'an id of a megabyte': (n) => frigate(n, { id: 'x'.repeat(1_000_000) + n }),
  'a time of 1e308': (n) => frigate(n, { start_time: 1e308 }),
  'a time that is text': (n) => frigate(n, { start_time: 'soon' }),
  'a time before the epoch': (n) => frigate(n, { start_time: -1e9 - n }),
  'a time of 1970': (n) => frigate(n, { start_time: n % 1000 }),
  'a time of 2099': (n) => frigate(n, { start_time: 4_070_908_800 + n }),
  'a time in an hour': (n) => frigate(n, { start_time: AT() + 3_600 }),
  'nothing inside': (n) => `{"type":"new","n":${n}}`,
  'null inside': (n) => `{"type":"new","n":${n},"after":null}`,
  'a prototype to pollute': (n) => `{"type":"new","n":${n},"after":{"__proto__":{"admin":true}}}`,
  'three hundred kilobytes': (n) => frigate(n, { note: 'x'.repeat(300_000) }),
};
const OVER_ONVIF: Readonly<Record<string, Make>> = {
  'ONVIF: cut JSON': (n) => half(onvif(n)),
  'ONVIF: a time that is none': (n) => onvif(n, { UtcTime: 'yesterday' }),
  'ONVIF: a time of 2099': (n) => onvif(n, { UtcTime: '2099-01-01T00:00:00Z' }),
  'ONVIF: data that is text': (n) => onvif(n, { Data: `text ${n}` }),
};
const OVER_SYSLOG: Readonly<Record<string, Make>> = {
  'EVE: cut JSON': (n) => inSyslog(half(eve(n))),
  'EVE: a severity that is text': (n) =>
    inSyslog(eve(n, { alert: { signature_id: 1, signature: `bad ${n}`, severity: 'bad' } })),
  'EVE: a port of 70000': (n) => inSyslog(eve(n, { src_port: 70_000 })),
  'EVE: a time that is none': (n) => inSyslog(eve(n, { timestamp: '2026-13-45T99:99:99Z' })),
  'EVE: a time of 2099': (n) => inSyslog(eve(n, { timestamp: '2099-01-01T00:00:00+0700' })),
  'no syslog at all': (n) => `hello ${n}`,
  'a priority of 999': (n) => `<999>1 - - - - - - ${n}`,
  'a line of a hundred kilobytes': (n) => inSyslog(`${n} ${'x'.repeat(100_000)}`),
};
const ELSEWHERE: Readonly<Record<string, Make>> = { 'a topic of nobody': (n) => `{"n":${n}}` };
const TEN_MEGABYTES = 10_000_000;

interface Maker {
  readonly kind: string;
  readonly make: (n: number) => Poison;
}

const makers = (
  kinds: Readonly<Record<string, Make>>,
  way: Poison['way'],
  topicOf: (n: number) => string,
): Maker[] =>
  Object.entries(kinds).map(([kind, make]) => ({
    kind,
    make: (n) => ({ kind, way, topic: topicOf(n), payload: Buffer.from(make(n)) }),
  }));

const MAKERS: readonly Maker[] = [
  ...makers(OVER_FRIGATE, 'mqtt', () => FRIGATE),
  ...makers(OVER_ONVIF, 'mqtt', ONVIF),
  ...makers(OVER_SYSLOG, 'syslog', () => ''),
  ...makers(ELSEWHERE, 'mqtt', (n) => `nobody/${n}`),
];

export const KINDS = MAKERS.length + 1;

/** Poison number n; every kind comes in turn. */
export const poison = (n: number): Poison => MAKERS[n % MAKERS.length]!.make(n);

/** So large that a few must do. */
export const hugePoison = (n: number): Poison => ({
  kind: 'ten megabytes',
  way: 'mqtt',
  topic: FRIGATE,
  payload: Buffer.from(frigate(n, { note: 'x'.repeat(TEN_MEGABYTES) })),
});
