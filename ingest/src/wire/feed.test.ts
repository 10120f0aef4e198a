import { feedInstant } from './feed-instant.ts';
import { canonicalLink, headlineOf, linkOf, readFeed } from './feed.ts';
import { parseXml } from './xml.ts';

describe('stamps of feeds', () => {
  it.each([
    ['Wed, 30 Aug 2017 20:03:00 +0700', '2017-08-30T20:03:00+07:00'],
    ['Mon, 04 May 2026 12:05:08 GMT+7', '2026-05-04T12:05:08+07:00'],
    ['Wed, 16 Jul 2025 09:30:00  gMt + 7 ', '2025-07-16T09:30:00+07:00'],
    ['Thứ 5, 28/05/2026 17:00:00 GMT+7', '2026-05-28T17:00:00+07:00'],
    ['Thứ Hai, 4/5/2026 7:05', '2026-05-04T07:05:00+07:00'],
    ['28/05/2026 17:00:00', '2026-05-28T17:00:00+07:00'],
    ['5/28/2026 5:00:00 PM', '2026-05-28T17:00:00+07:00'],
    ['Sat, 02/28/2026 - 22:00', '2026-02-28T22:00:00+07:00'],
    ['Tuesday, 02/03/2026 - 22:00', '2026-02-03T22:00:00+07:00'],
    ['Mon, 02/03/2026 - 22:00', '2026-03-02T22:00:00+07:00'],
    ['5/8/2026 12:30:00 AM', '2026-05-08T00:30:00+07:00'],
    ['Sat, 7 Sep 2002 00:00:01 GMT', '2002-09-07T00:00:01Z'],
    ['7 Sep 02 0:01 EST', '2002-09-07T00:01:00-05:00'],
    ['Sun, 1 March 2026 08:00 ICT', '2026-03-01T08:00:00+07:00'],
    ['Sun, 01 Mar 2026 08:00:00 +0000 (UTC)', '2026-03-01T08:00:00+00:00'],
    ['2026-03-01T08:00:00.5+07:00', '2026-03-01T08:00:00+07:00'],
    ['2026-03-01T01:00Z', '2026-03-01T01:00:00Z'],
    ['2026-03-01 08:00:00', '2026-03-01T08:00:00+07:00'],
  ])('%s', (text, instant) => {
    expect(feedInstant(text, { zone: '+07:00' })).toBe(instant);
  });

  it.each([
    '',
    'hôm qua',
    '31/02/2026 10:00:00',
    '28/13/2026 10:00',
    'Sun, 01 Foo 2026 08:00:00 GMT',
    '1772323200',
    'Sun, 01 Mar 2026 08:00:00 XYZ',
    'x'.repeat(10_000),
  ])('cannot read "%s", and does not guess', (text) => {
    expect(feedInstant(text, { zone: '+07:00' })).toBeNull();
  });

  it('are read in the zone of the source, whatever they say, when told to', () => {
    expect(feedInstant('Sun, 01 Mar 2026 08:00:00 GMT', { zone: '+07:00', ignoreWritten: true })).toBe(
      '2026-03-01T08:00:00+07:00',
    );
  });
});

describe('links', () => {
  const entry = (inside: string) =>
    readFeed(parseXml(Buffer.from(`<rss><channel><item>${inside}</item></channel></rss>`))).entries[0]!;

  it.each([
    [
      'https://Bao.example.vn/a.html?utm_source=zalo&b=2&a=1&fbclid=x#top',
      'https://bao.example.vn/a.html?a=1&b=2',
    ],
    ['http://u:p@bao.example.vn/', 'http://bao.example.vn/'],
  ])('%s becomes %s', (text, link) => {
    expect(canonicalLink(linkOf(entry(`<link>${text.replaceAll('&', '&amp;')}</link>`), '')!)).toBe(link);
  });

  it.each(['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', '', 'http://'])(
    '%s is none',
    (text) => {
      expect(linkOf(entry(`<link>${text}</link>`), 'https://bao.example.vn/rss')?.protocol ?? 'https:').toBe(
        'https:',
      );
    },
  );

  it('and headlines are those of the feed, not of media or Atom inside it', () => {
    const mixed = entry(
      '<m:title xmlns:m="urn:m">Ảnh</m:title><title>Tin</title>' +
        '<a:link xmlns:a="http://www.w3.org/2005/Atom" rel="self" href="https://x.example.vn/"/><link>/tin</link>',
    );
    expect(headlineOf(mixed)).toBe('Tin');
    expect(linkOf(mixed, 'https://bao.example.vn/rss')?.href).toBe('https://bao.example.vn/tin');
  });
});

it('refuses what is neither RSS nor Atom', () => {
  for (const text of ['<opml><body/></opml>', '<rss/>', '<alert/>'])
    expect(() => readFeed(parseXml(Buffer.from(text)))).toThrow(/neither RSS nor Atom/);
});
