import { inflateRawSync } from 'node:zlib';
import { csvLine } from '../../csv-cell.ts';
import { xlsxFile } from './xlsx-file.ts';

/** The parts of a ZIP by its central directory. */
function partsOf(file: Buffer): Record<string, string> {
  const parts: Record<string, string> = {};
  const end = file.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  let at = file.readUInt32LE(end + 16);
  for (let count = file.readUInt16LE(end + 10); count > 0; count -= 1) {
    const name = file.toString('utf8', at + 46, at + 46 + file.readUInt16LE(at + 28));
    const local = file.readUInt32LE(at + 42);
    const from = local + 30 + file.readUInt16LE(local + 26);
    parts[name] = inflateRawSync(file.subarray(from, from + file.readUInt32LE(at + 20))).toString('utf8');
    at += 46 + file.readUInt16LE(at + 28);
  }
  return parts;
}

it('makes a workbook in which every cell is text', () => {
  const parts = partsOf(
    xlsxFile('Phiếu', [
      ['Mã', 'Nội dung'],
      ['1', '=HYPERLINK("http://x")&<b>\u0000'],
    ]),
  );
  expect(Object.keys(parts)).toEqual([
    '[Content_Types].xml',
    '_rels/.rels',
    'xl/workbook.xml',
    'xl/_rels/workbook.xml.rels',
    'xl/worksheets/sheet1.xml',
  ]);
  const sheet = parts['xl/worksheets/sheet1.xml'] ?? '';
  expect(sheet).toContain('=HYPERLINK(&quot;http://x&quot;)&amp;&lt;b&gt;\uFFFD');
  expect(sheet.match(/<c /g)).toHaveLength(4);
  expect(sheet.match(/<c t="inlineStr">/g)).toHaveLength(4);
  expect(sheet).not.toContain('<f>');
});

it('makes lines of CSV in which no cell is a formula', () => {
  expect(csvLine(['a"b', '=1+1', ' @x', '-5', 'bình thường'])).toBe(
    `"a""b","'=1+1","' @x","'-5","bình thường"\r\n`,
  );
});
