import type { DecodeContext, Decoded } from '../../connector.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { CASE_CONTEXT, casesOf, inputOf, runCase } from '../../testing/golden.ts';
import { sampleTexts } from '../../testing/samples.ts';
import { prepareFact } from '../../pipeline/prepare.ts';
import { Registry } from '../../registry/registry.ts';
import { cap } from './index.ts';
import { severityOf } from './severity.ts';

const connector = cap.instance();
const BASE = new URL('https://kttv.example.vn/cap/index.xml');

describe('cap cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const slowestMs = fuzzDecoder({ connector, addresses: [BASE.href], samples: sampleTexts(__dirname) });
  console.info(`cap: slowest input ${slowestMs.toFixed(1)} ms`);
});

interface Look {
  readonly alerts: readonly string[];
  readonly cursor?: unknown;
  readonly at?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly using?: typeof connector;
}

/** One poll: what is asked with this cursor, what the answer becomes. */
function look({
  alerts,
  cursor = null,
  at = '2026-03-01T00:00:00.000Z',
  headers = {},
  using = connector,
}: Look) {
  const request = using.plan(cursor, new Date(at), BASE);
  const body = Buffer.from(`<alerts>${alerts.join('')}</alerts>`);
  const context: DecodeContext = { ...CASE_CONTEXT, request, responseHeaders: headers };
  return {
    request,
    decoded: using.decode({ address: BASE.href, payload: body, body, receivedAt: at }, context),
  };
}

interface Told {
  readonly id: string;
  readonly minute: number;
  readonly type?: string;
  readonly names?: readonly (readonly [id: string, minute: number])[];
  readonly status?: string;
  readonly expires?: string;
}

const sent = (minute: number) => `2026-02-28T20:${String(minute).padStart(2, '0')}:00Z`;
const alert = ({ id, minute, type = 'Alert', names = [], status = 'Actual', expires }: Told) => `<alert>
  <identifier>${id}</identifier><sender>a@b</sender><sent>${sent(minute)}</sent><status>${status}</status>
  <msgType>${type}</msgType><references>${names.map(([name, at]) => `a@b,${name},${sent(at)}`).join(' ')}</references>
  <info><event>Bão</event><urgency>Expected</urgency><severity>Severe</severity><certainty>Likely</certainty>
  ${expires ? `<expires>${expires}</expires>` : ''}<area><areaDesc>Biển</areaDesc></area></info></alert>`;
const told = ({ facts }: Decoded) => facts.map(({ id, state, data }) => [data['identifier'], id, state]);

describe('one hazard over several messages', () => {
  const a = alert({ id: 'A', minute: 1 });
  const b = alert({ id: 'B', minute: 2, type: 'Update', names: [['A', 1]] });
  const c = alert({ id: 'C', minute: 3, type: 'Update', names: [['B', 2]] });

  it('stays one item, also when an Update names only the message before it', () => {
    const { decoded } = look({ alerts: [c, b, a] });
    expect(told(decoded)).toEqual([
      ['A', 'A', 'active'],
      ['B', 'A', 'active'],
      ['C', 'A', 'active'],
    ]);
    const later = look({
      alerts: [alert({ id: 'D', minute: 4, type: 'Cancel', names: [['C', 3]] })],
      cursor: decoded.cursor,
    });
    expect(told(later.decoded)).toEqual([['D', 'A', 'cancelled']]);
    expect(later.decoded.facts[0]?.closed).toBe(true);
  });

  it('is told once, and again only when it changed', () => {
    const { decoded } = look({ alerts: [a] });
    const again = look({ alerts: [a, b], cursor: decoded.cursor });
    expect(told(again.decoded)).toEqual([['B', 'A', 'active']]);
    expect(told(look({ alerts: [a, b], cursor: again.decoded.cursor }).decoded)).toEqual([]);
  });

  it('ends every item that a message replaces or takes back', () => {
    const other = alert({ id: 'X', minute: 1 });
    const names = [
      ['A', 1],
      ['X', 1],
    ] as const;
    const merged = look({ alerts: [a, other, alert({ id: 'M', minute: 5, type: 'Update', names })] });
    expect(told(merged.decoded)).toEqual([
      ['A', 'A', 'active'],
      ['X', 'X', 'active'],
      ['M', 'A', 'active'],
      ['M', 'X', 'superseded'],
    ]);
    const cancelled = look({ alerts: [a, other, alert({ id: 'M', minute: 5, type: 'Cancel', names })] });
    expect(told(cancelled.decoded).slice(2)).toEqual([
      ['M', 'A', 'cancelled'],
      ['M', 'X', 'cancelled'],
    ]);
  });
});

