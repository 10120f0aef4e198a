// What of a channel a subscriber wants: everything, or only some domains, or only what is at least so severe; of tickets
// also only what is reported in some services. A closed
// set on purpose: each view is a stream of its own that the hub holds for all who want the same, so equal wishes must
// have one name. That name, the key, is what frames carry and what streams are found by.
import { DOMAINS, type Domain, type Severity } from '../words.ts';
import type { Channel } from './channels.ts';

export interface View {
  readonly domains?: readonly Domain[] | undefined;
  readonly minSeverity?: Severity | undefined;
  /** Of tickets alone: the service codes of what is reported, `[\w-]+`. */
  readonly services?: readonly string[] | undefined;
  /** Of the channel of walls alone: one wall and nothing about its screens. Screens hear their own. */
  readonly wall?: string | undefined;
}

/** So many services one view may name. */
export const MOST_SERVICES = 40;

/** Everything. */
export const WHOLE_VIEW: View = {};

/** `all`, `domains=health,traffic`, `services=y-te`, `min=high`, or several with `&` in this order; `wall=<id>`. */
export type ViewKey = string;
export const WHOLE_VIEW_KEY: ViewKey = 'all';

/** Channels of which there are views; of the others everything is to be had and nothing else. */
export const CHANNELS_WITH_VIEWS: ReadonlySet<Channel> = new Set([
  'counts',
  'map',
  'latest',
  'critical',
  'tickets',
]);

/** Order and repetition of domains and services mean nothing; all of them, or `info` and above, is everything. */
export function viewKey({ domains, services, minSeverity, wall }: View): ViewKey {
  const names = DOMAINS.filter((domain) => domains?.includes(domain));
  const parts: string[] = [];
  if (names.length > 0 && names.length < DOMAINS.length) parts.push(`domains=${names.join(',')}`);
  if (services !== undefined && services.length > 0)
    parts.push(`services=${[...new Set(services)].sort().join(',')}`);
  if (minSeverity !== undefined && minSeverity !== 'info') parts.push(`min=${minSeverity}`);
  if (wall !== undefined) parts.push(`wall=${wall}`);
  return parts.length === 0 ? WHOLE_VIEW_KEY : parts.join('&');
}

/** Of some channels there is everything or nothing; of the walls, one; of tickets alone, services. */
export const isViewOf = (channel: Channel, view: View): boolean => {
  const { wall, ...rest } = view;
  if (wall !== undefined && channel !== 'walls') return false;
  if (view.services !== undefined && channel !== 'tickets') return false;
  return viewKey(rest) === WHOLE_VIEW_KEY || CHANNELS_WITH_VIEWS.has(channel);
};
