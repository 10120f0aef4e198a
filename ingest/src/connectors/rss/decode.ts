// A feed in, one item per article out: headline, link and time, nothing of the text (it is the newspaper's). Items, not
// events, because headlines are corrected; the word key is what a reader sees, so that a corrected headline is a revision
// and a feed that is merely built anew is nothing.
import type { DecodeContext, Decoded, FactDraft, Message, PartReject } from '../../connector.ts';
import { canonicalLink, headlineOf, idOf, linkOf, readFeed, stampsOf } from '../../wire/feed.ts';
import type { Feed } from '../../wire/feed.ts';
import { fingerprint } from '../../wire/fingerprint.ts';
import { plainText } from '../../wire/plain-text.ts';
import { markOf, tagsOf } from '../../wire/poll-memory.ts';
import type { PollMemory } from '../../wire/poll-memory.ts';
import { Reject } from '../../wire/reject.ts';
import { charsetOf } from '../../wire/xml-encoding.ts';
import { parseXml, textOf } from '../../wire/xml.ts';
import type { XmlElement } from '../../wire/xml.ts';
import { severityFinder } from './words.ts';
import type { RssWords } from './words.ts';

export interface RssOptions extends RssWords {
  /** Zone of stamps that carry none. */
  readonly zone: string;
  /** Whatever zone a stamp carries. */
  readonly ignoreZone: boolean;
}

/** The pipeline's limit for clocks that are ahead. */
const AHEAD_MS = 2 * 60_000;
/** An article that is stamped ahead, but no more than this, is waited for; more than this is a wrong clock or zone. */
const LONGEST_WAIT_MS = 60 * 60_000;
const MAX_ID = 200;

interface Article {
  readonly id: string;
  readonly headline: string;
  readonly link: string | null;
  readonly publisher: string | null;
  /** Null when the feed does not say. */
  readonly publishedAt: string | null;
  readonly updatedAt: string | null;
}

export function decodeRss(message: Message, context: DecodeContext, options: RssOptions): Decoded {
  const charset = charsetOf(context.responseHeaders?.['content-type']);
  const feed = readFeed(parseXml(message.body, { charset }));
  const memory = context.request?.state as PollMemory | undefined;
  const { articles, rejects } = articlesOf(feed, message.address, options);
  const receivedMs = Date.parse(message.receivedAt);
  const waiting = new Set(articles.filter((article) => mustWait(article, receivedMs)));
  const severityOf = severityFinder(options);
  const drafts = articles
    .filter((article) => !waiting.has(article))
    .map((article) => draftOf(article, feed, message.receivedAt, severityOf));
  if (!memory) return { facts: drafts, rejects };
  const marks = drafts.map(({ id, wordKey }) => markOf(id, wordKey));
  const badMarks = rejects.map(({ raw }) => markOf('', raw));
  const seen = new Set(memory.seen);
  return {
    facts: drafts.filter((_, at) => !seen.has(marks[at] ?? '')),
    rejects: rejects.filter((_, at) => !seen.has(badMarks[at] ?? '')),
    cursor: { ...tagsOf(context.responseHeaders, waiting.size > 0), seen: [...marks, ...badMarks] },
  };
}

function mustWait({ publishedAt, updatedAt }: Article, receivedMs: number): boolean {
  const aheadMs = Math.max(...[publishedAt, updatedAt].map((at) => (at ? Date.parse(at) - receivedMs : 0)));
  return aheadMs > AHEAD_MS && aheadMs <= LONGEST_WAIT_MS;
}

/** Each article once, the first that is listed (feeds list the newest first). */
function articlesOf(
  feed: Feed,
  address: string,
  options: RssOptions,
): { articles: Article[]; rejects: PartReject[] } {
  const isShared = sharedIds(feed);
  const articles = new Map<string, Article>();
  const rejects: PartReject[] = [];
  for (const entry of feed.entries) {
    try {
      const article = articleOf(entry, feed, address, options, isShared);
      if (!articles.has(article.id)) articles.set(article.id, article);
    } catch (error) {
      if (!(error instanceof Reject)) throw error;
      rejects.push({ reject: error, raw: entry.source });
    }
  }
  return { articles: [...articles.values()], rejects };
}

/** Ids that several entries with different links bear (the site's address, "0"): they name nothing. */
function sharedIds({ entries }: Feed): (id: string) => boolean {
  const links = new Map<string, string>();
  const shared = new Set<string>();
  for (const entry of entries) {
    const id = idOf(entry);
    const link = textOf(entry, 'link');
    if (!id || !link) continue;
    if ((links.get(id) ?? link) !== link) shared.add(id);
    links.set(id, link);
  }
  return (id) => shared.has(id);
}

function articleOf(
  entry: XmlElement,
  feed: Feed,
  address: string,
  { zone, ignoreZone }: RssOptions,
  isShared: (id: string) => boolean,
): Article {
  const headline = headlineOf(entry);
  if (!headline) throw new Reject('schema', 'an entry without headline');
  const link = linkOf(entry, address);
  const stated = idOf(entry);
  const id = stated && !isShared(stated) ? stated : link?.href;
  if (!id) throw new Reject('schema', 'an entry with neither an id of its own nor a link');
  const { published, updated } = stampsOf(entry, { zone, ignoreWritten: ignoreZone });
  return {
    id: shortId(id),
    headline,
    link: link && canonicalLink(link),
    publisher: plainText(textOf(entry, 'source') ?? '', 200) || feed.title,
    publishedAt: published,
    updatedAt: updated,
  };
}

/** Addresses lose their tracking and scheme (sites move to https), anything long becomes its hash. */
function shortId(id: string): string {
  const isAddress = /^https?:\/\//i.test(id) && URL.canParse(id);
  const plain = isAddress
    ? canonicalLink(new URL(id)).replace(/^https?:\/\//, '')
    : plainText(id, MAX_ID + 1);
  return plain && plain.length <= MAX_ID ? plain : fingerprint([id]);
}

function draftOf(
  { id, headline, link, publisher, publishedAt, updatedAt }: Article,
  feed: Feed,
  receivedAt: string,
  severityOf: (headline: string) => FactDraft['severity'],
): FactDraft {
  return {
    id,
    kind: 'item',
    // Without stamps: an edited text is a new `updated`, and some feeds stamp every entry whenever they are built.
    wordKey: fingerprint([headline, link]),
    wordAt: updatedAt ?? publishedAt ?? receivedAt,
    observedAt: publishedAt ?? receivedAt,
    type: 'vn.ioc.press.article.v1',
    domain: 'press',
    severity: severityOf(headline),
    asset: null,
    point: null,
    reportedUnit: null,
    title: headline,
    titleEn: feed.language?.toLowerCase().startsWith('en') ? headline : null,
    state: 'published',
    // An article asks for nothing: there is no more to come that would end it.
    closed: true,
    data: { link, publisher, publishedAt, observedBy: publishedAt ? 'publisher' : 'receipt' },
  };
}
