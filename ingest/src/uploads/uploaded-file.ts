// The rows of an uploaded file, a slice at a time: the job that shows or stores them gives way to the live sources
// between two slices.
import type { UploadProblem, UploadedRow } from '@ioc/contracts/api/uploads';
import type {
  Connector,
  Decoded,
  FactDraft,
  FigureDraft,
  IndicatorDraft,
  Message,
  PartReject,
} from '../connector.ts';
import type { Origin, Row } from '../pipeline/parcel.ts';
import { prepareFact, prepareFigure, prepareValue } from '../pipeline/prepare.ts';
import type { Registry } from '../registry/registry.ts';
import { Reject } from '../wire/reject.ts';

export interface UploadedFile {
  readonly connector: Connector;
  readonly message: Message;
  /** What the connector made of the message. */
  readonly decoded: Decoded;
}

/** How many rows of those asked about are stored: the same word for word, or another statement of the same. */
export interface KnownStatements {
  readonly same: number;
  readonly restated: number;
}
export type StatementLookUp = (rows: readonly Row[]) => Promise<KnownStatements>;

/** What one batch of the pipeline takes beside the live sources. */
export const SLICE_ROWS = 400;

export const rowsOf = ({ facts, figures = [], values = [], rejects = [] }: Decoded): number =>
  facts.length + figures.length + values.length + rejects.length;

/** The parts in their order, at most 400 at a time; what was dropped is told once. */
export function* slicesOf(decoded: Decoded): Generator<Decoded> {
  const { facts, figures = [], values = [], rejects = [], dropped } = decoded;
  let isFirst = true;
  const slice = (more: Partial<Decoded>): Decoded => {
    const made = { facts: [], ...(isFirst && dropped ? { dropped } : {}), ...more };
    isFirst = false;
    return made;
  };
  for (const part of chunks<FactDraft>(facts)) yield slice({ facts: part });
  for (const part of chunks<FigureDraft>(figures)) yield slice({ figures: part });
  for (const part of chunks<IndicatorDraft>(values)) yield slice({ values: part });
  for (const part of chunks<PartReject>(rejects)) yield slice({ rejects: part });
  if (isFirst && dropped) yield slice({});
}

function* chunks<T>(list: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < list.length; at += SLICE_ROWS) yield list.slice(at, at + SLICE_ROWS);
}

export interface PreparedSlice {
  readonly rows: readonly PreparedRow[];
  readonly problems: readonly UploadProblem[];
}

export interface PreparedRow {
  readonly row: Row;
  readonly shown: UploadedRow;
  /** Of what it speaks, and as of when: two rows of one file should not share it. */
  readonly subject: string;
}

/** The rows of a slice as they would be stored, and what is wrong with the others. */
export function prepareSlice(file: UploadedFile, slice: Decoded, registry: Registry): PreparedSlice {
  const { connector, message } = file;
  const origin: Origin = { ...message, source: connector.source.id, connector: connector.id };
  const rows: PreparedRow[] = [];
  const problems: UploadProblem[] = (slice.rejects ?? []).map(({ reject, place = null }) => ({
    place,
    sentence: reject.message,
  }));
  const keep = (place: string | null, prepare: () => Row) => {
    try {
      rows.push(preparedRow(prepare(), place));
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      problems.push({ place, sentence: error.message });
    }
  };
  for (const fact of slice.facts) keep(null, () => prepareFact(connector, fact, origin, registry));
  for (const figure of slice.figures ?? [])
    keep(figure.place ?? null, () => prepareFigure(connector, figure, origin, registry));
  for (const value of slice.values ?? [])
    keep(value.place, () => prepareValue(connector, value, origin, registry));
  return { rows, problems };
}

function preparedRow(row: Row, place: string | null): PreparedRow {
  const stored = JSON.parse(row.json) as Record<string, unknown>;
  const shown = { kind: row.kind, place, ...picked(stored, SHOWN[row.kind]) } as unknown as UploadedRow;
  return { row, shown, subject: JSON.stringify(SUBJECT[row.kind].map((name) => stored[name])) };
}

const picked = (from: Readonly<Record<string, unknown>>, names: readonly string[]): Record<string, unknown> =>
  Object.fromEntries(names.map((name) => [name, from[name] ?? null]));

const PERIOD = ['periodStart', 'periodEnd', 'asOf'];
const SHOWN: Readonly<Record<Row['kind'], readonly string[]>> = {
  value: [
    'indicator',
    'label',
    'labelEn',
    'unitId',
    'unitCode',
    'reportedUnit',
    ...PERIOD,
    'value',
    'valueUnit',
    'target',
    'sumDifference',
  ],
  figure: ['unitId', 'unitCode', 'procedureCode', 'level', ...PERIOD, 'figures', 'sumDifference'],
  // Never what is personal in it: that is stored apart.
  fact: ['title', 'titleEn', 'observedAt', 'unitId'],
};
const SUBJECT: Readonly<Record<Row['kind'], readonly string[]>> = {
  value: ['indicator', 'unitCode', ...PERIOD],
  figure: ['unitCode', 'procedureCode', 'level', ...PERIOD],
  fact: ['id', 'wordKey'],
};
