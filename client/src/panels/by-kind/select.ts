import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';
import { rankedBy } from '../../panel-kit/ranking.ts';
import type { Ranked } from '../../panel-kit/ranking.ts';

const SHOWN = 7;

export interface KindLine extends Ranked {
  readonly title: string;
  readonly titleEn: string | null;
}

/** What was said most often among the newest things, by its words. */
export function selectByKind(input: PanelInput): readonly KindLine[] {
  const latest = [...rowsOf(input, 'latest').values()];
  const english = new Map(latest.map(({ title, titleEn }) => [title, titleEn]));
  return rankedBy(latest, ({ title }) => title, SHOWN).map(({ key, times, worst, weight, sources }) => ({
    key,
    times,
    worst,
    weight,
    sources,
    title: key,
    titleEn: english.get(key) ?? null,
  }));
}
