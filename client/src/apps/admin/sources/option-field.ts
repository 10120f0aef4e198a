// A form from a JSON Schema: which control asks for which option. What has no control of its own (records, nested
// objects, mixed types) is asked for as JSON and checked, so that a connector never needs a page of its own.
import type { OptionsSchema } from '@ioc/contracts/api/sources';

type FieldKind = 'text' | 'number' | 'duration' | 'check' | 'choice' | 'choices' | 'lines' | 'json';

export interface OptionField {
  readonly name: string;
  readonly label: string;
  readonly labelEn: string;
  readonly kind: FieldKind;
  readonly required: boolean;
  /** What holds when nothing is given; undefined where there is none. */
  readonly fallback: unknown;
  readonly choices: readonly string[];
  readonly schema: OptionsSchema;
}

const MANY = 12;

export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** `tiếng Việt | English`; one language stands in for the other. */
export function bothLabels(description: unknown, name: string): readonly [vi: string, en: string] {
  const [vi = '', en = ''] = typeof description === 'string' ? description.split('|') : [];
  const label = vi.trim() || name;
  return [label, en.trim() || label];
}

/** The schema of the value itself where null is allowed beside it. */
function withoutNull(schema: OptionsSchema): OptionsSchema {
  const { anyOf, type } = schema;
  if (Array.isArray(type)) return { ...schema, type: type.filter((one) => one !== 'null') };
  if (!Array.isArray(anyOf)) return schema;
  const others = anyOf.filter((one) => isObject(one) && one['type'] !== 'null');
  return others.length === 1 && isObject(others[0]) ? { ...schema, anyOf: undefined, ...others[0] } : schema;
}

const words = (list: unknown): readonly string[] =>
  Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : [];

function kindOf(name: string, schema: OptionsSchema): FieldKind {
  const type =
    Array.isArray(schema['type']) && schema['type'].length === 1 ? schema['type'][0] : schema['type'];
  if (words(schema['enum']).length > 0) return 'choice';
  if (type === 'boolean') return 'check';
  if (type === 'number' || type === 'integer') return name.endsWith('Ms') ? 'duration' : 'number';
  if (type === 'string') return 'text';
  const items = isObject(schema['items']) ? schema['items'] : {};
  if (type !== 'array' || items['type'] !== 'string') return 'json';
  const offered = words(items['enum']).length;
  return offered > 0 && offered <= MANY ? 'choices' : 'lines';
}

function fieldOf(name: string, described: OptionsSchema, required: boolean): OptionField {
  const schema = withoutNull(described);
  const kind = kindOf(name, schema);
  const [label, labelEn] = bothLabels(described['description'] ?? schema['description'], name);
  const withoutMs = (text: string) => (kind === 'duration' ? text.replace(/\s*\(ms\)/, '') : text);
  const items = isObject(schema['items']) ? schema['items'] : {};
  return {
    name,
    label: withoutMs(label),
    labelEn: withoutMs(labelEn),
    kind,
    required,
    fallback: described['default'],
    choices: words(schema['enum'] ?? items['enum']),
    schema,
  };
}

/** The fields of an object's schema, in its order. */
export function optionFields({ properties, required }: OptionsSchema): readonly OptionField[] {
  const musts = new Set(words(required));
  return Object.entries(isObject(properties) ? properties : {}).map(([name, schema]) =>
    fieldOf(name, isObject(schema) ? schema : {}, musts.has(name)),
  );
}
