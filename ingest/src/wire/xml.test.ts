import { plainText } from './plain-text.ts';
import { wordFinder } from './vietnamese.ts';
import { childrenOf, parseXml, textOf } from './xml.ts';

const read = (text: string | Buffer, charset?: string) =>
  parseXml(Buffer.isBuffer(text) ? text : Buffer.from(text), { charset });

describe('XML', () => {
  it('knows names without prefix, namespaces by their URI, and each element as it was written', () => {
    const root = read(
      '<a:x xmlns:a="urn:a" xmlns="urn:b"><a:y k="1"/><y a:k="2" k="3">é<![CDATA[<b>]]></y ></a:x>',
    );
    expect([root.name, root.space]).toEqual(['x', 'urn:a']);
    expect(
      root.children.map(({ space, attributes, source }) => [space, attributes.get('k'), source]),
    ).toEqual([
      ['urn:a', '1', '<a:y k="1"/>'],
      ['urn:b', '3', '<y a:k="2" k="3">é<![CDATA[<b>]]></y >'],
    ]);
    expect(textOf(root, 'y')).toBeNull();
    expect(childrenOf(root, 'y')[1]?.text).toBe('é<b>');
  });

  it('forgives what newspapers do: white space before the declaration, bare ampersands, HTML names, lost prefixes', () => {
    const root = read(
      '\ufeff\n<?xml version="1.0"?><r><l>http://a/?b=1&c=2&amp;d=3</l><t>A &aacute; & B\x0b</t><m:n>1</m:n><c><![CDATA[1&2]]></c>&</r>',
    );
    expect(['l', 't', 'n', 'c'].map((name) => textOf(root, name))).toEqual([
      'http://a/?b=1&c=2&d=3',
      'A á & B',
      '1',
      '1&2',
    ]);
  });

  it.each([
    ['a billion laughs', '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;">]><a>&m;</a>'],
    ['an external entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>'],
    ['an entity nobody declared', '<a>&nobody;</a>'],
    ['a name of the prototype', '<a>&constructor;</a>'],
    ['depth', '<a>'.repeat(10_000) + '</a>'.repeat(10_000)],
    ['attributes without end', `<a ${Array.from({ length: 100 }, (_, n) => `a${n}=""`).join(' ')}/>`],
    ['a web page', '<!DOCTYPE html><html><head><meta charset="utf-8"></head></html>'],
    ['half a document', '<rss><channel><title>x'],
    ['CDATA without end', '<a><![CDATA['.repeat(20_000)],
    ['two roots', '<a/><a/>'],
    ['text', 'nothing'],
    ['nothing', ''],
    ['JSON', '{"a":1}'],
  ])('refuses %s', (_what, text) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ reason: 'not-xml' }));
  });

  it('says what came where it is no XML but a page to sign in, or JSON', () => {
    expect(() => read('\n<?xml version="1.0"?><!DOCTYPE html><html/>')).toThrow(/web page/);
    expect(() => read('<HTML lang="vi"><body>')).toThrow(/web page/);
    expect(() => read('[{"id":1}]')).toThrow(/JSON/);
  });

  it('refuses too many bytes and too many elements', () => {
    expect(() => read('<a>'.padEnd(9_000_000, ' '))).toThrow(
      expect.objectContaining({ reason: 'too-large' }),
    );
    expect(() => read(`<a>${'<b/>'.repeat(200_001)}</a>`)).toThrow(
      expect.objectContaining({ reason: 'too-large' }),
    );
  });

  it('takes time in proportion to the bytes, whatever they are', () => {
    const hostile = ['<', '&', '<!', '<![CDATA[', '<a ', '<a b="', '&a', ']]>', '<!--', '<?'];
    for (const part of hostile) {
      // Of the processor, not of the clock: other tests run beside this one.
      const before = process.cpuUsage();
      expect(() => read(`<a>${part.repeat(2_000_000 / part.length)}`)).toThrow();
      expect(process.cpuUsage(before).user).toBeLessThan(4_000_000);
    }
  });
});

describe('encodings', () => {
  const title = (text: string | Buffer, charset?: string) => textOf(read(text, charset), 't');
  const doc = (encoding: string) => `<?xml version="1.0" encoding="${encoding}"?><r><t>Lũ</t></r>`;

  it('reads UTF-8 and UTF-16 by their marks, whatever is declared', () => {
    const utf16 = Buffer.from(`\ufeff${doc('utf-8')}`, 'utf16le');
    expect(title(utf16)).toBe('Lũ');
    expect(title(Buffer.from(utf16).swap16())).toBe('Lũ');
    expect(title(Buffer.from(doc('utf-16'), 'utf16le'))).toBe('Lũ');
    expect(title(`\ufeff${doc('windows-1258')}`)).toBe('Lũ');
    // Declared by a program that kept its old declaration.
    expect(title(doc('utf-16'))).toBe('Lũ');
  });

  it('reads the declared encoding, else that of the transport', () => {
    // windows-1258 writes the tone apart: u, then 0xDE.
    const bytes = (head: string) =>
      Buffer.concat([Buffer.from(`${head}<r><t>Lu`), Buffer.from([0xde]), Buffer.from('</t></r>')]);
    const declared = bytes('<?xml version="1.0" encoding="windows-1258"?>');
    expect(title(declared, 'utf-8')?.normalize('NFC')).toBe('Lũ');
    expect(title(bytes(''), 'windows-1258')?.normalize('NFC')).toBe('Lũ');
  });

  it.each([
    ['an encoding that is not known', doc('x-viet-tcvn')],
    [
      'bytes that are not in it',
      Buffer.concat([Buffer.from('<r>'), Buffer.from([0xff]), Buffer.from('</r>')]),
    ],
  ])('refuses %s', (_what, text) => {
    expect(() => title(text)).toThrow(expect.objectContaining({ reason: 'not-xml' }));
  });
});

describe('plain text', () => {
  it.each([
    [
      '<b>Sạt lở</b><br/>ở &quot;Hướng&nbsp;Hóa&#34; &#x2013; &ldquo;khẩn&rdquo;',
      'Sạt lở ở "Hướng Hóa" – “khẩn”',
    ],
    ['giá < 5 triệu & > 3', 'giá < 5 triệu & > 3'],
    ['La\u0303', 'Lã'],
    ['a\u202eb\0c\ud800', 'a b c\ufffd'],
    ['&constructor; &#0; &#xd800;', '&constructor;'],
  ])('of %j', (markup, text) => {
    expect(plainText(markup, 100)).toBe(text);
  });

  it('is cut at its limit, never through a pair', () => {
    expect(plainText('x'.repeat(50_000), 10)).toBe('xxxxxxxxx…');
    expect(plainText('😀'.repeat(10), 4)).toBe('😀…');
  });
});

describe('Vietnamese words', () => {
  const find = wordFinder(['lũ quét', 'bão', 'hỏa hoạn', 'cháy', '  ']);
  it.each([
    ['LŨ QUÉT ở Hướng Hóa', true],
    ['Hoả hoạn tại chợ', true],
    ['Bão số 3 đổ bộ', true],
    ['Lu quet o Huong Hoa', true],
    ['Báo cáo, bảo vệ', false],
    ['Chạy bộ vì môi trường', false],
    ['Lũ trẻ', false],
    ['Bãobùng', false],
    ['', false],
  ])('%s: %s', (text, found) => {
    expect(find(text)).toBe(found);
  });
});
