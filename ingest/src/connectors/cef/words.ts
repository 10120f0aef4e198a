// What is kept of an event. CEF's own keys under names of ours, the vendor's pairs of label and value, and what else came
// as long as it names no person: accounts become keyed hashes, free text is masked, and mail subjects, senders, cookies
// and passwords are left out.
import type { DecodeContext } from '../../connector.ts';
import { keepAccount, maskedText, namesPerson } from '../../wire/free-text.ts';
import type { CefEvent } from './parse.ts';

type Extension = CefEvent['extension'];

const MAX_OTHER = 40;
/** Said elsewhere in the fact, or of no use to anybody. */
const SAID = new Set(
  [
    'rt start end dtz dvc dvchost deviceExternalId externalId msg act app proto cat outcome reason request',
    'fname filePath fileHash src dst spt dpt shost dhost smac dmac suser duser suid duid cnt',
  ].flatMap((line) => line.split(' ')),
);
const LABEL = /^(?:cs|cn|cfp|c6a|flexString|flexNumber|flexDate|deviceCustomDate)\d{1,2}Label$/;

export function wordsOf(extension: Extension, context: DecodeContext): Record<string, unknown> {
  const word = (key: string, max = 200) => {
    const value = extension.get(key);
    return value ? maskedText(value, max) || undefined : undefined;
  };
  return {
    action: word('act'),
    outcome: word('outcome'),
    reason: word('reason'),
    category: word('cat'),
    message: word('msg', 300),
    application: word('app'),
    protocol: word('proto'),
    source: { ip: addressOf(word('src')), port: port(extension.get('spt')), host: word('shost') },
    destination: { ip: addressOf(word('dst')), port: port(extension.get('dpt')), host: word('dhost') },
    sourceAccount: keepAccount(extension.get('suser') ?? extension.get('suid'), context),
    destinationAccount: keepAccount(extension.get('duser') ?? extension.get('duid'), context),
    url: urlOf(extension.get('request')),
    file: { name: word('fname'), path: word('filePath', 300), hash: word('fileHash') },
    count: port(extension.get('cnt')),
    ...furtherWords(extension),
  };
}

/** Some write that there is none. */
const addressOf = (text: string | undefined): string | undefined =>
  text && /^(?:none|null|n\/?a|unknown|-)$/i.test(text) ? undefined : text;

function port(text: string | undefined): number | undefined {
  return text && /^\d{1,9}$/.test(text) ? Number(text) : undefined;
}

/** Behind `?` a request may say anything about anybody. */
const urlOf = (request: string | undefined): string | undefined =>
  request ? maskedText(request.replace(/[?#].*$/s, ''), 300) : undefined;

/** `cs1Label=Rule cs1=policy-7` is Rule: policy-7; the rest under the vendor's own keys. */
function furtherWords(extension: Extension): { labels: object; other: object } {
  const labels = new Map<string, string>();
  const other = new Map<string, string>();
  for (const [key, value] of extension) {
    if (SAID.has(key) || LABEL.test(key) || labels.size + other.size >= MAX_OTHER) continue;
    const label = LABEL.test(`${key}Label`) ? extension.get(`${key}Label`) : undefined;
    const name = maskedText(label ?? key, 60);
    if (!namesPerson(name)) (label ? labels : other).set(name, maskedText(value, 200));
  }
  return { labels: Object.fromEntries(labels), other: Object.fromEntries(other) };
}
