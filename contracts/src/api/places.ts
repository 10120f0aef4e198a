// Old and new units: what an old code or name is now, and where a unit of today came from. Codes were reused (44 was
// Quảng Bình and is Quảng Trị), so every question has a day; names repeat (ten communes are called Tân An), so the
// answer is all that fit, each with its parents, and never a guess.
import { z } from 'zod';
import { UNIT_KINDS } from '../unit.ts';
import type { List } from './list.ts';

export const MAX_CANDIDATES = 50;

export const resolveQuerySchema = z
  .object({
    /** The administrative code, as borne on the day `at`. */
    code: z
      .string()
      .trim()
      .regex(/^\d{1,10}$/, 'a code is digits')
      .optional(),
    /** With or without marks and with or without Xã, Phường, Huyện, … before it. */
    name: z.string().trim().min(1).max(120).optional(),
    /** YYYY-MM-DD: the day on which the unit is asked for; today when absent. */
    at: z.iso.date().optional(),
    /** YYYY-MM-DD: the day to which it is followed, forwards or backwards; today when absent. */
    to: z.iso.date().optional(),
    kind: z.enum(UNIT_KINDS).optional(),
    /** Id, code or name of a unit above it, on the day `at`. */
    parent: z.string().trim().min(1).max(120).optional(),
  })
  .refine(({ code, name }) => code !== undefined || name !== undefined, 'a code or a name');
export type ResolveQuery = z.infer<typeof resolveQuerySchema>;

export interface GazetteerUnit {
  readonly id: string;
  /** Null where no list gives it. */
  readonly code: string | null;
  readonly name: string;
  /** With its kind before it: "Phường Đông Hà". */
  readonly fullName: string;
  readonly kind: (typeof UNIT_KINDS)[number];
  readonly parent: GazetteerUnit | null;
  readonly validFrom: string;
  readonly validTo: string | null;
}

export interface LineageStep {
  readonly kind: 'rename' | 'merge' | 'split' | 'upgrade';
  /** Empty where it is not known. */
  readonly decree: string;
  readonly effective: string;
}

export interface RelatedUnit {
  readonly unit: GazetteerUnit;
  /** Part of the earlier unit that went into the later one, 0 to 1; null when unknown. */
  readonly share: number | null;
  /** A figure carried over this link is an estimate: only a part went this way, or nobody knows which. */
  readonly estimated: boolean;
  /** The changes on the way, in the order of time; none when the unit simply goes on. */
  readonly via: readonly LineageStep[];
}

export interface ResolvedUnit {
  readonly unit: GazetteerUnit;
  /** `code`, `name` spelled so, or only alike without its marks (`folded`). The best come first. */
  readonly match: 'code' | 'name' | 'folded';
  /** The day it is followed to. */
  readonly to: string;
  /** The units that hold it on the day `to`; empty when `to` is earlier than `at`. */
  readonly becomes: readonly RelatedUnit[];
  /** What it came from: the units of the day `to` when that is earlier than `at`, else those just before it. */
  readonly cameFrom: readonly RelatedUnit[];
}

/** `other-days`: nothing on that day, but on others. `cut`: more than 50 fit, name a parent or a kind. */
export type ResolveNote = 'unknown' | 'other-days' | 'cut';

export interface ResolveAnswer extends List<ResolvedUnit> {
  readonly note: ResolveNote | null;
  /** With `other-days`: what bears the code or the name on other days, at most ten. */
  readonly otherDays: readonly GazetteerUnit[];
}
