// What the parts of a workbook beside its sheets say: which sheets there are and are shown, the shared texts, and which
// number formats are dates or percents.
import { Reject } from '../reject.ts';
import { XmlScanner } from './xml-scanner.ts';
import type { ZipFile } from './zip.ts';

export interface SheetPart {
  readonly name: string;
  readonly path: string;
}

export interface Workbook {
  /** Sheets that a person sees, in their order. */
  readonly sheets: readonly SheetPart[];
  /** Days are counted from 1904 (old Macintosh files). */
  readonly from1904: boolean;
  readonly texts: readonly string[];
  /** How numbers of a style are shown, by the number of the style. */
  readonly styles: readonly NumberStyle[];
}

export type NumberStyle = 'number' | 'percent' | 'date';

const MAX_SHEETS = 200;
const MAX_TEXTS = 2_000_000;
const MAX_STYLES = 70_000;
const BUILT_IN_PERCENT = new Set([9, 10]);
const isBuiltInDate = (id: number): boolean =>
  (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);

export function readWorkbook(zip: ZipFile): Workbook {
  const path = workbookPath(zip);
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/') + 1) : '';
  const targets = relationsOf(zip, path, folder);
  const part = (kind: string): Buffer | null => {
    const target = [...targets.values()].find(({ type }) => type.endsWith(`/${kind}`));
    return target ? zip.read(target.path) : null;
  };
  const { sheets, from1904 } = sheetsOf(required(zip, path), targets);
  return { sheets, from1904, texts: textsOf(part('sharedStrings')), styles: stylesOf(part('styles')) };
}

interface Relation {
  readonly path: string;
  readonly type: string;
}

function workbookPath(zip: ZipFile): string {
  const main = [...relationsOf(zip, '', '').values()].find(({ type }) => type.endsWith('/officeDocument'));
  const path = main?.path ?? 'xl/workbook.xml';
  if (path.endsWith('.bin'))
    throw new Reject('schema', 'this is a binary workbook (.xlsb): save it as .xlsx');
  if (zip.has('content.xml'))
    throw new Reject('schema', 'this is an OpenDocument file: save it as .xlsx or CSV');
  if (!zip.has(path)) throw new Reject('schema', 'this is a packed file, but no spreadsheet');
  return path;
}

function required(zip: ZipFile, path: string): Buffer {
  const part = zip.read(path);
  if (!part) throw new Reject('schema', 'the spreadsheet lacks one of its parts');
  return part;
}

/** `xl/workbook.xml` has its relations in `xl/_rels/workbook.xml.rels`. */
function relationsOf(zip: ZipFile, path: string, folder: string): Map<string, Relation> {
  const found = new Map<string, Relation>();
  const part = zip.read(`${folder}_rels/${path.slice(folder.length)}.rels`);
  if (!part) return found;
  const xml = new XmlScanner(part);
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token !== 'open' || xml.name !== 'Relationship' || found.size >= MAX_SHEETS) continue;
    const target = xml.attribute('Target') ?? '';
    found.set(xml.attribute('Id') ?? '', {
      path: target.startsWith('/') ? target.slice(1) : folder + target,
      type: xml.attribute('Type') ?? '',
    });
  }
  return found;
}

function sheetsOf(part: Buffer, targets: ReadonlyMap<string, Relation>) {
  const sheets: SheetPart[] = [];
  let from1904 = false;
  const xml = new XmlScanner(part);
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token !== 'open') continue;
    if (xml.name === 'workbookPr') from1904 = isTrue(xml.attribute('date1904'));
    if (xml.name !== 'sheet' || /hidden/i.test(xml.attribute('state') ?? '')) continue;
    const path = targets.get(xml.attribute('id') ?? '')?.path;
    if (path && sheets.length < MAX_SHEETS)
      sheets.push({ name: (xml.attribute('name') ?? '').slice(0, 40), path });
  }
  return { sheets, from1904 };
}

export const isTrue = (value: string | null): boolean => value === '1' || value === 'true';

/** Texts that cells refer to by number; runs of one text are joined, reading aids (rPh) are left out. */
function textsOf(part: Buffer | null): string[] {
  const texts: string[] = [];
  if (!part) return texts;
  const xml = new XmlScanner(part);
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token !== 'open' || xml.name !== 'si') continue;
    if (texts.length >= MAX_TEXTS) throw new Reject('too-large', 'the spreadsheet has too many texts');
    texts.push(xml.isEmpty ? '' : readText(xml, 'si'));
  }
  return texts;
}

/** All `t` until `end` closes. */
export function readText(xml: XmlScanner, end: string): string {
  let text = '';
  let isText = false;
  let isAid = false;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token === 'text') {
      if (isText && !isAid) text += xml.text();
    } else if (token === 'close' && xml.name === end) break;
    else if (xml.name === 't') isText = token === 'open' && !xml.isEmpty;
    else if (xml.name === 'rPh') isAid = token === 'open' && !xml.isEmpty;
  }
  return withoutEscapes(text);
}

/** Excel writes what XML cannot hold as `_x000D_`. */
export const withoutEscapes = (text: string): string =>
  text.includes('_x')
    ? text.replaceAll(/_x([0-9A-F]{4})_/g, (_, code: string) =>
        String.fromCharCode(Number.parseInt(code, 16)),
      )
    : text;

function stylesOf(part: Buffer | null): NumberStyle[] {
  const styles: NumberStyle[] = [];
  const custom = new Map<number, NumberStyle>();
  if (!part) return styles;
  const xml = new XmlScanner(part);
  let inCells = false;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token === 'text') continue;
    if (xml.name === 'cellXfs') inCells = token === 'open' && !xml.isEmpty;
    if (token !== 'open' || styles.length >= MAX_STYLES) continue;
    const id = Number(xml.attribute('numFmtId'));
    if (xml.name === 'numFmt') custom.set(id, styleOfCode(xml.attribute('formatCode') ?? ''));
    else if (xml.name === 'xf' && inCells) styles.push(custom.get(id) ?? styleOfId(id));
  }
  return styles;
}

function styleOfId(id: number): NumberStyle {
  if (BUILT_IN_PERCENT.has(id)) return 'percent';
  return isBuiltInDate(id) ? 'date' : 'number';
}

/** What is quoted, escaped or in brackets ([Red], [$-42A]) is no part of the pattern; [h] is a time. */
function styleOfCode(code: string): NumberStyle {
  const first = code.slice(0, 300).split(';')[0] ?? '';
  if (/\[(?:h+|m+|s+)\]/i.test(first)) return 'date';
  const pattern = first.replaceAll(/"[^"]*"|\\.|_.|\*.|\[[^\]]*\]/g, '');
  if (pattern.includes('%')) return 'percent';
  return /[dmyhs]/i.test(pattern) && !/^general$/i.test(pattern) ? 'date' : 'number';
}
