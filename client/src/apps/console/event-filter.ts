// Filters of the event list: what the server can filter it does, the text in titles is matched here on what is loaded,
// without caring for marks: someone in a hurry types "sat lo" for "Sạt lở".
import { fold } from '../../i18n/fold.ts';
import { localName } from '../../i18n/language.ts';

export interface EventFilter {
  readonly domain: string;
  readonly severity: string;
  readonly source: string;
  readonly text: string;
}

export const NO_FILTER: EventFilter = { domain: '', severity: '', source: '', text: '' };
const PAGE = 100;

/** Path of the first page under these filters; the server narrows it to one unit where the area is one. */
export function eventsPath(
  { domain, severity, source }: EventFilter,
  unitIds: readonly string[] | null,
): string {
  const query = new URLSearchParams({ limit: String(PAGE) });
  if (unitIds?.length === 1 && unitIds[0]) query.set('unit', unitIds[0]);
  for (const [name, value] of Object.entries({ domain, severity, source }))
    if (value !== '') query.set(name, value);
  return `/api/v1/events?${query.toString()}`;
}

/** True for an event of the area; a unit before a merger counts where the server counts it. */
export const isInArea = (
  { unit }: { readonly unit: { readonly id: string } | null },
  unitIds: readonly string[] | null,
): boolean => unitIds === null || unitIds.length === 1 || (unit !== null && unitIds.includes(unit.id));

/** True when every typed word is in the title, in either language, or the id. */
export function matchesText(
  event: { readonly title: string; readonly titleEn: string | null; readonly id: string },
  text: string,
): boolean {
  const haystack = fold(`${event.title} ${localName('en', '', event.titleEn)} ${event.id}`);
  return fold(text)
    .split(/\s+/)
    .every((word) => haystack.includes(word));
}