describe('the end of a warning', () => {
  const expires = '2026-03-01T01:00:00+00:00';
  const ends = alert({ id: 'A', minute: 1, expires });

  it('is told when its hour has come, although the document is the same and the server would say so', () => {
    const first = look({ alerts: [ends], headers: { etag: '"1"' } });
    expect(told(first.decoded)).toEqual([['A', 'A', 'active']]);
    const { cursor } = first.decoded;
    expect(connector.plan(cursor, new Date('2026-03-01T00:59:00Z'), BASE).headers).toHaveProperty(
      'if-none-match',
    );
    const at = '2026-03-01T01:00:01.000Z';
    const second = look({ alerts: [ends], cursor, at });
    expect(second.request.headers).not.toHaveProperty('if-none-match');
    expect(second.decoded.facts).toMatchObject([{ state: 'expired', closed: true, wordAt: expires }]);
    const third = look({ alerts: [ends], cursor: second.decoded.cursor, at, headers: { etag: '"1"' } });
    expect(told(third.decoded)).toEqual([]);
    expect(connector.plan(third.decoded.cursor, new Date(at), BASE).headers).toHaveProperty('if-none-match');
  });

  it('does not end what was prolonged by then', () => {
    const update = alert({
      id: 'B',
      minute: 9,
      type: 'Update',
      names: [['A', 1]],
      expires: '2026-03-01T09:00:00Z',
    });
    const { decoded } = look({ alerts: [ends, update] });
    const later = look({ alerts: [ends, update], cursor: decoded.cursor, at: '2026-03-01T02:00:00.000Z' });
    expect(told(later.decoded)).toEqual([]);
    const alone = look({ alerts: [ends], cursor: decoded.cursor, at: '2026-03-01T02:00:00.000Z' });
    expect(told(alone.decoded)).toEqual([]);
  });
});

describe('an end that cannot be read', () => {
  const endless = alert({ id: 'A', minute: 1, expires: 'tối mai' });

  it('does not hide the warning, which says in its title and data that its end is not known', () => {
    const { facts, rejects } = look({ alerts: [endless] }).decoded;
    expect(rejects).toEqual([]);
    expect(facts).toMatchObject([
      {
        title: '[Không rõ hạn] Bão: Biển',
        titleEn: '[Expiry unknown] Bão: Biển',
        state: 'active',
        closed: false,
        data: { expiresAt: null, unreadExpiry: 'tối mai' },
      },
    ]);
  });

  it('leaves it standing until its sender replaces or takes it back, and the mark goes with it', () => {
    const { cursor } = look({ alerts: [endless] }).decoded;
    const later = '2027-03-01T00:00:00.000Z';
    expect(told(look({ alerts: [endless], cursor, at: later }).decoded)).toEqual([]);
    const cancel = alert({ id: 'B', minute: 2, type: 'Cancel', names: [['A', 1]], expires: 'tối mai' });
    expect(look({ alerts: [endless, cancel], cursor, at: later }).decoded.facts).toMatchObject([
      { id: 'A', state: 'cancelled', title: 'Bão: Biển' },
    ]);
  });

  it('does not end it by what another of its blocks says', () => {
    const two = endless.replace(
      '</alert>',
      '<info><event>Bão</event><expires>2026-03-01T01:00:00Z</expires></info></alert>',
    );
    const { facts } = look({ alerts: [two], at: '2026-03-02T00:00:00.000Z' }).decoded;
    expect(facts).toMatchObject([{ state: 'active', data: { expiresAt: null, unreadExpiry: 'tối mai' } }]);
  });
});

