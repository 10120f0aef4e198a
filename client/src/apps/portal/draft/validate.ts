// The same limits as `reportPutSchema`, said again in plain code: the schema library alone would cost a third of
// the page's budget. A test holds both against each other.
import type { Problem } from '@ioc/contracts/api/problem';
import type { ErrorKey } from '../words/words.ts';
import { fullAddress } from './draft.ts';
import type { Draft } from './draft.ts';

export const MAX_DESCRIPTION = 2000;
const MAX_ADDRESS = 300;
const MAX_CONTACT = 200;
/** An e-mail address or a telephone number: what a message can be sent to. */
const REACHABLE = /^\S+@\S+\.\S+$|^\+?[\d\s.()-]{8,20}$/;

/** The fields in the order of the page: the first one with an error takes the focus. */
const FIELDS = ['serviceCode', 'photo', 'place', 'description', 'contact', 'consent'] as const;
export type Field = (typeof FIELDS)[number];

/** What is wrong with a field; `detail` is the server's own sentence. */
export interface FieldError {
  readonly key: ErrorKey;
  readonly detail?: string;
}
export type FieldErrors = Partial<Record<Field, FieldError>>;

/** Everything that keeps the draft from being sent; empty when it can go. */
export function validate(draft: Draft): FieldErrors {
  const errors: FieldErrors = {};
  if (!draft.serviceCode) errors.serviceCode = { key: 'chooseCategory' };
  const place = placeError(draft);
  if (place) errors.place = { key: place };
  const description = draft.description.trim();
  if (description === '') errors.description = { key: 'describe' };
  if (description.length > MAX_DESCRIPTION) errors.description = { key: 'descriptionLong' };
  const contact = draft.contact.trim();
  if (contact.length > MAX_CONTACT) errors.contact = { key: 'contactLong' };
  else if (contact !== '' && draft.notify && !REACHABLE.test(contact)) errors.contact = { key: 'contactOdd' };
  if (contact !== '' && !draft.consent) errors.consent = { key: 'consentNeeded' };
  return errors;
}

function placeError(draft: Draft): ErrorKey | null {
  if (draft.placeless) return null;
  if (draft.address.trim().length > MAX_ADDRESS) return 'addressLong';
  return draft.point || fullAddress(draft) ? null : 'choosePlace';
}

export const errorFields = (errors: FieldErrors): readonly Field[] => FIELDS.filter((field) => errors[field]);

const FIELD_OF_PATH = new Map<string, Field>(
  Object.entries({
    serviceCode: 'serviceCode',
    description: 'description',
    lon: 'place',
    lat: 'place',
    accuracyM: 'place',
    address: 'place',
    contact: 'contact',
    attachments: 'photo',
    consent: 'consent',
  } as const),
);

/** The server's issues tied to the fields of the page; an issue of no field (a clock, an id) ties to nothing. */
export function errorsOf(problem: Problem | null): FieldErrors {
  const errors: FieldErrors = {};
  for (const { path, message } of problem?.issues ?? []) {
    const field = fieldOf(path);
    if (field) errors[field] = errors[field] ?? { key: 'refused', detail: message };
  }
  return errors;
}

function fieldOf(path: string): Field | null {
  const known = path.split(/[^A-Za-z]+/).map((part) => FIELD_OF_PATH.get(part));
  return known.find((field) => field !== undefined) ?? null;
}
