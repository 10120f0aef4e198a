// Filters of the event list: what the server can filter it does, the text in titles is matched here on what is loaded,
// without caring for marks: someone in a hurry types "sat lo" for "Sạt lở".
import { localName } from '../../i18n/language.ts';

export interface EventFilter {
  readonly domain: string;
  readonly severity: string;
  readonly source: string;
  readonly text: string;
}

export const NO_FILTER: EventFilter = { domain: '', severity: '', source: '', text: '' };
const PAGE = 100;

/** Lower case without marks: `Đồng Hới` → `dong hoi`. */
export const fold = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase();

/** Path of the first page under these filters. */
export function eventsPath({ domain, severity, source }: EventFilter): string {
  const query = new URLSearchParams({ limit: String(PAGE) });
  for (const [name, value] of Object.entries({ domain, severity, source }))
    if (value !== '') query.set(name, value);
  return `/api/v1/events?${query.toString()}`;
}

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
