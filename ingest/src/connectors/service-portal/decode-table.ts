// The same statements out of CSV and XLSX. What a row does not say (period, day of the statement) the report says above
// its titles, or the person who uploads it; a row of which it is not known is refused, never dated by a guess.
import { serviceCountsSchema } from '@ioc/contracts/service-figure';
import type { ServiceCounts } from '@ioc/contracts/service-figure';
import type { Decoded, FigureDraft, PartReject } from '../../connector.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { parseShape } from '../../wire/json.ts';
import { Reject } from '../../wire/reject.ts';
import { decimalSignOf } from '../../wire/tables/number-text.ts';
import { asOfOf, isTotalRow, periodOf } from '../../wire/tables/statement.ts';
import type { SheetWords } from '../../wire/tables/statement.ts';
import { readTable } from '../../wire/tables/table.ts';
import type { TableRow } from '../../wire/tables/table-row.ts';
import { SNAPSHOT_COLUMNS, SNAPSHOT_COUNTS } from './columns.ts';
import type { SnapshotColumn } from './columns.ts';
import { sumDifference } from './sum-check.ts';

/** What a row of a form holds beside who it speaks of. */
const STATED = [...SNAPSHOT_COUNTS, 'closedEarly', 'satisfaction'] as const;
const ANY = '*';

/** `statedAsOf`: of who uploads, for a file that does not say it. Throws Reject. */
export function decodeSnapshotTable(bytes: Buffer, zone: string, statedAsOf: string | null): Decoded {
  const figures: FigureDraft[] = [];
  const rejects: PartReject[] = [];
  let dropped = 0;
  for (const sheet of readTable(bytes, SNAPSHOT_COLUMNS, zone)) {
    const words = { ...sheet, zone, statedAsOf };
    for (const row of sheet.rows) {
      try {
        if (isTotalRow(row, ['order', 'unitCode', 'unitName']) || isBlank(row)) dropped += 1;
        else figures.push(figureOf(row, words));
      } catch (error) {
        if (!(error instanceof Reject)) throw error;
        rejects.push({ reject: error, raw: row.raw(), place: row.place });
      }
    }
  }
  return { facts: [], figures, rejects, dropped };
}

/** A unit that reported nothing. */
const isBlank = (row: TableRow<SnapshotColumn>): boolean => STATED.every((key) => row.cell(key) === null);

function figureOf(row: TableRow<SnapshotColumn>, words: SheetWords): FigureDraft {
  const unitCode = row.text('unitCode');
  const unitName = row.text('unitName');
  if (unitCode === null && unitName === null) throw row.reject('unitCode', 'the unit is missing');
  const figures = countsOf(row);
  const { start, end } = periodOf(row, words);
  return {
    unitCode,
    ...(unitCode === null && unitName !== null ? { unitName } : {}),
    procedureCode: row.text('procedureCode') ?? ANY,
    level: row.text('level') ?? ANY,
    periodStart: start,
    periodEnd: end,
    asOf: asOfOf(row, words),
    wordKey: fingerprint([figures]),
    figures,
    sumDifference: sumDifference(figures),
    place: row.place,
  };
}

function countsOf(row: TableRow<SnapshotColumn>): ServiceCounts {
  const counts: Record<string, number> = {};
  for (const key of SNAPSHOT_COUNTS) {
    const count = row.count(key);
    if (count !== null) counts[key] = count;
  }
  const early = row.count('closedEarly');
  if (early !== null) counts['closedOnTime'] = (counts['closedOnTime'] ?? 0) + early;
  const satisfaction = row.number('satisfaction', decimalSignOf(row.texts(['satisfaction'])));
  if (satisfaction !== null) {
    if (satisfaction.value < 0 || satisfaction.value > 100)
      throw row.reject('satisfaction', 'a percentage from 0 to 100 is expected');
    counts['satisfaction'] = satisfaction.value;
  }
  return parseShape(serviceCountsSchema, counts);
}
