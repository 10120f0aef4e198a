// What a resident wrote, as the desk sees it before somebody says why they need all of it. The words that tell what is
// broken stay; what tells who wrote it is covered: telephone and identity numbers, mail addresses, number plates, names
// after a form of address, house numbers. By rule and not by list, so now and then a street is covered with its name.
import type { TicketPersonal } from '@ioc/contracts/api/ticket-desk';

const MAIL = /[\p{L}\d._%+-]+@([\p{L}\d-]+(?:\.[\p{L}\d-]+)+)/gu;
/** Eight digits and more, however they are grouped. */
const NUMBER = /\+?\d(?:[\s.-]?\d){7,}/g;
const PLATE = /\b\d{2}[A-Z]{1,2}\d?[\s.-]*\d{3}[\s.]?\d{1,2}\b/g;
const ADDRESSED =
  /(?<!\p{L})((?:[ÔôÒò]ng|[Bb]à|[Aa]nh|[Cc]hị|[Cc]ô|[Cc]hú|[Bb]ác|[Cc]ụ|[Dd]ì|[Tt]ên (?:là|tôi là)|[Mm]r\.?|[Mm]rs\.?|[Mm]s\.?)\s+)(\p{Lu}\p{L}*(?:\s+\p{Lu}\p{L}*){0,4})/gu;
const HOUSE = /(?<!\p{L})((?:[Nn]hà số|[Ss]ố nhà)\s+)[\d/]+\p{L}?/gu;
const LEADING_HOUSE = /^\s*(?:[Ss]ố\s+)?\d[\d/]*\p{L}?(?=[\s,])/u;
const COVER = '•••';

const coveredNumber = (digits: string): string => {
  const bare = digits.replaceAll(/\D/g, '');
  return `${'•'.repeat(Math.max(3, bare.length - 3))}${bare.slice(-3)}`;
};

export const maskedText = (text: string): string =>
  text
    .replace(MAIL, (_mail, host: string) => `${COVER}@${host}`)
    .replace(NUMBER, coveredNumber)
    .replace(PLATE, COVER)
    .replace(HOUSE, `$1${COVER}`)
    .replace(ADDRESSED, `$1${COVER}`);

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

export const masked = ({ description, address, contact }: TicketPersonal): TicketPersonal => ({
  description: description === null ? null : maskedText(description),
  address: address === null ? null : maskedAddress(address),
  contact: contact && maskedContact(contact),
});
