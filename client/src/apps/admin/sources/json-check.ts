// What is wrong with a value typed as JSON, by the parts of JSON Schema that connectors use. The server checks again with
// the real schema; this only spares a person the round trip.
import type { OptionsSchema } from '@ioc/contracts/api/sources';
import { isObject } from './option-field.ts';

export type FaultKind =
  | 'required'
  | 'number'
  | 'whole'
  | 'least'
  | 'most'
  | 'short'
  | 'long'
  | 'pattern'
  | 'url'
  | 'choice'
  | 'json'
  | 'object'
  | 'list'
  | 'text'
  | 'truth'
  | 'unknown'
  | 'many';

/** `at`: where in the value, empty for all of it; `limit`: the bound that was broken. */
export interface Fault {
  readonly kind: FaultKind;
  readonly at: string;
  readonly limit: string;
}

export const faultOf = (kind: FaultKind, limit: unknown = '', at = ''): Fault => ({
  kind,
  at,
  limit: typeof limit === 'string' ? limit : JSON.stringify(limit),
});

const isUrl = (text: string): boolean => {
  try {
    return Boolean(new URL(text).host);
  } catch {
    return false;
  }
};

/** Undefined when the pattern is not one that this browser knows. */
function patternOf(pattern: unknown): RegExp | undefined {
  try {
    return typeof pattern === 'string' ? new RegExp(pattern, 'u') : undefined;
  } catch {
    return undefined;
  }
}

function textFault(value: unknown, schema: OptionsSchema, at: string): Fault | null {
  if (typeof value !== 'string') return faultOf('text', '', at);
  const { minLength, maxLength, pattern, format } = schema;
  if (typeof minLength === 'number' && value.length < minLength) return faultOf('short', minLength, at);
  if (typeof maxLength === 'number' && value.length > maxLength) return faultOf('long', maxLength, at);
  if (format === 'uri' && !isUrl(value)) return faultOf('url', '', at);
  return patternOf(pattern)?.test(value) === false ? faultOf('pattern', pattern, at) : null;
}

function numberFault(value: unknown, schema: OptionsSchema, at: string): Fault | null {
  if (typeof value !== 'number' || !Number.isFinite(value)) return faultOf('number', '', at);
  const { minimum, maximum, type } = schema;
  if (type === 'integer' && !Number.isInteger(value)) return faultOf('whole', '', at);
  if (typeof minimum === 'number' && value < minimum) return faultOf('least', minimum, at);
  return typeof maximum === 'number' && value > maximum ? faultOf('most', maximum, at) : null;
}

function listFault(value: unknown, { items, minItems, maxItems }: OptionsSchema, at: string): Fault | null {
  if (!Array.isArray(value)) return faultOf('list', '', at);
  if (typeof minItems === 'number' && value.length < minItems) return faultOf('required', '', at);
  if (typeof maxItems === 'number' && value.length > maxItems) return faultOf('many', maxItems, at);
  const schema = isObject(items) ? items : {};
  return firstFault(
    value.map((item: unknown, index) => () => valueFault(item, schema, `${at}[${index + 1}]`)),
  );
}

function objectFault(value: unknown, schema: OptionsSchema, at: string): Fault | null {
  if (!isObject(value)) return faultOf('object', '', at);
  const known = isObject(schema['properties']) ? schema['properties'] : {};
  const { additionalProperties: others, required } = schema;
  const missing = Array.isArray(required) ? required.find((name) => !(String(name) in value)) : undefined;
  const place = (name: string) => (at ? `${at}.${name}` : name);
  if (missing !== undefined) return faultOf('required', '', place(String(missing)));
  return firstFault(
    Object.entries(value).map(([name, inner]) => () => {
      const own = known[name] ?? others;
      if (own === false) return faultOf('unknown', name, place(name));
      return valueFault(inner, isObject(own) ? own : {}, place(name));
    }),
  );
}

function firstFault(checks: readonly (() => Fault | null)[]): Fault | null {
  for (const check of checks) {
    const fault = check();
    if (fault) return fault;
  }
  return null;
}

const CHECKS: Readonly<Record<string, (value: unknown, schema: OptionsSchema, at: string) => Fault | null>> =
  {
    string: textFault,
    number: numberFault,
    integer: numberFault,
    array: listFault,
    object: objectFault,
    boolean: (value, _schema, at) => (typeof value === 'boolean' ? null : faultOf('truth', '', at)),
  };

/** The first thing that is wrong; null when nothing was found. Unions and unknown types are left to the server. */
export function valueFault(value: unknown, schema: OptionsSchema, at = ''): Fault | null {
  const { type, enum: choices } = schema;
  if (Array.isArray(choices) && !choices.includes(value)) return faultOf('choice', choices.join(', '), at);
  return CHECKS[String(type)]?.(value, schema, at) ?? null;
}
