// Which services of what residents report a view names. Apart from the domains: there is no "all of them" to be said by
// saying nothing, for a ticket of no service is in none, and a scene may name services that this site no longer offers.
import type { TicketChoices } from '@ioc/contracts/api/ticket-desk';
import { MOST_SERVICES } from '@ioc/contracts/stream/view';

type Service = TicketChoices['categories'][number];

interface ServiceRow extends Service {
  readonly isChosen: boolean;
  /** False: a scene names it, and nothing is reported under it here. */
  readonly isOffered: boolean;
}

/** What is offered in its order, then what is named besides. */
export function serviceRows(offered: readonly Service[], chosen: readonly string[]): readonly ServiceRow[] {
  const codes = new Set(offered.map(({ code }) => code));
  const besides = [...new Set(chosen)].filter((code) => !codes.has(code));
  return [
    ...offered.map((service) => ({ ...service, isChosen: chosen.includes(service.code), isOffered: true })),
    ...besides.map((code) => ({ code, name: code, nameEn: code, isChosen: true, isOffered: false })),
  ];
}

/** In the order in which they were chosen; none: whatever is reported, which is said by saying nothing. */
export function toggledService(chosen: readonly string[], code: string, isIn: boolean): string[] | undefined {
  const rest = chosen.filter((one) => one !== code);
  const next = isIn ? [...rest, code].slice(0, MOST_SERVICES) : rest;
  return next.length > 0 ? next : undefined;
}
