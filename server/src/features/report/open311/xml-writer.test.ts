// Read back by the XML reader of ingest, which is made for what strangers send and shares nothing with the writer.
import { parseXml, type XmlElement } from '@ioc/ingest/wire/xml';
import { xmlOf } from './xml-writer.ts';

const read = (xml: string): XmlElement => parseXml(Buffer.from(xml));

/** Names and texts, as a tree. */
const treeOf = ({ name, children, text }: XmlElement): unknown =>
  children.length > 0 ? [name, children.map(treeOf)] : [name, text];

describe('answers as XML', () => {
  it('write lists as elements of one name, and nothing as an empty element', () => {
    const xml = xmlOf('services', [
      { service_code: '1', metadata: true, keywords: '' },
      { service_code: null },
    ]);
    expect(xml).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\n<services><service>/);
    expect(xml).toContain('<keywords/>');
    expect(treeOf(read(xml))).toEqual([
      'services',
      [
        [
          'service',
          [
            ['service_code', '1'],
            ['metadata', 'true'],
            ['keywords', ''],
          ],
        ],
        ['service', [['service_code', '']]],
      ],
    ]);
  });

  it('give back every text that XML can hold, markup and Vietnamese too', () => {
    const text = `<a href="x">&amp; ]]> 'Đường Trần Phú' \t 🌊 <!-- `;
    expect(read(xmlOf('errors', [{ description: text }])).children[0]?.children[0]?.text).toBe(text);
  });

  it('leave out what XML cannot hold', () => {
    const xml = xmlOf('errors', [{ description: `a\u0000\u0008\uffff\ud800b` }]);
    expect(read(xml).children[0]?.children[0]?.text).toBe('ab'.replace('b', '\ufffdb'));
  });

  it('have no element of a name that could be markup', () => {
    expect(xmlOf('requests', { 'a><b': 1, '': 2, good: 3 })).toContain('<requests><good>3</good></requests>');
  });

  it('write an empty list as an empty root', () => {
    expect(treeOf(read(xmlOf('service_requests', [])))).toEqual(['service_requests', '']);
  });
});
