// A workbook of one sheet, made while its rows come in: five small XML parts in a ZIP, the sheet last, so that no more of it is in
// memory than a page. Every cell is an inline string, so nothing in it can be a formula or a date that a spreadsheet makes of a
// number. The ZIP is a library's; libraries for workbooks hold all of it, or are no longer kept.
import { Zip, ZipDeflate } from 'fflate';

/** Of a cell in Excel. */
const CELL_CHARACTERS = 32_767;
const TYPES = 'application/vnd.openxmlformats-officedocument.spreadsheetml';
const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';

/** The same list makes the same file. */
const FIRST_DAY = new Date(1980, 0, 1);

type Pages = AsyncIterable<readonly (readonly string[])[]>;

/** The first row is the head; it stays in sight. */
export async function* xlsxFile(sheet: string, pages: Pages): AsyncGenerator<Buffer> {
  const packed: Buffer[] = [];
  const zip = new Zip((error, bytes) => {
    if (error) throw error;
    packed.push(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  });
  for (const [name, text] of bindingOf(sheet)) partOf(zip, name).push(Buffer.from(text), true);
  const rows = partOf(zip, 'xl/worksheets/sheet1.xml');
  for await (const text of sheetXml(pages)) {
    rows.push(Buffer.from(text));
    yield* packed.splice(0);
  }
  rows.push(Buffer.alloc(0), true);
  zip.end();
  yield* packed.splice(0);
}

function partOf(zip: Zip, name: string): ZipDeflate {
  const part = new ZipDeflate(name);
  part.mtime = FIRST_DAY;
  zip.add(part);
  return part;
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
