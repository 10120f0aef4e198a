// What a file would do, before it does it: nothing is written.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type {
  UploadPreview,
  UploadProblem,
  UploadSumDifference,
  UploadedRow,
} from '@ioc/contracts/api/uploads';
import type { Registry } from '../registry/registry.ts';
import { prepareSlice, rowsOf, slicesOf } from './uploaded-file.ts';
import type { PreparedRow, StatementLookUp, UploadedFile } from './uploaded-file.ts';

const MOST_ROWS = 20;
const MOST_PROBLEMS = 100;

export async function previewOf(
  file: UploadedFile,
  registry: Registry,
  lookUp: StatementLookUp,
): Promise<UploadPreview> {
  const counts = { good: 0, bad: 0, unplaced: 0, repeated: 0, known: 0, restated: 0 };
  const firstRows: UploadedRow[] = [];
  const problems: UploadProblem[] = [];
  const sumDifferences: UploadSumDifference[] = [];
  const subjects = new Set<string>();
  for (const slice of slicesOf(file.decoded)) {
    const prepared = prepareSlice(file, slice, registry);
    counts.good += prepared.rows.length;
    counts.bad += prepared.problems.length;
    problems.push(...prepared.problems.slice(0, MOST_PROBLEMS - problems.length));
    for (const { shown, subject } of prepared.rows) {
      if (firstRows.length < MOST_ROWS) firstRows.push(shown);
      if (isUnplaced(shown)) counts.unplaced += 1;
      if (subjects.has(subject)) counts.repeated += 1;
      subjects.add(subject);
      const difference = differenceOf(shown);
      if (difference && sumDifferences.length < MOST_PROBLEMS) sumDifferences.push(difference);
    }
    const { same, restated } = await statementsAmong(prepared.rows, lookUp);
    counts.known += same;
    counts.restated += restated;
    await nextTurn();
  }
  const { dropped = 0 } = file.decoded;
  return { rows: rowsOf(file.decoded), ...counts, dropped, firstRows, problems, sumDifferences };
}

/** Facts decide themselves what is a repetition (M3). */
export async function statementsAmong(rows: readonly PreparedRow[], lookUp: StatementLookUp) {
  const statements = rows.map(({ row }) => row).filter(({ kind }) => kind !== 'fact');
  return statements.length ? lookUp(statements) : { same: 0, restated: 0 };
}

const isUnplaced = (row: UploadedRow): boolean =>
  row.kind !== 'fact' && row.unitId === null && row.unitCode !== '';

function differenceOf(row: UploadedRow): UploadSumDifference | null {
  if (row.kind === 'fact' || !row.sumDifference) return null;
  const label = row.kind === 'value' ? row.label : row.unitCode;
  const stated = row.kind === 'value' ? row.value : (row.figures.received ?? 0);
  return { place: row.place, label, stated, difference: row.sumDifference };
}
