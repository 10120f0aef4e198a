// Which letters the bytes of an XML document are: the byte order mark knows best, then the document's own declaration,
// then the transport (which often says a server's default), else UTF-8. What Node cannot read, VISCII and TCVN 3 among
// them, is refused rather than guessed.
import { TextDecoder } from 'node:util';
import { Reject } from './reject.ts';

const DECLARED = /^\s*<\?xml[^>]{0,100}?\bencoding\s*=\s*["']([\w.:-]{1,40})["']/;
const MARKS: readonly (readonly [mark: readonly number[], encoding: string])[] = [
  [[0xef, 0xbb, 0xbf], 'utf-8'],
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
  // No mark, but `<?` in two bytes each.
  [[0x3c, 0, 0x3f, 0], 'utf-16le'],
  [[0, 0x3c, 0, 0x3f], 'utf-16be'],
];

/** Throws Reject `not-xml` when the encoding is unknown, or the bytes are not in it. */
export function decodeText(bytes: Buffer, charset?: string): string {
  const marked = MARKS.find(([mark]) => mark.every((byte, at) => bytes[at] === byte))?.[1];
  const declared = DECLARED.exec(bytes.toString('latin1', 0, 200))?.[1];
  const decoder = decoderOf(marked ?? unmarked(declared) ?? charset ?? 'utf-8');
  try {
    return decoder.decode(bytes);
  } catch {
    throw new Reject('not-xml', `the bytes are not ${decoder.encoding}`);
  }
}

/** A declaration that could be read byte by byte is not UTF-16, whatever it says. */
const unmarked = (declared: string | undefined): string | undefined =>
  declared && /^(utf-?16|ucs-?2|unicode)/i.test(declared) ? 'utf-8' : declared;

function decoderOf(label: string): TextDecoder {
  try {
    return new TextDecoder(label, { fatal: true });
  } catch {
    throw new Reject('not-xml', 'the document is in an encoding that is not known here');
  }
}

/** `charset` of a Content-Type header. */
export const charsetOf = (contentType: string | undefined): string | undefined =>
  /;\s*charset\s*=\s*"?([\w.:-]{1,40})/i.exec(contentType ?? '')?.[1];
