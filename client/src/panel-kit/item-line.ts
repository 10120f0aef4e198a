// A thing as one line of a list: what both languages need, with its place by name.
import type { ItemRow } from '@ioc/contracts/stream/channels';
import type { Domain, Point, Severity } from '@ioc/contracts/words';
import type { PanelInput } from './input.ts';
import { valueOf } from './input.ts';

export interface ItemLine {
  readonly key: string;
  readonly domain: Domain;
  readonly severity: Severity;
  readonly title: string;
  readonly titleEn: string | null;
  readonly place: string | null;
  readonly placeEn: string | null;
  readonly state: string;
  readonly at: string;
  /** Rounded to whole seconds below a minute and whole minutes above, so that a line changes only when its words do. */
  readonly ageMs: number;
  readonly point: Point | null;
}

const roundedAge = (ms: number) => {
  const step = ms < 60_000 ? 1000 : 60_000;
  return Math.max(0, Math.floor(ms / step) * step);
};

/** Makes lines of rows. */
export function itemLines(input: PanelInput, rows: readonly ItemRow[]): readonly ItemLine[] {
  const units = new Map((valueOf(input, 'units')?.items ?? []).map((unit) => [unit.id, unit]));
  return rows.map((row) => {
    const unit = row.unitId === null ? undefined : units.get(row.unitId);
    return {
      key: row.key,
      domain: row.domain,
      severity: row.severity,
      title: row.title,
      titleEn: row.titleEn,
      place: unit?.name ?? null,
      placeEn: unit?.nameEn ?? null,
      state: row.state,
      at: row.observedAt,
      ageMs: roundedAge(input.nowMs - Date.parse(row.observedAt)),
      point: row.point,
    };
  });
}

/** Newest first by when it began; equal instants by key, so that lists never jump. */
export const newestFirst = (a: ItemRow, b: ItemRow): number =>
  Date.parse(b.observedAt) - Date.parse(a.observedAt) || a.key.localeCompare(b.key);
