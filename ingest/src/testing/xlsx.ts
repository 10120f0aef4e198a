// Makes small XLSX files for tests: only what the product reads, and whatever a test wants to be wrong.
import { crc32, deflateRawSync } from 'node:zlib';

export interface ZipPart {
  readonly name: string;
  readonly body: Buffer | string;
  /** Stored without packing. */
  readonly stored?: boolean;
}

/** A zip file of these parts. */
export function zipOf(parts: readonly ZipPart[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const { name, body, stored = false } of parts) {
    const plain = Buffer.from(body);
    const packed = stored ? plain : deflateRawSync(plain);
    const sizes = Buffer.alloc(16);
    sizes.writeUInt32LE(crc32(plain), 0);
    sizes.writeUInt32LE(packed.length, 4);
    sizes.writeUInt32LE(plain.length, 8);
    sizes.writeUInt16LE(Buffer.byteLength(name), 12);
    const method = Buffer.from([20, 0, 0, 0, stored ? 0 : 8, 0, 0, 0, 0, 0]);
    const local = Buffer.concat([
      Buffer.from('PK\x03\x04', 'latin1'),
      method,
      sizes,
      Buffer.from(name),
      packed,
    ]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE(at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), method, sizes, tail, Buffer.from(name));
    locals.push(local);
    at += local.length;
  }
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(
    directory.reduce((sum, { length }) => sum + length, 0),
    12,
  );
  end.writeUInt32LE(at, 16);
  return Buffer.concat([...locals, ...directory, end]);
}

export interface TestSheet {
  readonly name: string;
  readonly state?: 'hidden' | 'veryHidden';
  /** A text, a number, or the inside of a `c` element with its attributes: `{ c: 't="e"', inside: '<v>#REF!</v>' }`. */
  readonly rows: readonly (readonly TestCell[])[];
  /** A1:B2 */
  readonly merges?: readonly string[];
}
export type TestCell = string | number | null | { readonly c: string; readonly inside: string };

/** Styles by number: 0 plain, 1 date, 2 percent, 3 a date of its own pattern. */
const STYLES = `<styleSheet><numFmts count="1"><numFmt numFmtId="164" formatCode="dd\\/mm\\/yyyy;@"/></numFmts>
  <cellStyleXfs count="1"><xf numFmtId="14"/></cellStyleXfs>
  <cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="10"/><xf numFmtId="164"/></cellXfs></styleSheet>`;

export function xlsxOf(sheets: readonly TestSheet[], more: { readonly from1904?: boolean } = {}): Buffer {
  const texts: string[] = [];
  const bodies = sheets.map(({ rows, merges = [] }) => sheetXml(rows, merges, texts));
  const list = sheets.map(
    ({ name, state }, at) =>
      `<sheet name="${escaped(name)}" sheetId="${at + 1}"${state ? ` state="${state}"` : ''} r:id="rId${at + 1}"/>`,
  );
  const relations = sheets.map((_, at) =>
    relation(`rId${at + 1}`, 'worksheet', `worksheets/sheet${at + 1}.xml`),
  );
  const shared = texts.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('');
  return zipOf([
    { name: '_rels/.rels', body: relationships([relation('rId1', 'officeDocument', 'xl/workbook.xml')]) },
    {
      name: 'xl/workbook.xml',
      body: `<workbook xmlns:r="r"><workbookPr${more.from1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      body: relationships([
        ...relations,
        relation('rIdS', 'sharedStrings', 'sharedStrings.xml'),
        relation('rIdT', 'styles', '/xl/styles.xml'),
      ]),
    },
    { name: 'xl/sharedStrings.xml', body: `<sst>${shared}</sst>` },
    { name: 'xl/styles.xml', body: STYLES },
    ...bodies.map((body, at) => ({ name: `xl/worksheets/sheet${at + 1}.xml`, body })),
  ]);
}

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const relationships = (list: readonly string[]): string => `<Relationships>${list.join('')}</Relationships>`;
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

function sheetXml(rows: TestSheet['rows'], merges: readonly string[], texts: string[]): string {
  const cell = (value: TestCell, at: number, row: number): string => {
    const reference = `r="${String.fromCharCode(65 + at)}${row}"`;
    if (value === null) return '';
    if (typeof value === 'number') return `<c ${reference}><v>${value}</v></c>`;
    if (typeof value === 'object') return `<c ${reference} ${value.c}>${value.inside}</c>`;
    return `<c ${reference} t="s"><v>${texts.push(value) - 1}</v></c>`;
  };
  const lines = rows.map((cells, index) => {
    const inside = cells.map((value, at) => cell(value, at, index + 1)).join('');
    return inside && `<row r="${index + 1}">${inside}</row>`;
  });
  const merged = merges.map((reference) => `<mergeCell ref="${reference}"/>`).join('');
  return `<worksheet><sheetData>${lines.join('')}</sheetData>${merged && `<mergeCells>${merged}</mergeCells>`}</worksheet>`;
}
