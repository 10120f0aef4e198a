import type { DecodeContext, Decoded } from '../../connector.ts';
import { fuzzDecoder } from '../../testing/fuzz.ts';
import { CASE_CONTEXT, casesOf, runCase } from '../../testing/golden.ts';
import { sampleTexts } from '../../testing/samples.ts';
import { rss } from './index.ts';
import { severityFinder } from './words.ts';

const connector = rss.instance();
const BASE = new URL('https://bao.example.vn/rss/thoi-su.rss');

describe('rss cases', () => {
  it.each(casesOf(__dirname))('%s', (name) => {
    const { actual, expected } = runCase(connector, __dirname, name);
    expect(actual).toEqual(expected);
  });
});

it('throws nothing but rejects, whatever arrives (F9)', () => {
  const slowestMs = fuzzDecoder({ connector, addresses: [BASE.href], samples: sampleTexts(__dirname) });
  console.info(`rss: slowest input ${slowestMs.toFixed(1)} ms`);
});

interface Look {
  readonly items: string;
  readonly cursor?: unknown;
  readonly at?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** One poll: what is asked with this cursor, what the answer becomes. */
function look({ items, cursor = null, at = '2026-03-01T00:00:00.000Z', headers = {} }: Look) {
  const request = connector.plan(cursor, new Date(at), BASE);
  const body = Buffer.from(`<rss version="2.0"><channel><title>Báo</title>${items}</channel></rss>`);
  const context: DecodeContext = { ...CASE_CONTEXT, request, responseHeaders: headers };
  const message = { address: BASE.href, payload: body, body, receivedAt: at };
  return { request, decoded: connector.decode(message, context) };
}

const item = (title: string, more = '') =>
  `<item><title>${title}</title><guid>${title.length}</guid><link>https://bao.example.vn/${title.length}</link>${more}</item>`;
const titles = ({ facts }: Decoded) => facts.map(({ title }) => title);

describe('looking again', () => {
  it('tells only what is new or was corrected', () => {
    const first = look({ items: item('Lũ lớn') + item('Tin khác nữa') });
    expect(titles(first.decoded)).toEqual(['Lũ lớn', 'Tin khác nữa']);
    const items = item('Tin khác nhé') + item('Lũ lớn') + item('Mới');
    const second = look({ items, cursor: first.decoded.cursor });
    expect(titles(second.decoded)).toEqual(['Tin khác nhé', 'Mới']);
    expect(second.decoded.facts[0]?.id).toBe(first.decoded.facts[1]?.id);
    expect(titles(look({ items, cursor: second.decoded.cursor }).decoded)).toEqual([]);
  });

  it('tells a bad entry once', () => {
    const first = look({ items: '<item><guid>1</guid></item>' });
    expect(first.decoded.rejects).toHaveLength(1);
    expect(
      look({ items: '<item><guid>1</guid></item>', cursor: first.decoded.cursor }).decoded.rejects,
    ).toEqual([]);
  });

  it('lets the server say that nothing changed', () => {
    const headers = { etag: 'W/"7"', 'last-modified': 'Sun, 01 Mar 2026 00:00:00 GMT' };
    const { decoded, request } = look({ items: item('Tin'), headers });
    expect(request.headers).not.toHaveProperty('if-none-match');
    expect(connector.plan(decoded.cursor, new Date(), BASE).headers).toMatchObject({
      'if-none-match': 'W/"7"',
      'if-modified-since': 'Sun, 01 Mar 2026 00:00:00 GMT',
      accept: expect.stringContaining('application/rss+xml') as string,
    });
  });

  it('waits for what is stamped a little ahead, and asks for it again whatever the server says', () => {
    const items = item('Tin', '<pubDate>Sun, 01 Mar 2026 07:30:00 +0700</pubDate>');
    const early = look({ items, headers: { etag: '"1"' } });
    expect(titles(early.decoded)).toEqual([]);
    expect(connector.plan(early.decoded.cursor, new Date(), BASE).headers).not.toHaveProperty(
      'if-none-match',
    );
    const later = look({ items, cursor: early.decoded.cursor, at: '2026-03-01T00:29:00.000Z' });
    expect(titles(later.decoded)).toEqual(['Tin']);
    // A whole zone ahead is no embargo: it goes on, into quarantine.
    const wrong = item('Tin', '<pubDate>Sun, 01 Mar 2026 07:00:00 GMT</pubDate>');
    expect(titles(look({ items: wrong }).decoded)).toEqual(['Tin']);
  });

  it('begins anew with a cursor that it does not know', () => {
    expect(look({ items: item('Tin'), cursor: { seen: 7 } }).decoded.facts).toHaveLength(1);
  });
});

it('reads local time that calls itself GMT, when told to', () => {
  const told = rss.instance({ options: { ignoreZone: true } });
  const body = Buffer.from(
    `<rss><channel>${item('Tin', '<pubDate>Sun, 01 Mar 2026 07:00:00 GMT</pubDate>')}</channel></rss>`,
  );
  const message = { address: BASE.href, payload: body, body, receivedAt: '2026-03-01T00:00:00.000Z' };
  expect(told.decode(message, CASE_CONTEXT).facts[0]?.observedAt).toBe('2026-03-01T07:00:00+07:00');
});

it('raises by words of its options alone', () => {
  const severityOf = severityFinder({ mediumWords: ['vỡ đê'], lowWords: ['đê'] });
  expect(['Vỡ đê ở hạ lưu', 'Gia cố đê', 'Tin vui'].map(severityOf)).toEqual(['medium', 'low', 'info']);
});
