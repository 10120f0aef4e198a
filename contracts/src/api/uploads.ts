// What a file would do before it is stored, and what it did.
import type { ServiceCounts } from '../service-figure.ts';

/** A row as it would be stored; `place` is where it stands in the file ("sheet Q3, row 12"). */
export type UploadedRow =
  | {
      readonly kind: 'value';
      readonly place: string | null;
      readonly indicator: string;
      readonly label: string;
      readonly labelEn: string;
      /** Null with an empty `unitCode`: the whole province. */
      readonly unitId: string | null;
      readonly unitCode: string;
      readonly reportedUnit: string | null;
      readonly periodStart: string;
      readonly periodEnd: string;
      readonly asOf: string;
      readonly value: number;
      readonly valueUnit: string;
      readonly target: number | null;
      readonly sumDifference: number | null;
    }
  | {
      readonly kind: 'figure';
      readonly place: string | null;
      readonly unitId: string | null;
      readonly unitCode: string;
      readonly procedureCode: string;
      readonly level: string;
      readonly periodStart: string;
      readonly periodEnd: string;
      readonly asOf: string;
      readonly figures: ServiceCounts;
      readonly sumDifference: number | null;
    }
  | {
      readonly kind: 'fact';
      readonly place: null;
      readonly title: string;
      readonly titleEn: string | null;
      readonly observedAt: string;
      readonly unitId: string | null;
    };

export interface UploadProblem {
  readonly place: string | null;
  readonly sentence: string;
}

export interface UploadSumDifference {
  readonly place: string | null;
  /** The indicator, or the code of the unit. */
  readonly label: string;
  /** The total as it is stated. */
  readonly stated: number;
  /** Stated total minus the sum of its parts. */
  readonly difference: number;
}

export interface UploadPreview {
  readonly rows: number;
  readonly good: number;
  readonly bad: number;
  /** Rows that state nothing: sums of the form, units that reported nothing. */
  readonly dropped: number;
  /** Good rows whose unit code nobody bore on the last day of the period: they count for the province alone. */
  readonly unplaced: number;
  /** Good rows that say something about what an earlier row of the file spoke of, as of the same moment. */
  readonly repeated: number;
  /** Good rows that are stored already, word for word. */
  readonly known: number;
  /** Good rows that would stand beside an older or newer statement of the same. */
  readonly restated: number;
  /** At most 20. */
  readonly firstRows: readonly UploadedRow[];
  /** At most 100 of `bad`. */
  readonly problems: readonly UploadProblem[];
  /** At most 100. */
  readonly sumDifferences: readonly UploadSumDifference[];
}

export interface UploadReceipt {
  readonly rows: number;
  /** New statements. */
  readonly stored: number;
  /** Stored already, word for word. */
  readonly known: number;
  readonly restated: number;
  /** They are in the dead letters, each with its place. */
  readonly bad: number;
  /** The file was stored before: it changed nothing. */
  readonly nothingNew: boolean;
}
