// Which statements of a file are stored already: asked before a person decides, and to say afterwards what was new.
import type { Row } from '../pipeline/parcel.ts';
import type { Database } from './database.ts';

const counted = (table: string, columns: string, isSameSubject: string): string => `
  SELECT count(*) FILTER (WHERE same)::int AS same, count(*) FILTER (WHERE known AND NOT same)::int AS restated
  FROM (
    SELECT EXISTS (SELECT FROM ${table} s WHERE ${isSameSubject}) AS known,
      EXISTS (SELECT FROM ${table} s WHERE ${isSameSubject} AND s.as_of = v."asOf" AND s.word_key = v."wordKey") AS same
    FROM jsonb_to_recordset($1::jsonb) AS v (source text, "unitCode" text, "periodStart" date, "periodEnd" date,
      "asOf" timestamptz, "wordKey" text, ${columns})
  ) judged`;
const SAME_PERIOD = `s.source = v.source AND s.unit_code = v."unitCode" AND s.period_start = v."periodStart"
  AND s.period_end = v."periodEnd"`;
const FIGURES = counted(
  'service_figure',
  '"procedureCode" text, level text',
  `${SAME_PERIOD} AND s.procedure_code = v."procedureCode" AND s.level = v.level`,
);
const VALUES = counted('indicator_value', 'indicator text', `${SAME_PERIOD} AND s.indicator = v.indicator`);

interface Known {
  readonly same: number;
  readonly restated: number;
}

/** Same: stored word for word. Restated: stored in other words, or as of another moment. */
export async function knownStatements(database: Database, rows: readonly Row[]): Promise<Known> {
  const known = { same: 0, restated: 0 };
  for (const [kind, text] of [
    ['figure', FIGURES],
    ['value', VALUES],
  ] as const) {
    const json = rows.filter((row) => row.kind === kind).map((row) => row.json);
    if (!json.length) continue;
    const answer = await database.query<Known>(text, [`[${json.join(',')}]`]);
    known.same += answer.rows[0]?.same ?? 0;
    known.restated += answer.rows[0]?.restated ?? 0;
  }
  return known;
}
