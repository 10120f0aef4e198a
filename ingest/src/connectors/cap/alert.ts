// A CAP alert as both forms tell it: the whole document, and the few elements an Atom or RSS entry repeats of it. Names
// are read without prefix and namespace, for producers of CAP 1.0, 1.1 and 1.2 and of none mix them.
// https://docs.oasis-open.org/emergency/cap/v1.2/CAP-v1.2.html
import { feedInstant } from '../../wire/feed-instant.ts';
import { headlineOf, idOf, linkOf } from '../../wire/feed.ts';
import { plainText } from '../../wire/plain-text.ts';
import { Reject } from '../../wire/reject.ts';
import { childrenOf, textOf } from '../../wire/xml.ts';
import type { XmlElement } from '../../wire/xml.ts';
import { areaOf } from './area.ts';
import type { CapArea } from './area.ts';
import { severityWords } from './severity.ts';
import type { SeverityWords } from './severity.ts';

export interface CapReference {
  readonly sender: string | null;
  readonly identifier: string;
  readonly sent: string | null;
}

export interface CapInfo extends SeverityWords {
  /** `vi`, `en`, …; the standard's default when absent. */
  readonly language: string;
  readonly categories: readonly string[];
  readonly event: string | null;
  readonly headline: string | null;
  readonly senderName: string | null;
  readonly description: string | null;
  readonly instruction: string | null;
  readonly responseTypes: readonly string[];
  readonly web: string | null;
  readonly effectiveAt: string | null;
  readonly onsetAt: string | null;
  readonly expiresAt: string | null;
  /** What is told of the end and is no moment that can be read. */
  readonly unreadExpiry?: string;
  readonly areas: readonly CapArea[];
}

export interface CapAlert {
  readonly identifier: string;
  readonly sender: string | null;
  readonly sentAt: string;
  readonly status: string;
  readonly msgType: string;
  readonly scope: string | null;
  readonly references: readonly CapReference[];
  readonly infos: readonly CapInfo[];
  /** Only what a feed repeats, not the alert itself. */
  readonly isExcerpt: boolean;
  readonly source: string;
}

const MAX_INFOS = 32;
const MAX_AREAS = 100;
const MAX_REFERENCES = 20;
const STATUSES = ['Actual', 'Exercise', 'System', 'Test', 'Draft'];
const TYPES = ['Alert', 'Update', 'Cancel', 'Ack', 'Error'];
const MAX_TEXT = 2_000;
const MAX_WORD = 100;
const MAX_IDENTIFIER = 250;

/** A whole alert; throws Reject. */
export function alertOf(element: XmlElement, zone: string): CapAlert {
  const identifier = textOf(element, 'identifier');
  if (!identifier) throw new Reject('schema', 'the alert has no identifier');
  const head = headOf(element, zone);
  const infos = childrenOf(element, 'info').slice(0, MAX_INFOS);
  if (!infos.length && (head.msgType === 'Alert' || head.msgType === 'Update'))
    throw new Reject('schema', 'an alert without info tells nothing');
  return {
    ...head,
    identifier: identifier.slice(0, MAX_IDENTIFIER),
    infos: infos.map((info) => infoOf(info, zone)),
    isExcerpt: false,
    source: element.source,
  };
}

/** What an entry of a feed tells of an alert; throws Reject. `base`: the feed's address. */
export function excerptOf(entry: XmlElement, base: string, zone: string): CapAlert {
  const identifier = textOf(entry, 'identifier') ?? identifierInId(idOf(entry));
  if (!identifier) throw new Reject('schema', 'an entry with neither identifier nor id');
  const info = infoOf(entry, zone);
  const headline = info.headline ?? headlineOf(entry);
  const web = info.web ?? linkOf(entry, base)?.href ?? null;
  return {
    ...headOf(entry, zone),
    identifier: identifier.slice(0, MAX_IDENTIFIER),
    infos: [{ ...info, headline, web }],
    isExcerpt: true,
    source: entry.source,
  };
}

/** The address of the document ends with the identifier in many feeds, so that a whole alert is the same item. */
const identifierInId = (id: string | null): string | null =>
  id && /^https?:\/\//.test(id) ? (/(urn:oid:[\d.a-z]+)$/i.exec(id)?.[1] ?? id) : id;

