// What a resident wrote, as the desk sees it before somebody says why they need all of it. The words that tell what is
// broken and where stay; what tells who wrote it is covered: telephone and identity numbers, mail addresses, number plates,
// house numbers, and names where the words around them say that a person is meant. By rule, so now and then a word too many.
import type { DeskTicketStory, TicketPersonal } from '@ioc/contracts/api/ticket-desk';
import { COVER, coveredNames } from './covered-names.ts';

const MAIL = /[\p{L}\d._%+-]+@([\p{L}\d-]+(?:\.[\p{L}\d-]+)+)/gu;
/** Eight digits and more, however they are grouped. */
const NUMBER = /\+?\d(?:[\s.-]?\d){7,}/g;
const PLATE = /\b\d{2}[A-Z]{1,2}\d?[\s.-]*\d{3}[\s.]?\d{1,2}\b/g;
const HOUSE = /(?<!\p{L})((?:[Nn]hà số|[Ss]ố nhà)\s+)[\d/]+\p{L}?/gu;
const LEADING_HOUSE = /^\s*(?:[Ss]ố\s+)?\d[\d/]*\p{L}?(?=[\s,])/u;

const coveredNumber = (digits: string): string => {
  const bare = digits.replaceAll(/\D/g, '');
  return `${'•'.repeat(Math.max(3, bare.length - 3))}${bare.slice(-3)}`;
};

export const maskedText = (text: string): string =>
  // Some phones send a letter and its mark apart. Names go first: a number behind one tells that it is one.
  coveredNames(text.normalize('NFC'))
    .replace(MAIL, (_mail, host: string) => `${COVER}@${host}`)
    .replace(NUMBER, coveredNumber)
    .replace(PLATE, COVER)
    .replace(HOUSE, `$1${COVER}`);

const maskedAddress = (address: string): string => maskedText(address.replace(LEADING_HOUSE, COVER));

/** Whoever gave a way to be reached is not named by it: only its kind shows, and how it ends. */
function maskedReach(value: string): string {
  const [number] = value.match(NUMBER) ?? [];
  if (number !== undefined) return coveredNumber(number);
  const [mail] = value.match(MAIL) ?? [];
  return mail === undefined ? COVER : mail.replace(/^[^@]+/, COVER);
}

const maskedContact = (contact: Readonly<Record<string, unknown>>): Record<string, string> =>
  Object.fromEntries(Object.entries(contact).map(([kind, value]) => [kind, maskedReach(String(value))]));

const masked = ({ description, address, contact }: TicketPersonal): TicketPersonal => ({
  description: description === null ? null : maskedText(description),
  address: address === null ? null : maskedAddress(address),
  contact: contact && maskedContact(contact),
});

/** A story as the desk sees it: what the resident wrote at first, and what they said since, with a rating or on reopening. */
export const maskedStory = <S extends Pick<DeskTicketStory, 'personal' | 'notes' | 'rating'>>(
  story: S,
): S => ({
  ...story,
  personal: story.personal && masked(story.personal),
  notes: story.notes.map((note) =>
    note.kind === 'resident' ? { ...note, body: maskedText(note.body) } : note,
  ),
  rating: story.rating && {
    ...story.rating,
    comment: story.rating.comment && maskedText(story.rating.comment),
  },
});
