// A workbook of one sheet, written by hand while its rows come in: five small XML parts in a ZIP, the sheet last, so that no more
// of it is in memory than a page. Every cell is an inline string, so nothing in it can be a formula or a date that a spreadsheet
// makes of a number; a library would be a thousand times as much code.
import { Readable, pipeline } from 'node:stream';
import { crc32, createDeflateRaw, deflateRawSync } from 'node:zlib';

/** Of a cell in Excel. */
const CELL_CHARACTERS = 32_767;
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

const UTF8_NAMES = 0x08_00;
/** Sums and lengths stand behind what is packed: they are not known before. */
const SUMS_BEHIND = 0x00_08;
const DEFLATED = 8;
/** 1980-01-01: the same list makes the same file. */
const FIRST_DAY = 0x21;

type Pages = AsyncIterable<readonly (readonly string[])[]>;

/** The first row is the head; it stays in sight. */
export async function* xlsxFile(sheet: string, pages: Pages): AsyncGenerator<Buffer> {
  const zip = new Zip();
  for (const [name, text] of bindingOf(sheet)) yield zip.add(name, text);
  yield* zip.addSlowly('xl/worksheets/sheet1.xml', sheetXml(pages));
  yield zip.end();
}

/** All but the sheet. */
const bindingOf = (sheet: string): readonly (readonly [name: string, text: string])[] => [
  [
    '[Content_Types].xml',
    `${HEAD}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${TYPES}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${TYPES}.worksheet+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets><sheet name="${xml(sheet)}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `${HEAD}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
  ],
];

async function* sheetXml(pages: Pages): AsyncGenerator<string> {
  yield `${HEAD}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><sheetData>`;
  for await (const rows of pages) yield rows.map(rowXml).join('');
  yield '</sheetData></worksheet>';
}

const rowXml = (cells: readonly string[]): string =>
  `<row>${cells.map((cell) => `<c t="inlineStr"><is><t xml:space="preserve">${xml(cell.slice(0, CELL_CHARACTERS))}</t></is></c>`).join('')}</row>`;

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Control characters and halves of characters are no XML. */
const xml = (text: string): string =>
  text
    .replaceAll(/[^\P{Cc}\t\n\r]|[\uFFFE\uFFFF]|\p{Surrogate}/gu, '\uFFFD')
    .replaceAll(/[&<>"]/g, (letter) => ENTITIES[letter] ?? '');

/** What is known of a part once it is packed. */
interface Sums {
  crc: number;
  packed: number;
  plain: number;
}

class Zip {
  readonly #directory: Buffer[] = [];
  #offset = 0;

  add(name: string, text: string): Buffer {
    const plain = Buffer.from(text);
    const packed = deflateRawSync(plain);
    const sums = { crc: crc32(plain), packed: packed.length, plain: plain.length };
    this.#enter(name, UTF8_NAMES, sums);
    return this.#counted(
      Buffer.concat([signature(0x04034b50), aboutOf(name, UTF8_NAMES, sums), Buffer.from(name), packed]),
    );
  }

  async *addSlowly(name: string, text: AsyncIterable<string>): AsyncGenerator<Buffer> {
    const flags = UTF8_NAMES | SUMS_BEHIND;
    const sums: Sums = { crc: 0, packed: 0, plain: 0 };
    const from = this.#offset;
    const about = aboutOf(name, flags, sums);
    yield this.#counted(Buffer.concat([signature(0x04034b50), about, Buffer.from(name)]));
    for await (const packed of packing(text, sums)) yield this.#counted(packed);
    yield this.#counted(Buffer.concat([signature(0x08074b50), sumsOf(sums)]));
    this.#enter(name, flags, sums, from);
  }

  end(): Buffer {
    const central = Buffer.concat(this.#directory);
    return Buffer.concat([central, endOf(this.#directory.length, central.length, this.#offset)]);
  }

  #enter(name: string, flags: number, sums: Sums, from = this.#offset): void {
    const about = aboutOf(name, flags, sums);
    const entry = [signature(0x02014b50), versionMade(), about, tailOf(from), Buffer.from(name)];
    this.#directory.push(Buffer.concat(entry));
  }

  #counted(bytes: Buffer): Buffer {
    this.#offset += bytes.length;
    return bytes;
  }
}

/** Packs as fast as it is taken, and counts. Whoever stops taking stops what it is made of. */
async function* packing(text: AsyncIterable<string>, sums: Sums): AsyncGenerator<Buffer> {
  async function* counted(): AsyncGenerator<Buffer> {
    for await (const part of text) {
      const plain = Buffer.from(part);
      sums.crc = crc32(plain, sums.crc);
      sums.plain += plain.length;
      yield plain;
    }
  }
  const deflate = createDeflateRaw();
  pipeline(Readable.from(counted(), { objectMode: false }), deflate, () => {
    // What goes wrong is thrown where it is taken.
  });
  for await (const packed of deflate as AsyncIterable<Buffer>) {
    sums.packed += packed.length;
    yield packed;
  }
}

const signature = (word: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(word);
  return bytes;
};
const versionMade = (): Buffer => Buffer.from([20, 0]);

function sumsOf({ crc, packed, plain }: Sums): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(crc, 0);
  bytes.writeUInt32LE(packed, 4);
  bytes.writeUInt32LE(plain, 8);
  return bytes;
}

/** What local and central headers share. */
function aboutOf(name: string, flags: number, sums: Sums): Buffer {
  const bytes = Buffer.alloc(26);
  bytes.writeUInt16LE(20, 0);
  bytes.writeUInt16LE(flags, 2);
  bytes.writeUInt16LE(DEFLATED, 4);
  bytes.writeUInt16LE(FIRST_DAY, 8);
  sumsOf(sums).copy(bytes, 10);
  bytes.writeUInt16LE(Buffer.byteLength(name), 22);
  return bytes;
}

/** Comment, disk and attributes: none; then where the file begins. */
function tailOf(offset: number): Buffer {
  const bytes = Buffer.alloc(14);
  bytes.writeUInt32LE(offset, 10);
  return bytes;
}

function endOf(count: number, length: number, offset: number): Buffer {
  const bytes = Buffer.alloc(22);
  bytes.writeUInt32LE(0x06054b50, 0);
  bytes.writeUInt16LE(count, 8);
  bytes.writeUInt16LE(count, 10);
  bytes.writeUInt32LE(length, 12);
  bytes.writeUInt32LE(offset, 16);
  return bytes;
}
