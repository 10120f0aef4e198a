// XLSX from strangers, with nothing but zlib (see docs/decisions/009-own-spreadsheet-reader.md).
import type { Sheet } from './cell.ts';
import { withMergesFilled } from './merges.ts';
import { readWorkbook } from './xlsx-book.ts';
import { mergedAreas, sheetRows } from './xlsx-sheet.ts';
import { ZipFile } from './zip.ts';

/** The sheets that a person sees, in their order; each is unpacked when it is asked for. Throws Reject. */
export function xlsxSheets(bytes: Buffer): Sheet[] {
  const zip = new ZipFile(bytes);
  const book = readWorkbook(zip);
  return book.sheets.map(({ name, path }) => {
    let part: Buffer | null = null;
    return {
      name,
      rows: () => {
        part ??= zip.read(path);
        return part ? withMergesFilled(sheetRows(part, book), mergedAreas(part)) : [];
      },
    };
  });
}
