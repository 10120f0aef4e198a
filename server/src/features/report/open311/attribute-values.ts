// What was given for the attributes of a service, against what the service asks. Codes that it does not ask for are passed
// over: clients such as FixMyStreet send fields of their own with every request.
import type { Problem } from '@ioc/contracts/api/problem';
import { z } from 'zod';
import { ProblemException } from '../../../problem.filter.ts';
import { isList, type Attribute } from './attribute.ts';
import type { Fields } from './body.ts';

const STRING_CHARACTERS = 300;
const TEXT_CHARACTERS = 4_000;
const KEY = /^attribute\[([\w-]{1,60})\](?:\[\d*\])?$/;
const instantSchema = z.iso.datetime({ offset: true });

export interface GivenAttribute {
  readonly attribute: Attribute;
  readonly values: readonly string[];
}

/** In the order of the definition. Throws 400 naming each that is missing or wrong. */
export function attributesIn(fields: Fields, asked: readonly Attribute[]): GivenAttribute[] {
  const given = givenIn(fields);
  const issues: NonNullable<Problem['issues']>[number][] = [];
  const read: GivenAttribute[] = [];
  for (const attribute of asked.filter(({ variable }) => variable)) {
    const values = given.get(attribute.code) ?? [];
    const fault = faultIn(values, attribute);
    if (fault !== null) issues.push({ path: `attribute[${attribute.code}]`, message: fault });
    else if (values.length > 0) read.push({ attribute, values });
  }
  if (issues.length > 0) throw new ProblemException(400, 'the attributes are not valid', issues);
  return read;
}

/** `attribute[CODE]=a`, `attribute[CODE][]=a` as often as wanted, or (JSON) `"attribute": {"CODE": ["a"]}`. */
function givenIn(fields: Fields): Map<string, readonly string[]> {
  const given = new Map<string, string[]>();
  const add = (code: string, value: unknown) => {
    const words = [value].flat().map(wordOf);
    const present = words.filter((word) => word !== '');
    if (present.length > 0) given.set(code, [...(given.get(code) ?? []), ...present]);
  };
  for (const [name, value] of Object.entries(fields)) {
    const code = KEY.exec(name)?.[1];
    if (code !== undefined) add(code, value);
  }
  const { attribute } = fields;
  if (typeof attribute === 'object' && attribute !== null && !Array.isArray(attribute))
    for (const [code, value] of Object.entries(attribute)) add(code, value);
  return given;
}

const wordOf = (value: unknown): string =>
  ['string', 'number', 'boolean'].includes(typeof value) ? String(value).trim() : '';

/** Null: nothing is wrong. */
function faultIn(values: readonly string[], attribute: Attribute): string | null {
  if (values.length === 0) return attribute.required ? 'is required' : null;
  if (values.length > 1 && attribute.datatype !== 'multivaluelist') return 'takes one value';
  if (values.length > attribute.values.length && isList(attribute.datatype)) return 'holds a value twice';
  for (const value of values) {
    const fault = faultOf(value, attribute);
    if (fault !== null) return fault;
  }
  return new Set(values).size === values.length ? null : 'holds a value twice';
}

function faultOf(value: string, { datatype, values }: Attribute): string | null {
  switch (datatype) {
    case 'number':
      return Number.isFinite(Number(value)) ? null : 'is not a number';
    case 'datetime':
      return instantSchema.safeParse(value).success
        ? null
        : 'is not a date and time with its zone (ISO 8601)';
    case 'string':
      return lengthFault(value, STRING_CHARACTERS);
    case 'text':
      return lengthFault(value, TEXT_CHARACTERS);
    default:
      return values.some(({ key }) => key === value)
        ? null
        : `is none of ${values.map(({ key }) => key).join(', ')}`;
  }
}

const lengthFault = (value: string, characters: number): string | null =>
  value.length <= characters ? null : `has at most ${characters} characters`;

/**
 * What may be counted and shown to everybody at the desk: choices, numbers, times. What was written in own words is
 * personal and joins the description.
 */
export function sorted(given: readonly GivenAttribute[]): {
  readonly shown: Readonly<Record<string, unknown>>;
  readonly lines: readonly string[];
} {
  const isOwnWords = ({ attribute }: GivenAttribute) => ['string', 'text'].includes(attribute.datatype);
  return {
    shown: Object.fromEntries(
      given
        .filter((one) => !isOwnWords(one))
        .map(({ attribute: { code, datatype }, values }) => [
          code,
          datatype === 'multivaluelist' ? values : datatype === 'number' ? Number(values[0]) : values[0],
        ]),
    ),
    lines: given.map(({ attribute, values }) => `${attribute.description}: ${namesOf(attribute, values)}`),
  };
}

const namesOf = (attribute: Attribute, values: readonly string[]): string =>
  values.map((value) => attribute.values.find(({ key }) => key === value)?.name ?? value).join(', ');
