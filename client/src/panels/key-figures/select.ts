import { isExpected } from '../../panel-kit/expected-source.ts';
import type { PanelInput } from '../../panel-kit/input.ts';
import { rowsOf } from '../../panel-kit/input.ts';

export interface KeyFigures {
  readonly events: number;
  readonly today: number;
  /** Totals of the last 24 hours, oldest first. */
  readonly hours: readonly number[];
  readonly criticalOpen: number;
  /** Age of the newest open critical thing, ms. */
  readonly criticalAgeMs: number | null;
  readonly overdue: number;
  readonly openTickets: number;
  readonly sourcesAlive: number;
  /** Null: no source is known, as of a moment before the first was; none alive of none would be a lie. */
  readonly sourcesAll: number | null;
}

function countsOf(input: PanelInput) {
  const hours = new Map<string, number>();
  let events = 0;
  let today = 0;
  for (const { key, total } of rowsOf(input, 'counts').values()) {
    const [family, , last = ''] = key.split('/');
    if (family === 'now') events += total;
    if (family === 'today') today += total;
    if (family === 'hour') hours.set(last, (hours.get(last) ?? 0) + total);
  }
  const ordered = [...hours].toSorted(([a], [b]) => Date.parse(a) - Date.parse(b)).map(([, total]) => total);
  return { events, today, hours: ordered };
}

/** The figures of the first second: how much, how bad, how late, how trustworthy. */
export function selectKeyFigures(input: PanelInput): KeyFigures {
  const critical = [...rowsOf(input, 'critical').values()].filter(({ closed }) => !closed);
  const newestMs = Math.max(...critical.map(({ updatedAt }) => Date.parse(updatedAt)));
  const open = [...rowsOf(input, 'tickets').values()].filter(({ closed }) => !closed);
  const sources = [...rowsOf(input, 'sources').values()];
  return {
    ...countsOf(input),
    criticalOpen: critical.length,
    criticalAgeMs:
      critical.length > 0 ? Math.max(0, Math.floor((input.nowMs - newestMs) / 1000) * 1000) : null,
    overdue: open.filter(({ overdue }) => overdue).length,
    openTickets: open.length,
    sourcesAlive: sources.filter(({ state }) => state === 'live' || state === 'quiet').length,
    sourcesAll: sources.length === 0 ? null : sources.filter(isExpected).length,
  };
}
