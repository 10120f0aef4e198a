// Every value is kept as it was stated, restated ones too. Where rows name the total they are a part of, total and parts
// are held against each other within unit, period and statement: the difference is told, never repaired.
import type { DecodeContext, Decoded, Message, PartReject, PollRequest } from '../../connector.ts';
import { z } from 'zod';
import { fingerprint } from '../../wire/fingerprint.ts';
import { squeezed } from '../../wire/folded.ts';
import { Reject } from '../../wire/reject.ts';
import { decimalSignOf } from '../../wire/tables/number-text.ts';
import type { DecimalSign } from '../../wire/tables/number-text.ts';
import { asOfOf, periodOf, periodOfColumns } from '../../wire/tables/statement.ts';
import type { SheetWords } from '../../wire/tables/statement.ts';
import { bodyKind, readTable } from '../../wire/tables/table.ts';
import type { TableRow } from '../../wire/tables/table-row.ts';
import { INDICATOR_COLUMNS } from './columns.ts';
import type { IndicatorColumn } from './columns.ts';
import { readItems } from './payload.ts';
import { withSumChecks } from './sum-check.ts';
import type { Stated } from './sum-check.ts';

export interface IndicatorOptions {
  readonly zone: string;
  readonly citation: string;
  readonly decimal: 'auto' | ',' | '.';
}

const cursorSchema = z.object({ etag: z.string().nullable(), digest: z.string().nullable() });
type Cursor = z.infer<typeof cursorSchema>;

type Row = TableRow<IndicatorColumn>;

const MAX_ID = 120;
const MAX_WORD = 60;

export function planIndicators(stored: unknown, _now: Date, baseUrl: URL): PollRequest {
  const parsed = cursorSchema.safeParse(stored);
  const cursor: Cursor | null = parsed.success ? parsed.data : null;
  return { url: baseUrl, headers: cursor?.etag ? { 'if-none-match': cursor.etag } : {}, state: cursor };
}

export function decodeIndicators(
  message: Message,
  context: DecodeContext,
  options: IndicatorOptions,
): Decoded {
  const before = (context.request?.state ?? null) as Cursor | null;
  const digest = fingerprint([message.body.toString('latin1')]);
  const cursor: Cursor = { etag: context.responseHeaders?.['etag'] ?? null, digest };
  if (before?.digest === digest) return { facts: [], cursor };
  const sheets =
    bodyKind(message.body) === 'json'
      ? [readItems(message.body)]
      : readTable(message.body, INDICATOR_COLUMNS, options.zone);
  const sign = options.decimal === 'auto' ? decimalSignOf(numberTexts(sheets)) : options.decimal;
  const stated: Stated[] = [];
  const rejects: PartReject[] = [];
  let dropped = 0;
  for (const sheet of sheets) {
    const words = { ...sheet, zone: options.zone, statedAsOf: context.statedAsOf ?? null };
    for (const row of sheet.rows) {
      try {
        const value = valueOf(row, words, options, sign);
        if (value) stated.push(value);
        else dropped += 1;
      } catch (error) {
        if (!(error instanceof Reject)) throw error;
        rejects.push({ reject: error, raw: row.raw(), place: row.place });
      }
    }
  }
  return { facts: [], values: withSumChecks(stated), rejects, dropped, cursor };
}

function* numberTexts(sheets: readonly { readonly rows: readonly Row[] }[]): Generator<string> {
  for (const { rows } of sheets) for (const row of rows) yield* row.texts(['value', 'target']);
}

/** Null for a row that states nothing: no value was reported, which is not zero. */
function valueOf(
  row: Row,
  words: SheetWords,
  options: IndicatorOptions,
  sign: DecimalSign | null,
): Stated | null {
  const value = row.number('value', sign);
  if (value === null) return null;
  const target = row.number('target', sign);
  const { start, end } = periodOfColumns(row) ?? periodOf(row, words);
  const unitCode = row.text('unitCode');
  const partOf = row.text('partOf');
  return {
    ...nameOf(row),
    labelEn: row.text('labelEn'),
    unitCode: bounded(row, 'unitCode', unitCode, MAX_WORD),
    unitName: unitCode === null ? row.text('unitName') : null,
    periodStart: start,
    periodEnd: end,
    asOf: asOfOf(row, words),
    value: value.value,
    valueUnit: bounded(row, 'valueUnit', row.text('valueUnit'), MAX_WORD) ?? (value.percent ? '%' : ''),
    target: target?.value ?? null,
    partOf: partOf === null ? null : idOf(row, 'partOf', partOf),
    citation: row.text('citation') ?? options.citation,
    place: row.place,
  };
}

/** By its code; one without a code is known by its name, however it is spelled. */
function nameOf(row: Row): { indicator: string; label: string } {
  const code = row.text('indicator');
  const label = row.text('label');
  const word = code ?? label;
  if (word === null) throw row.reject('indicator', 'neither code nor name of the indicator is given');
  return { indicator: idOf(row, code === null ? 'label' : 'indicator', word), label: label ?? word };
}

/** A code is itself; a name becomes its letters and digits. A part names its total either way. */
function idOf(row: Row, key: IndicatorColumn, word: string): string {
  const id = /^[\w.:/-]+$/.test(word) ? word : squeezed(word);
  if (id === '') throw row.reject(key, 'there is no letter or digit in it');
  return bounded(row, key, id, MAX_ID) ?? id;
}

function bounded(row: Row, key: IndicatorColumn, text: string | null, most: number): string | null {
  if (text !== null && text.length > most) throw row.reject(key, `it has more than ${most} characters`);
  return text;
}
