// The rows of one sheet, one after another. A formula is its stored result; one that has none is an error of its row.
import { Reject } from '../reject.ts';
import { MAX_COLUMNS } from './cell.ts';
import type { Cell, RawRow } from './cell.ts';
import type { MergedArea } from './merges.ts';
import { cellOfSerial } from './serial-day.ts';
import { isTrue, readText, withoutEscapes } from './xlsx-book.ts';
import type { Workbook } from './xlsx-book.ts';
import { XmlScanner } from './xml-scanner.ts';

const MAX_MERGES = 5_000;
const LETTERS = 26;

export function* sheetRows(part: Buffer, book: Workbook): Generator<RawRow> {
  const xml = new XmlScanner(part);
  let number = 0;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token === 'close' && xml.name === 'sheetData') return;
    if (token !== 'open' || xml.name !== 'row') continue;
    number = Number(xml.attribute('r')) || number + 1;
    if (xml.isEmpty) continue;
    const cells = rowCells(xml, book);
    if (cells.length) yield { number, cells };
  }
}

function rowCells(xml: XmlScanner, book: Workbook): (Cell | null)[] {
  const cells: (Cell | null)[] = [];
  let column = -1;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token === 'close' && xml.name === 'row') break;
    if (token !== 'open' || xml.name !== 'c') continue;
    column = columnOf(xml.attribute('r')) ?? column + 1;
    if (xml.isEmpty) continue;
    const cell = readCell(xml, book);
    if (cell === null || cell === '') continue;
    if (column >= MAX_COLUMNS) throw new Reject('too-large', `a sheet has more than ${MAX_COLUMNS} columns`);
    while (cells.length < column) cells.push(null);
    cells[column] = cell;
  }
  return cells;
}

/** B12 is column 1; null where it is not said. */
function columnOf(reference: string | null): number | null {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (!letters) return null;
  let column = 0;
  for (const letter of letters) column = column * LETTERS + letter.charCodeAt(0) - 64;
  return column - 1;
}

function readCell(xml: XmlScanner, book: Workbook): Cell | null {
  const type = xml.attribute('t') ?? 'n';
  const style = book.styles[Number(xml.attribute('s') ?? 0)] ?? 'number';
  let value: string | null = null;
  let inline: string | null = null;
  let isFormula = false;
  let inValue = false;
  for (let token = xml.next(); token !== 'end'; token = xml.next()) {
    if (token === 'text') {
      if (inValue) value = (value ?? '') + xml.text();
    } else if (token === 'close' && xml.name === 'c') break;
    else if (xml.name === 'v') inValue = token === 'open' && !xml.isEmpty;
    else if (token !== 'open') continue;
    else if (xml.name === 'f') isFormula = true;
    else if (xml.name === 'is' && !xml.isEmpty) inline = readText(xml, 'is');
  }
  if (inline !== null) return inline.trim();
  if (value !== null) return cellOf(type, value, style, book);
  return isFormula ? { kind: 'error', words: 'a formula whose result is not stored in the file' } : null;
}

function cellOf(type: string, value: string, style: Workbook['styles'][number], book: Workbook): Cell {
  switch (type) {
    case 's':
      return book.texts[Number(value)]?.trim() ?? { kind: 'error', words: 'a text that is not in the file' };
    case 'str':
    case 'inlineStr':
      return withoutEscapes(value).trim();
    case 'b':
      return isTrue(value);
    case 'e':
      return { kind: 'error', words: `the error ${value.slice(0, 20)}` };
    case 'd':
      return momentOfIso(value);
    default:
      return numberCell(value, style, book);
  }
}

function momentOfIso(value: string): Cell {
  const [, day, time] = /^(\d{4}-\d\d-\d\d)(?:T(\d\d:\d\d:\d\d))?/.exec(value) ?? [];
  if (!day || Number.isNaN(Date.parse(day))) return { kind: 'error', words: 'a date that is in no calendar' };
  return { kind: 'moment', day, time: time ?? null };
}

function numberCell(value: string, style: Workbook['styles'][number], book: Workbook): Cell {
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number)) return { kind: 'error', words: 'no number where one should be' };
  if (style === 'date') return cellOfSerial(number, book.from1904);
  // 0.985 shown as 98.5 %: times 100, without the dust of binary fractions.
  if (style === 'percent') return { kind: 'percent', value: Number((number * 100).toPrecision(15)) };
  // 0.1 + 0.2 is stored as 0.30000000000000004; spreadsheets show and mean 15 digits.
  return Number.isInteger(number) ? number : Number(number.toPrecision(15));
}

/** They stand behind the rows. */
export function mergedAreas(part: Buffer): MergedArea[] {
  const from = part.lastIndexOf('sheetData');
  if (from === -1) return [];
  const xml = new XmlScanner(part, Math.max(0, part.lastIndexOf('<', from)));
  const areas: MergedArea[] = [];
  for (let token = xml.next(); token !== 'end' && areas.length < MAX_MERGES; token = xml.next()) {
    if (token !== 'open' || xml.name !== 'mergeCell') continue;
    const area = areaOf(xml.attribute('ref') ?? '');
    if (area) areas.push(area);
  }
  return areas;
}

function areaOf(reference: string): MergedArea | null {
  const match = /^([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})$/.exec(reference);
  const left = columnOf(match?.[1] ?? null);
  return match && left !== null ? { top: Number(match[2]), bottom: Number(match[3]), left } : null;
}
