// Walks the tags of one XML part, straight over its bytes: a sheet of 128 MB is never a string or a tree. It knows what
// spreadsheets use: elements, attributes, text, CDATA and the five entities. A document type (entity bombs, files of
// others) is refused. Names come without prefix.
import { Reject } from '../reject.ts';

export type Token = 'open' | 'close' | 'text' | 'end';

const LESS = 60;
const GREATER = 62;
const SLASH = 47;
const BANG = 33;
const QUESTION = 63;
const DOUBLE_QUOTE = 34;
const SINGLE_QUOTE = 39;
const COLON = 58;
const EQUALS = 61;
const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

export class XmlScanner {
  readonly #bytes: Buffer;
  #at = 0;
  #from = 0;
  #to = 0;
  #isRaw = false;
  /** Of the tag just met. */
  name = '';
  /** An `open` that has no `close`. */
  isEmpty = false;

  constructor(bytes: Buffer, from = 0) {
    this.#bytes = asUtf8(bytes);
    this.#at = from;
  }

  next(): Token {
    for (;;) {
      if (this.#at >= this.#bytes.length) return 'end';
      if (this.#bytes[this.#at] !== LESS) return this.#text();
      const following = this.#bytes[this.#at + 1];
      if (following === QUESTION) this.#skipPast('?>');
      else if (following !== BANG) return this.#tag();
      else if (this.#startsWith('<![CDATA[')) return this.#cdata();
      else if (this.#startsWith('<!--')) this.#skipPast('-->');
      else throw new Reject('schema', 'the file declares a document type, which no spreadsheet does');
    }
  }

  /** Of the text just met. */
  text(): string {
    const text = this.#bytes.toString('utf8', this.#from, this.#to);
    return this.#isRaw ? text : unescaped(text);
  }

  /** Of the tag just met, whatever its prefix; null when absent. */
  attribute(name: string): string | null {
    const bytes = this.#bytes;
    for (let at = this.#from; at < this.#to;) {
      while (at < this.#to && isSpace(bytes[at] ?? 0)) at++;
      let nameAt = at;
      for (; at < this.#to && bytes[at] !== EQUALS && !isSpace(bytes[at] ?? 0); at++)
        if (bytes[at] === COLON) nameAt = at + 1;
      const nameEnd = at;
      while (at < this.#to && bytes[at] !== DOUBLE_QUOTE && bytes[at] !== SINGLE_QUOTE) at++;
      const end = bytes.indexOf(bytes[at] ?? DOUBLE_QUOTE, at + 1);
      if (end === -1 || end >= this.#to) return null;
      if (nameEnd - nameAt === name.length && this.#isAt(name, nameAt))
        return unescaped(bytes.toString('utf8', at + 1, end));
      at = end + 1;
    }
    return null;
  }

  #isAt(name: string, at: number): boolean {
    for (let index = 0; index < name.length; index++)
      if (this.#bytes[at + index] !== name.charCodeAt(index)) return false;
    return true;
  }

  #text(): Token {
    const end = this.#bytes.indexOf(LESS, this.#at);
    this.#from = this.#at;
    this.#to = this.#at = end === -1 ? this.#bytes.length : end;
    this.#isRaw = false;
    return 'text';
  }

  #cdata(): Token {
    this.#from = this.#at + '<![CDATA['.length;
    this.#skipPast(']]>');
    this.#to = this.#at - ']]>'.length;
    this.#isRaw = true;
    return 'text';
  }

  #tag(): Token {
    const isClose = this.#bytes[this.#at + 1] === SLASH;
    const start = this.#at + (isClose ? 2 : 1);
    const end = this.#endOfTag(start);
    let nameEnd = start;
    let nameStart = start;
    for (; nameEnd < end && isNameByte(this.#bytes[nameEnd] ?? 0); nameEnd++)
      if (this.#bytes[nameEnd] === COLON) nameStart = nameEnd + 1;
    // Nearly every tag of a sheet is one letter (c, v, f, t).
    this.name =
      nameEnd - nameStart === 1
        ? String.fromCharCode(this.#bytes[nameStart] ?? 0)
        : this.#bytes.toString('latin1', nameStart, nameEnd);
    this.#from = nameEnd;
    this.#to = end;
    this.isEmpty = this.#bytes[end - 1] === SLASH;
    this.#at = end + 1;
    return isClose ? 'close' : 'open';
  }

  /** Where the `>` of a tag is that stands in no quotes. */
  #endOfTag(start: number): number {
    let quote = 0;
    for (let at = start; at < this.#bytes.length; at++) {
      const byte = this.#bytes[at];
      if (quote) {
        if (byte === quote) quote = 0;
      } else if (byte === GREATER) return at;
      else if (byte === DOUBLE_QUOTE || byte === SINGLE_QUOTE) quote = byte;
    }
    throw cutOff();
  }

  #skipPast(end: string): void {
    const found = this.#bytes.indexOf(end, this.#at);
    if (found === -1) throw cutOff();
    this.#at = found + end.length;
  }

  #startsWith(text: string): boolean {
    return this.#bytes.toString('latin1', this.#at, this.#at + text.length) === text;
  }
}

const cutOff = (): Reject => new Reject('schema', 'the file is damaged: one of its parts ends early');

const isNameByte = (byte: number): boolean => byte > 32 && byte !== SLASH && byte !== GREATER;

const isSpace = (byte: number): boolean => byte <= 32;

/** UTF-16 where a mark says so; spreadsheets write UTF-8. */
function asUtf8(bytes: Buffer): Buffer {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return Buffer.from(bytes.toString('utf16le'));
  return bytes;
}

function unescaped(text: string): string {
  if (!text.includes('&')) return text;
  return text.replaceAll(/&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(\w{2,4}));/g, (whole, hex, decimal, name) => {
    if (name) return ENTITIES[String(name)] ?? whole;
    const code = hex ? Number.parseInt(String(hex), 16) : Number(decimal);
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
  });
}
