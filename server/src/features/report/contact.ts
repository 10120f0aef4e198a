// What a resident wrote to be reached by: one field on the page, an e-mail address or a phone number as people write
// them. Kept as given, and beside it as a machine needs it, when it is to be told.
const EMAIL = /^[^\s@<>,;"]{1,64}@[\p{L}\p{N}.-]{1,190}\.\p{L}{2,}$/u;
/** Mobile numbers of Việt Nam: 0 or +84, then nine digits from 3, 5, 7, 8 or 9. */
const MOBILE = /^(?:\+?840?|0)([35789]\d{8})$/;

export interface Wish {
  readonly contact: string | null;
  readonly notify: boolean;
  readonly language: 'vi' | 'en';
}

export function contactOf({ contact, notify, language }: Wish): Record<string, string> | null {
  if (contact === null || contact === '') return null;
  const known: Record<string, string> = { given: contact };
  if (EMAIL.test(contact)) known['email'] = contact;
  const [, mobile] = MOBILE.exec(contact.replaceAll(/[\s.()-]/g, '')) ?? [];
  if (mobile !== undefined) known['phone'] = `84${mobile}`;
  return notify ? { ...known, notify: 'yes', language } : known;
}
