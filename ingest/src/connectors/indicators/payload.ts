// A list of objects is read like a table whose titles are their keys: every name that a column goes by is good.
import { z } from 'zod';
import { parseJson, parseShape } from '../../wire/json.ts';
import { MAX_ROWS, MAX_TABLE_BYTES } from '../../wire/tables/cell.ts';
import type { Cell } from '../../wire/tables/cell.ts';
import { TableRow } from '../../wire/tables/table-row.ts';
import type { TableSheet } from '../../wire/tables/table.ts';
import { INDICATOR_COLUMNS } from './columns.ts';
import type { IndicatorColumn } from './columns.ts';

const MAX_KEYS = 200;
const itemSchema = z.record(z.string(), z.unknown());
const listSchema = z.array(itemSchema).max(MAX_ROWS);
const fileSchema = z.union([listSchema, z.object({ items: listSchema }).transform(({ items }) => items)]);

export function readItems(bytes: Buffer): TableSheet<IndicatorColumn> {
  const items = parseShape(fileSchema, parseJson(bytes, { maxBytes: MAX_TABLE_BYTES }));
  return { rows: items.map((item, at) => rowOf(item, `item ${at + 1}`)), asOf: null, period: null };
}

function rowOf(item: Readonly<Record<string, unknown>>, place: string): TableRow<IndicatorColumn> {
  const cells = new Map<IndicatorColumn, Cell>();
  for (const [name, value] of Object.entries(item).slice(0, MAX_KEYS)) {
    const key = INDICATOR_COLUMNS.find(name);
    if (key === undefined || cells.has(key)) continue;
    const cell = cellOf(value);
    if (cell !== null) cells.set(key, cell);
  }
  return new TableRow(place, cells, (key) => key);
}

function cellOf(value: unknown): Cell | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return value;
  return { kind: 'error', words: 'a list or an object' };
}
