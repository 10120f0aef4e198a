// ONVIF events as JSON over MQTT (ONVIF Core Specification, "JSON Event Payload") and the ways real devices write them:
// values as text, bare numbers or booleans; attributes as `@x` beside `#text`; elements wrapped in one of their own
// name; `SimpleItem` lists as the XML has them. Read by hand: this runs for every event of every camera, and a schema
// would spend more on saying what is absent than the rest of the decoder on everything.
import { instantFromText } from '../../wire/instant.ts';
import { Reject } from '../../wire/reject.ts';

export type Values = Readonly<Record<string, unknown>>;

export interface OnvifEvent {
  /** RFC 3339 with zone. */
  readonly observedAt: string;
  /** The source as written: part of the id (M1). */
  readonly rawSource: unknown;
  readonly source: Values;
  /** Null in nearly all events. */
  readonly key: Values | null;
  readonly data: Values;
  readonly operation: 'initialized' | 'changed' | 'deleted' | null;
}

const NONE: Values = {};
const MAX_VALUES = 60;
const MAX_TEXT = 200;

/** Throws Reject `schema`. */
export function readEvent(value: unknown): OnvifEvent {
  if (!isRecord(value)) throw new Reject('schema', 'message: expected object');
  const utcTime = value['UtcTime'] ?? value['@UtcTime'];
  if (utcTime === undefined) throw new Reject('schema', 'UtcTime: is missing');
  if (typeof utcTime !== 'string') throw new Reject('schema', 'UtcTime: expected string');
  return {
    // ONVIF says UTC; some devices forget the Z.
    observedAt: instantFromText(utcTime, 'Z'),
    rawSource: value['Source'] ?? NONE,
    source: section(value['Source'], 'Source'),
    key: value['Key'] == null ? null : section(value['Key'], 'Key'),
    data: section(value['Data'], 'Data'),
    operation: operationOf(value['PropertyOperation'] ?? value['@PropertyOperation']),
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function operationOf(value: unknown): OnvifEvent['operation'] {
  const word = typeof value === 'string' ? value.toLowerCase() : null;
  return word === 'initialized' || word === 'changed' || word === 'deleted' ? word : null;
}

/** Values by name, whatever the form. */
export function section(value: unknown, name: string): Values {
  if (value == null) return NONE;
  if (typeof value !== 'object') throw new Reject('schema', `${name}: expected object`);
  if (Array.isArray(value)) return itemsOf(value, name);
  const values = value as Record<string, unknown>;
  let count = 0;
  for (const key in values) {
    count += 1;
    if (key === 'SimpleItem' || key === 'ElementItem') return fromItems(values, name);
  }
  if (count > MAX_VALUES) throw new Reject('schema', `${name}: more than ${MAX_VALUES} values`);
  return values;
}

function fromItems({ SimpleItem, ElementItem, ...rest }: Values, name: string): Values {
  return { ...rest, ...itemsOf([SimpleItem ?? [], ElementItem ?? []].flat(), name) };
}

/** `[{"Name":"State","Value":"true"}]`, also with `@`; or a list of plain objects. */
function itemsOf(items: readonly unknown[], name: string): Values {
  if (items.length > MAX_VALUES) throw new Reject('schema', `${name}: more than ${MAX_VALUES} values`);
  const values: [string, unknown][] = [];
  for (const item of items) {
    if (!isRecord(item)) throw new Reject('schema', `${name}: expected objects in the list`);
    const key = item['Name'] ?? item['@Name'];
    if (typeof key !== 'string') values.push(...Object.entries(item));
    else values.push([key, item['Value'] ?? item['@Value'] ?? item]);
  }
  if (values.length > MAX_VALUES) throw new Reject('schema', `${name}: more than ${MAX_VALUES} values`);
  return Object.fromEntries(values);
}

/** A value by name, with or without `@`, as text; null when absent or not a scalar. */
export function textOf(record: Values, name: string): string | null {
  const value = record[name] ?? record[attributeOf(name)];
  return value === undefined ? null : scalar(value);
}

/** Asked a dozen times per message for the same few names: putting them together each time would cost more. */
const ATTRIBUTES = new Map<string, string>();

function attributeOf(name: string): string {
  const known = ATTRIBUTES.get(name);
  if (known !== undefined) return known;
  const attribute = `@${name}`;
  ATTRIBUTES.set(name, attribute);
  return attribute;
}

/** Also `{"@Likelihood":0.9,"#text":"Car"}`, and the first of several. */
export function scalar(value: unknown): string | null {
  if (typeof value === 'string') return value.length <= MAX_TEXT ? value : null;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if (typeof value !== 'object' || value === null) return null;
  if (Array.isArray(value)) return isPlain(value[0]) ? scalar(value[0]) : null;
  const inner = (value as Values)['#text'];
  return isPlain(inner) ? scalar(inner) : null;
}

const isPlain = (value: unknown): boolean => value !== undefined && !Array.isArray(value);

export function numberOf(record: Values, name: string): number | null {
  const text = textOf(record, name)?.trim();
  const value = text ? Number(text) : Number.NaN;
  return Number.isFinite(value) ? value : null;
}

/** An element by name; one wrapped in another of the same name is unwrapped, the first of several is taken. */
export function nestedOf(record: Values, name: string): Values {
  const outer = firstOf(record[name]);
  if (!isRecord(outer)) return NONE;
  const inner = firstOf(outer[name]);
  return isRecord(inner) ? inner : outer;
}

const firstOf = (value: unknown): unknown => (Array.isArray(value) ? value[0] : value);