it('drops and counts a drill once, or shows it marked and quiet when it is wanted', () => {
  const drill = alert({ id: 'E', minute: 1, status: 'Exercise' });
  const first = look({ alerts: [drill] }).decoded;
  expect([first.facts.length, first.dropped]).toEqual([0, 1]);
  expect(look({ alerts: [drill], cursor: first.cursor }).decoded.dropped).toBe(0);
  const shown = look({ alerts: [drill], using: cap.instance({ options: { exercises: true } }) }).decoded;
  expect(shown.facts).toMatchObject([
    {
      title: '[Diễn tập] Bão: Biển',
      titleEn: '[Exercise] Bão: Biển',
      severity: 'low',
      data: { exercise: true },
    },
  ]);
});

it('takes the code of the unit from the geocode it is told', () => {
  const using = cap.instance({ options: { unitGeocode: 'GSO' } });
  const { body } = inputOf(__dirname, 'vietnamese-with-english');
  const message = { address: BASE.href, payload: body, body, receivedAt: '2026-03-01T00:00:00.000Z' };
  expect(using.decode(message, CASE_CONTEXT).facts[0]?.reportedUnit).toBe('19433');
});

it('fits a coast of 20,000 corners, and everything else at its longest, into a row', () => {
  const corner = (n: number) =>
    `${(16 + Math.sin(n / 3_000)).toFixed(5)},${(107 + Math.cos(n / 3_000)).toFixed(5)}`;
  const area = `<area><areaDesc>${'ấ'.repeat(900)}</areaDesc><polygon>${Array.from({ length: 5_000 }, (_, n) => corner(n)).join(' ')}</polygon>${'<geocode><valueName>TEN-RAT-DAI</valueName><value>0123456789012345678901234567890123456789</value></geocode>'.repeat(50)}</area>`;
  const text = `<description>${'mưa '.repeat(5_000)}</description><instruction>${'đi '.repeat(5_000)}</instruction>`;
  const names = Array.from({ length: 300 }, (_, n) => [`${'r'.repeat(200)}${n}`, n % 60] as const);
  const long = alert({ id: 'L', minute: 1, type: 'Update', names }).replace(
    '<area>',
    `${text}${area.repeat(60)}<area>`,
  );
  const { decoded } = look({ alerts: [long] });
  const [fact] = decoded.facts;
  const origin = {
    source: 'cap',
    connector: 'cap',
    address: '',
    payload: Buffer.alloc(0),
    receivedAt: '2026-03-01T00:00:00.000Z',
  };
  const row = prepareFact(connector, fact!, origin, new Registry({ units: [], codes: [], assets: [] }));
  expect(row.json.length).toBeLessThan(64 * 1024);
  expect(fact?.data).toMatchObject({ areaSimplified: true });
});

it.each([
  ['Extreme', 'Immediate', 'Observed', 'critical'],
  ['Extreme', 'Immediate', 'Likely', 'critical'],
  ['Extreme', 'Immediate', 'Possible', 'high'],
  ['Extreme', 'Expected', 'Likely', 'high'],
  ['Extreme', 'Future', 'Possible', 'medium'],
  ['Severe', 'Expected', 'Likely', 'high'],
  ['Severe', 'Future', 'Likely', 'medium'],
  ['Severe', 'Immediate', 'Unknown', 'medium'],
  ['Moderate', 'Immediate', 'Observed', 'medium'],
  ['Moderate', 'Future', 'Likely', 'low'],
  ['Minor', 'Immediate', 'Observed', 'low'],
  ['Unknown', 'Unknown', 'Unknown', 'low'],
  ['Extreme', 'Past', 'Observed', 'info'],
  ['Extreme', 'Immediate', 'Unlikely', 'info'],
])('%s, %s and %s is %s', (severity, urgency, certainty, expected) => {
  expect(severityOf({ severity, urgency, certainty })).toBe(expected);
});
