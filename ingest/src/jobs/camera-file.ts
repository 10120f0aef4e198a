// A file of cameras as rows, each with its place: CSV as offices write it, or GeoJSON points. A row that cannot be read
// is told beside the others; only a file that is no list of cameras at all is refused whole.
import { csvRecords } from '../commands/import/csv.ts';
import { geoFeatureOf, geoFeatures } from '../commands/import/geo-file.ts';
import { pointCells } from '../commands/import/rows.ts';
import type { Cells } from '../commands/import/columns.ts';
import { textOfFile } from '../wire/tables/text-file.ts';
import { cameraCells, NEEDED_COLUMNS } from './camera-columns.ts';
import { JobProblem } from './job.ts';

export interface CameraFileRow {
  /** `row 3` of a table, `feature 3` of a GeoJSON. */
  readonly place: string;
  readonly cells: Cells;
  readonly problem: string | null;
}

export const MAX_BYTES = 16 * 1024 * 1024;
export const MAX_ROWS = 20_000;

/** Throws JobProblem. */
export function cameraFileRows(bytes: Buffer, name: string): CameraFileRow[] {
  if (bytes.length > MAX_BYTES) throw new JobProblem('the file is larger than 16 MB');
  const text = wholeFile(() => textOfFile(bytes));
  const isGeo = /\.(geo)?json$/i.test(name) || text.trimStart().startsWith('{');
  const rows = wholeFile(() => (isGeo ? fromGeo(text) : fromCsv(text)));
  if (rows.length === 0) throw new JobProblem('the file holds no rows');
  if (rows.length > MAX_ROWS) throw new JobProblem(`the file holds more than ${MAX_ROWS} rows: divide it`);
  return rows;
}

function wholeFile<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof JobProblem) throw error;
    // What JSON.parse says holds a piece of the file.
    const why = error instanceof SyntaxError ? 'it is not JSON' : error instanceof Error ? error.message : '';
    throw new JobProblem(`the file cannot be read: ${why}`);
  }
}

function fromCsv(text: string): CameraFileRow[] {
  const rows = csvRecords(text).map(({ row, cells, problem }) => ({
    place: `row ${row}`,
    cells: cameraCells(cells),
    problem: problem && `the row ${problem}`,
  }));
  const [first] = rows;
  const missing = first ? NEEDED_COLUMNS.filter((column) => !(column in first.cells)) : [];
  if (missing.length) throw new JobProblem(`the table has no column for ${missing.join(', ')}`);
  return rows;
}

const fromGeo = (text: string): CameraFileRow[] =>
  geoFeatures(text).features.map((feature, index) => {
    const place = `feature ${index + 1}`;
    try {
      return { place, cells: cameraCells(pointCells(geoFeatureOf(feature))), problem: null };
    } catch (error) {
      return { place, cells: {}, problem: error instanceof Error ? error.message : String(error) };
    }
  });
