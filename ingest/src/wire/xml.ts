// XML from strangers, read by saxes: it checks well-formedness, opens nothing, and knows no entity but those it is given
// (so there is no billion laughs). A document type that declares something is refused unread; bytes, depth and elements
// are bounded. Two faults are forgiven because so many newspapers make them: a bare `&`, and a prefix nobody declared.
import { SaxesParser } from 'saxes';
import type { SaxesTagNS } from 'saxes';
import { HTML_ENTITIES } from './html-entities.ts';
import { Reject } from './reject.ts';
import { decodeText } from './xml-encoding.ts';

export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  /** URI of the namespace; empty when there is none. */
  readonly space: string;
  /** By name without prefix; of the same name in two namespaces, the one without prefix. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, that of children not included. */
  readonly text: string;
  /** As it was written, for a dead letter. */
  readonly source: string;
}

export interface XmlLimits {
  readonly maxBytes?: number;
  readonly maxElements?: number;
  /** What the transport says of the encoding, when the document itself does not. */
  readonly charset?: string | undefined;
}

/** The largest national feeds are some 2 MB. */
const MAX_XML_BYTES = 8 * 1024 * 1024;
const MAX_ELEMENTS = 200_000;
const MAX_DEPTH = 64;
const MAX_ATTRIBUTES = 64;

interface Building {
  readonly element: XmlElement & { text: string; source: string };
  readonly children: XmlElement[];
  readonly start: number;
}

/** The root of a document; throws Reject `too-large` or `not-xml`. */
export function parseXml(bytes: Buffer, limits: XmlLimits = {}): XmlElement {
  const { maxBytes = MAX_XML_BYTES, maxElements = MAX_ELEMENTS, charset } = limits;
  if (bytes.length > maxBytes)
    throw new Reject('too-large', `${bytes.length} bytes, ${maxBytes} are the limit`);
  const text = withEscapedAmpersands(decodeText(bytes, charset).replace(FORBIDDEN, '').trimStart());
  if (!text) throw new Reject('not-xml', 'the message is empty');
  if (WEB_PAGE.test(text))
    throw new Reject('not-xml', 'this is a web page: the address is another one, or asks to sign in');
  if (/^[[{]/.test(text)) throw new Reject('not-xml', 'this is JSON, not XML');
  return new TreeBuilder(text, maxElements).build();
}

/** What a server answers that wants something else: named, for "line 2 is not well-formed" helps nobody. */
const WEB_PAGE = /^(?:<\?xml[^>]{0,200}>\s{0,20})?<(?:!doctype\s+html|html[\s>])/i;

/** Control characters pasted from word processors; XML has no way to write them. */
// oxlint-disable-next-line no-control-regex -- these very characters are meant
const FORBIDDEN = /[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g;

class TreeBuilder {
  readonly #text: string;
  readonly #maxElements: number;
  readonly #open: Building[] = [];
  readonly #parser = new SaxesParser({ xmlns: true });
  #elements = 0;
  #root: XmlElement | null = null;

  constructor(text: string, maxElements: number) {
    this.#text = text;
    this.#maxElements = maxElements;
    const parser = this.#parser;
    (parser as unknown as { ENTITIES: Readonly<Record<string, string>> }).ENTITIES = HTML_ENTITIES;
    parser.on('error', (error) => {
      if (!error.message.includes('unbound namespace prefix')) throw this.#malformed();
    });
    parser.on('doctype', (doctype) => {
      if (doctype.includes('[')) throw new Reject('not-xml', 'it declares a document type of its own');
    });
    parser.on('opentag', (tag) => this.#opened(tag));
    parser.on('text', (more) => this.#said(more));
    parser.on('cdata', (more) => this.#said(more));
    parser.on('closetag', () => this.#closed());
  }

  build(): XmlElement {
    this.#parser.write(this.#text).close();
    if (!this.#root) throw this.#malformed();
    return this.#root;
  }

  #opened({ local, uri, attributes }: SaxesTagNS): void {
    if (this.#open.length >= MAX_DEPTH) throw new Reject('not-xml', `nested deeper than ${MAX_DEPTH} levels`);
    if (++this.#elements > this.#maxElements)
      throw new Reject('too-large', `more than ${this.#maxElements} elements`);
    const named = Object.values(attributes);
    if (named.length > MAX_ATTRIBUTES)
      throw new Reject('not-xml', `more than ${MAX_ATTRIBUTES} attributes on one element`);
    const byLocal = new Map<string, string>();
    for (const { prefix, local: key, value } of named)
      if (!prefix || !byLocal.has(key)) byLocal.set(key, value);
    const children: XmlElement[] = [];
    const element = { name: local, space: uri, attributes: byLocal, children, text: '', source: '' };
    this.#open.at(-1)?.children.push(element);
    // No `<` may stand in a tag, so the last one before here began it.
    this.#open.push({ element, children, start: this.#text.lastIndexOf('<', this.#parser.position - 1) });
  }

  #said(more: string): void {
    const open = this.#open.at(-1);
    if (open) open.element.text += more;
  }

  #closed(): void {
    const done = this.#open.pop();
    if (!done) throw this.#malformed();
    done.element.source = this.#text.slice(done.start, this.#parser.position);
    if (!this.#open.length) this.#root = done.element;
  }

  #malformed(): Reject {
    return new Reject('not-xml', `the text is not well-formed XML (line ${this.#parser.line})`);
  }
}

const REFERENCE = /&(?:#\d{1,7}|#x[\da-f]{1,6}|[a-z][a-z\d]{1,31});/iy;
const CDATA = '<![CDATA[';

/** Turns `&` that begins no reference into `&amp;`, outside of CDATA, where it may stand. */
function withEscapedAmpersands(text: string): string {
  const parts: string[] = [];
  let [from, cdataAt] = [0, text.indexOf(CDATA)];
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    while (cdataAt >= 0 && cdataAt < at) {
      const end = text.indexOf(']]>', cdataAt);
      if (end < 0 || end > at) at = end < 0 ? text.length : end;
      cdataAt = end < 0 ? -1 : text.indexOf(CDATA, end);
    }
    REFERENCE.lastIndex = at;
    if (text[at] !== '&' || REFERENCE.test(text)) continue;
    parts.push(text.slice(from, at), '&amp;');
    from = at + 1;
  }
  return parts.length ? parts.join('') + text.slice(from) : text;
}

/** The first child of this name, in whatever namespace. */
export const childOf = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);

export const childrenOf = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);

/** The trimmed text of the first child of this name; null when there is none, or nothing in it. */
export const textOf = (element: XmlElement, name: string): string | null =>
  childOf(element, name)?.text.trim() || null;
