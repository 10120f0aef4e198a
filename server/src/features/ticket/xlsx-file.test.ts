import { randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { crc32, inflateRawSync } from 'node:zlib';
import { csvLine } from '../../csv-cell.ts';
import { until } from '../../testing/until.ts';
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

async function bytesOf(file: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of file) parts.push(part);
  return Buffer.concat(parts);
}
const fileOf = (pages: AsyncIterable<string[][]>) => bytesOf(xlsxFile('Phiếu', pages));

/** Rows of noise, which does not pack well. */
async function* noise(count: number, onPage: () => void): AsyncGenerator<string[][]> {
  for (let page = 0; page < count; page += 1) {
    onPage();
    await Promise.resolve();
    yield Array.from({ length: 200 }, () => [randomBytes(300).toString('hex')]);
  }
}

it('makes a workbook in which every cell is text', async () => {
  async function* pages() {
    yield [['Mã', 'Nội dung']];
    await Promise.resolve();
    yield [['1', '=HYPERLINK("http://x")&<b>\u0000']];
  }
  const parts = partsOf(await fileOf(pages()));
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

it('packs as fast as it is taken, to sums that hold', async () => {
  const made = { pages: 0 };
  const file = xlsxFile(
    'Phiếu',
    noise(50, () => (made.pages += 1)),
  );
  const first: Buffer[] = [];
  while (made.pages < 3) first.push((await file.next()).value as Buffer);
  await setImmediate();
  expect(made.pages).toBe(3);
  const bytes = Buffer.concat([...first, await bytesOf(file)]);
  const sheet = partsOf(bytes)['xl/worksheets/sheet1.xml'] ?? '';
  expect(sheet.match(/<row>/g)).toHaveLength(10_000);
  const sums = bytes.lastIndexOf(Buffer.from([0x50, 0x4b, 7, 8]));
  expect(bytes.readUInt32LE(sums + 4)).toBe(crc32(Buffer.from(sheet)));
});

it('fails as what it is made of fails, and stops it when nobody takes any more', async () => {
  async function* broken(): AsyncGenerator<string[][]> {
    yield [['a']];
    await Promise.resolve();
    throw new Error('the database went away');
  }
  await expect(fileOf(broken())).rejects.toThrow('the database went away');
  const made = { pages: 0 };
  let stopped = false;
  async function* watched(): AsyncGenerator<string[][]> {
    try {
      yield* noise(1000, () => (made.pages += 1));
    } finally {
      stopped = true;
    }
  }
  const file = xlsxFile('Phiếu', watched());
  while (made.pages < 3) await file.next();
  await file.return(undefined);
  await until('the rows to be given up', () => stopped);
});

it('makes lines of CSV in which no cell is a formula', () => {
  expect(csvLine(['a"b', '=1+1', ' @x', '-5', 'bình thường'])).toBe(
    `"a""b","'=1+1","' @x","'-5","bình thường"\r\n`,
  );
});
