// Free text of logs, made fit to be stored and shown: bounded, on one line, without what disguises it, and without the
// persons that a pattern can find. Names in prose cannot be found, which is why connectors keep as little of it as they
// can and the raw line stays with its source.
import type { SecretKeeper } from './secret-keeper.ts';

// oxlint-disable-next-line no-control-regex -- control characters are what is replaced
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g;
/** Overrides of the writing direction, and halves of surrogate pairs: no line is refused for trying them. */
const DISGUISE =
  /[\u202a-\u202e\u2066-\u2069]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const EMAIL = /[\w.+-]{1,64}@((?:[\w-]{1,63}\.){1,8}[A-Za-z]{2,24})/g;
/** Vietnamese numbers, mobile and landline; the digits around keep counters and ids out. */
const TELEPHONE = /(?<![\w.])(?:\+84|0)[235789]\d{8,9}(?![\w])/g;
/** `user="…"` of firewalls, `for tennguoi from` of logins. */
const NAMED =
  /(\b\w{0,16}(?:user(?:_?name|_?id)?|usr(?:name)?|login|account(?:_?name)?)"?(?:\s?=\s?|:(?: (?="))?))("[^"]{1,200}"|[^\s",;]{1,200})/gi;
const NAMED_USER = /(\bfor (?:(?:invalid|illegal) )?user '?)([^\s",;']{1,200})/gi;
const LOGIN = /(\b(?:for|user) (?:(?:invalid|illegal) )?(?:user )?)([^\s",;]{1,200})(?= from )/gi;
/** Cisco's `[user: tennguoi]` and `User <tennguoi>`, Synology's `User [tennguoi]`, QNAP's `Users: tennguoi`. */
const SHOWN = /(\b(?:user [<[]|user(?:name|s)?: ))([^\s",;<>\]]{1,200})/gi;
/** So that an address is not cut in two before it was found. */
const MARGIN = 120;

/** One line of at most `max` characters. */
export function plainText(text: string, max: number): string {
  const line = text
    .slice(0, max + MARGIN)
    .replaceAll(CONTROL, ' ')
    .replaceAll(DISGUISE, '\ufffd')
    .trim();
  if (line.length <= max) return line;
  return `${line.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
}

/** The same without e-mail addresses (their domain stays), telephone numbers and the accounts of persons. */
export function maskedText(text: string, max: number): string {
  const line = plainText(text, max + MARGIN);
  const masked = line
    .replaceAll(EMAIL, '•••@$1')
    .replaceAll(TELEPHONE, '•••')
    .replaceAll(NAMED, withoutName)
    .replaceAll(NAMED_USER, withoutName)
    .replaceAll(LOGIN, withoutName)
    .replaceAll(SHOWN, withoutName);
  return plainText(masked, max);
}

function withoutName(all: string, before: string, name: string): string {
  return IMPERSONAL.test(name.replaceAll(/["[\]]/g, '')) || name.includes('•••') ? all : `${before}•••`;
}

const PERSONAL =
  /user|u(?:name|id)$|account|mail|subject|sender|recipient|phone|fullname|first_?name|last_?name|login|owner|cookie|passw|token|secret|authorization|msisdn|imei/i;

/** Whether a field of this name may hold who somebody is, or what only they may know. */
export const namesPerson = (field: string): boolean => PERSONAL.test(field);

export type StoredAccount = { readonly name: string } | { readonly hash: string };

/** Accounts that are nobody's. */
const IMPERSONAL =
  /^(?:root|admin|administrator|administrateur|system|local service|network service|anonymous logon|guest|nobody|daemon|www-data|apache|nginx|mysql|postgres|oracle|sa|ftp|anonymous|test|user|ubuntu|pi|support|\(?unknown\)?|\(null\)|n\/a|-|.{1,60}\$)$/i;

/** A person's account is kept as a keyed hash: the same account is known again, and nobody can tell whose it is. */
export function keepAccount(account: string | undefined, keeper: SecretKeeper): StoredAccount | undefined {
  const name = plainText(account ?? '', 200);
  if (!name) return undefined;
  const plain = name.replace(/^[^\\]{1,60}\\/, '');
  return IMPERSONAL.test(plain) ? { name: plain } : { hash: keeper.keyedHash(plain.toLowerCase()) };
}