function headOf(element: XmlElement, zone: string) {
  const sent = ['sent', 'published', 'pubDate', 'updated', 'date']
    .map((name) => textOf(element, name))
    .find(Boolean);
  const sentAt = sent ? feedInstant(sent, { zone }) : null;
  if (!sentAt) throw new Reject('schema', 'it is not told when it was sent, in a form that can be read');
  return {
    sender: plainText(textOf(element, 'sender') ?? '', 200) || null,
    sentAt,
    status: oneOf(STATUSES, textOf(element, 'status') ?? 'Actual'),
    msgType: oneOf(TYPES, textOf(element, 'msgType') ?? textOf(element, 'message_type') ?? 'Alert'),
    scope: word(element, 'scope'),
    references: referencesIn(textOf(element, 'references') ?? '', zone),
  };
}

/** A word that is not in the list could be anything, a real warning too: it is not dropped like a test. */
function oneOf(known: readonly string[], word: string): string {
  const found = known.find((candidate) => candidate.toLowerCase() === word.toLowerCase());
  if (!found) throw new Reject('schema', `the status or type is none of ${known.join(', ')}`);
  return found;
}

/** `sender,identifier,sent` by white space, earliest first: the first and the newest. */
function referencesIn(text: string, zone: string): CapReference[] {
  const parts = text.slice(0, 50_000).split(/\s+/).filter(Boolean).slice(0, 200);
  const all = parts
    .flatMap((part) => referenceIn(part, zone))
    .toSorted((a, b) => Date.parse(a.sent ?? '') - Date.parse(b.sent ?? '') || 0);
  return [...all.slice(0, 1), ...all.slice(1).slice(1 - MAX_REFERENCES)];
}

/** A sender may hold commas, in truth. */
function referenceIn(part: string, zone: string): CapReference[] {
  const pieces = part.split(',');
  const identifier = pieces.at(-2) ?? pieces[0];
  if (!identifier) return [];
  const sender = pieces.slice(0, -2).join(',').slice(0, 100) || null;
  const sent = pieces.length > 1 ? feedInstant(pieces.at(-1) ?? '', { zone }) : null;
  return [{ sender, identifier: identifier.slice(0, MAX_IDENTIFIER), sent }];
}

function infoOf(info: XmlElement, zone: string): CapInfo {
  const instant = (name: string) => {
    const text = textOf(info, name);
    return text ? feedInstant(text, { zone }) : null;
  };
  const text = (name: string, max: number) => plainText(textOf(info, name) ?? '', max) || null;
  return {
    ...severityWords(info),
    language: (textOf(info, 'language') ?? 'en').toLowerCase().slice(0, 2),
    categories: words(info, 'category'),
    event: text('event', 200),
    headline: text('headline', 400),
    senderName: text('senderName', 200),
    description: text('description', MAX_TEXT) ?? text('summary', MAX_TEXT),
    instruction: text('instruction', MAX_TEXT),
    responseTypes: words(info, 'responseType'),
    web: webOf(info),
    effectiveAt: instant('effective'),
    onsetAt: instant('onset'),
    ...expiryIn(info, zone),
    areas: areasIn(info),
  };
}

/** A warning whose end cannot be read is still a warning: it is shown, and says that its end is not known. */
function expiryIn(info: XmlElement, zone: string): Pick<CapInfo, 'expiresAt' | 'unreadExpiry'> {
  const text = textOf(info, 'expires');
  const expiresAt = text ? feedInstant(text, { zone }) : null;
  const unread = text && !expiresAt ? plainText(text, MAX_WORD) : '';
  return { expiresAt, ...(unread ? { unreadExpiry: unread } : {}) };
}

/** An entry of a feed holds what the alert has in its areas. */
function areasIn(info: XmlElement): CapArea[] {
  const areas = childrenOf(info, 'area').slice(0, MAX_AREAS);
  if (areas.length) return areas.map(areaOf);
  const area = areaOf(info);
  return area.description || area.polygons.length || area.circles.length || area.geocodes.length
    ? [area]
    : [];
}

function webOf(info: XmlElement): string | null {
  const text = textOf(info, 'web');
  return text && text.length <= 500 && /^https?:\/\//.test(text) && URL.canParse(text)
    ? new URL(text).href
    : null;
}

const word = (element: XmlElement, name: string): string | null =>
  plainText(textOf(element, name) ?? '', MAX_WORD) || null;

const words = (element: XmlElement, name: string): string[] =>
  childrenOf(element, name)
    .slice(0, 10)
    .map(({ text }) => plainText(text, MAX_WORD))
    .filter(Boolean);
