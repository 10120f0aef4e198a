// Which sources feed the figures of a domain: told by the things themselves, for nobody says beforehand of what a camera or a
// mailbox will speak. What has sent nothing that is still on a screen feeds nothing there.
import type { Domain } from '@ioc/contracts/words';
import type { PanelInput } from './input.ts';
import { rowsOf } from './input.ts';

/** Channels whose rows tell which sources speak of a domain. */
export const TELLING_CHANNELS = ['map', 'latest'] as const;

/** Ids in order; a domain of which nothing is known is not in it. */
export function sourcesByDomain(input: PanelInput): ReadonlyMap<Domain, readonly string[]> {
  const found = new Map<Domain, Set<string>>();
  for (const channel of TELLING_CHANNELS) {
    for (const { domain, source } of rowsOf(input, channel).values()) {
      const sources = found.get(domain);
      if (sources) sources.add(source);
      else found.set(domain, new Set([source]));
    }
  }
  return new Map([...found].map(([domain, sources]) => [domain, [...sources].toSorted()]));
}
