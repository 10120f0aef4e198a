// RSS 2.0, RSS 1.0 (RDF) and Atom 1.0 as one list of entries. What an entry means is the connector's affair: it gets the
// element, and here only what the three forms write differently.
import { feedInstant } from './feed-instant.ts';
import type { StampZone } from './feed-instant.ts';
import { plainText } from './plain-text.ts';
import { Reject } from './reject.ts';
import { childOf, childrenOf, textOf } from './xml.ts';
import type { XmlElement } from './xml.ts';

export interface Feed {
  readonly title: string | null;
  readonly language: string | null;
  readonly entries: readonly XmlElement[];
}

const MAX_ENTRIES = 1_000;
const MAX_TITLE = 500;
const ATOM = 'http://www.w3.org/2005/Atom';

/** Throws Reject `schema` when the document is no feed. */
export function readFeed(root: XmlElement): Feed {
  const channel = root.name === 'feed' ? root : childOf(root, 'channel');
  const isFeed = root.name === 'feed' || root.name === 'rss' || root.name === 'RDF';
  if (!isFeed || !channel) throw new Reject('schema', 'the document is neither RSS nor Atom');
  const inside = root.name === 'feed' ? childrenOf(root, 'entry') : childrenOf(channel, 'item');
  // RSS 1.0 has its items beside the channel.
  const entries = [...inside, ...(root.name === 'RDF' ? childrenOf(root, 'item') : [])];
  const title = plainText(textOf(channel, 'title') ?? '', 200);
  const language = textOf(channel, 'language') ?? root.attributes.get('lang') ?? null;
  return { title: title || null, language, entries: entries.slice(0, MAX_ENTRIES) };
}

/** The headline; null when there is none. RSS has namespaces with titles of their own (media:title). */
export function headlineOf(entry: XmlElement): string | null {
  const titles = childrenOf(entry, 'title');
  const own = titles.find(({ space }) => space === entry.space) ?? titles[0];
  return plainText(own ? wholeText(own) : '', MAX_TITLE) || null;
}

/** Atom's titles may be XHTML, whose words stand in elements within. */
function wholeText(element: XmlElement): string {
  return element.children.length ? element.source.replace(/^<[^>]*>/, '') : element.text;
}

/** Where the entry can be read: an absolute http address, or null. `base`: what relative ones are relative to. */
export function linkOf(entry: XmlElement, base: string): URL | null {
  const links = childrenOf(entry, 'link');
  const alternate = links.find((link) => isAlternate(link) && link.attributes.has('href'));
  const plain = links.find(({ space, text }) => space === entry.space && text.trim());
  const stated = plain?.text.trim() ?? alternate?.attributes.get('href') ?? permalinkOf(entry) ?? '';
  return webAddress(stated, base);
}

function permalinkOf(entry: XmlElement): string | undefined {
  const guid = childOf(entry, 'guid');
  return guid?.attributes.get('isPermaLink') === 'false' ? undefined : guid?.text.trim();
}

const isAlternate = ({ attributes }: XmlElement): boolean =>
  (attributes.get('rel') ?? 'alternate') === 'alternate';

/** What the source says it is: guid, Atom's id, or the address of RDF. */
export const idOf = (entry: XmlElement): string | null =>
  textOf(entry, 'guid') ?? textOf(entry, 'id') ?? entry.attributes.get('about') ?? null;

export interface Stamps {
  readonly published: string | null;
  readonly updated: string | null;
}

/** Stamps that cannot be read count as absent. */
export function stampsOf(entry: XmlElement, zone: StampZone): Stamps {
  const stamp = (...names: readonly string[]) => {
    const text = names.map((name) => textOf(entry, name)).find(Boolean);
    return text ? feedInstant(text, zone) : null;
  };
  const published = stamp('pubDate', 'published', 'issued', 'date', 'updated', 'modified');
  return { published, updated: entry.space === ATOM ? stamp('updated') : null };
}

/** What is added to links to see where readers come from; it makes one article many. */
const TRACKING =
  /^(utm_|vn_|mc_|_ga|pk_|itm_|at_)|^(fbclid|gclid|dclid|msclkid|yclid|igshid|zarsrc|gidzl|cmpid|ref_src|oc)$/i;
const MAX_ADDRESS = 1_000;

/** The address without fragment and tracking, parameters in order. */
export function canonicalLink(link: URL): string {
  const url = new URL(link);
  url.hash = '';
  const tracking = [...url.searchParams.keys()].filter((name) => TRACKING.test(name));
  for (const name of tracking) url.searchParams.delete(name);
  url.searchParams.sort();
  return url.href;
}

function webAddress(text: string, base: string): URL | null {
  if (!text || text.length > MAX_ADDRESS) return null;
  const url = URL.canParse(text) ? new URL(text) : URL.canParse(text, base) ? new URL(text, base) : null;
  if (!url || !/^https?:$/.test(url.protocol)) return null;
  // Credentials in a link are a trick or a leak.
  url.username = '';
  url.password = '';
  return url;
}
