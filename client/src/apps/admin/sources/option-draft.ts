// What a form holds while it is filled in, and the way from stored options into it and back. A field that is left empty
// is left out, so that the connector's default holds, also when a later version changes it.
import { msOfSpan, numberOf, spanOfMs } from '../../../data-kit/duration.ts';
import type { Span } from '../../../data-kit/duration.ts';
import { faultOf, valueFault } from './json-check.ts';
import type { Fault } from './json-check.ts';
import type { OptionField } from './option-field.ts';

export type DraftValue = string | boolean | Span | readonly string[];
export type OptionDraft = Readonly<Record<string, DraftValue>>;
type Values = Readonly<Record<string, unknown>>;

interface Read {
  /** Undefined: left out. */
  readonly value?: unknown;
  readonly fault?: Fault | null;
}

const isTextList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((one) => typeof one === 'string');

/** Booleans and choices of several show their default as chosen; text shows it as a placeholder. */
function draftOf({ kind, fallback }: OptionField, value: unknown): DraftValue {
  if (kind === 'check') return (value ?? fallback) === true;
  if (kind === 'choices') return isTextList(value ?? fallback) ? ((value ?? fallback) as string[]) : [];
  if (kind === 'duration') {
    const { unit } = spanOfMs(typeof fallback === 'number' ? fallback : null);
    return spanOfMs(typeof value === 'number' ? value : null, unit);
  }
  if (value === undefined || value === null) return '';
  if (kind === 'lines') return isTextList(value) ? value.join('\n') : JSON.stringify(value);
  if (kind === 'json') return JSON.stringify(value, null, 2);
  return typeof value === 'string' ? value : JSON.stringify(value);
}

export const optionDraft = (fields: readonly OptionField[], values: Values): OptionDraft =>
  Object.fromEntries(fields.map((field) => [field.name, draftOf(field, values[field.name])]));

const isSame = (one: unknown, other: unknown) => JSON.stringify(one) === JSON.stringify(other);
const orDefault = (value: unknown, fallback: unknown): Read => (isSame(value, fallback) ? {} : { value });

function readJson(text: string): Read {
  try {
    return { value: JSON.parse(text) as unknown };
  } catch {
    return { fault: faultOf('json') };
  }
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);

function readTyped({ kind, name }: OptionField, draft: DraftValue | undefined): Read {
  if (kind === 'duration') {
    const ms = msOfSpan(draft as Span);
    return ms === null ? {} : { value: ms };
  }
  const text = typeof draft === 'string' ? draft : '';
  if (text.trim() === '') return {};
  if (kind === 'number') return { value: numberOf(text) };
  if (kind === 'lines') return { value: linesOf(text) };
  if (kind === 'json') return readJson(text);
  // Spaces at the ends of an address or a name are never meant.
  return { value: /pattern|separator|delimiter/i.test(name) ? text : text.trim() };
}

function readField(field: OptionField, draft: DraftValue | undefined): Read {
  if (field.kind === 'check') return orDefault(draft === true, field.fallback ?? false);
  if (field.kind === 'choices') return orDefault(draft ?? [], field.fallback ?? []);
  const read = readTyped(field, draft);
  if (read.fault) return read;
  if (read.value === undefined)
    return field.required && field.fallback === undefined ? { fault: faultOf('required') } : {};
  return { value: read.value, fault: valueFault(read.value, field.schema) };
}

export interface ReadOptions {
  readonly values: Values;
  /** By field name; empty when all may be sent. */
  readonly faults: Readonly<Record<string, Fault>>;
}

/** `stored`: options that no field asks for stay as they are. */
export function readOptions(
  fields: readonly OptionField[],
  draft: OptionDraft,
  stored: Values = {},
): ReadOptions {
  const asked = new Set(fields.map(({ name }) => name));
  const values: Record<string, unknown> = Object.fromEntries(
    Object.entries(stored).filter(([name]) => !asked.has(name)),
  );
  const faults: Record<string, Fault> = {};
  for (const field of fields) {
    const { value, fault } = readField(field, draft[field.name]);
    if (fault) faults[field.name] = fault;
    else if (value !== undefined) values[field.name] = value;
  }
  return { values, faults };
}
