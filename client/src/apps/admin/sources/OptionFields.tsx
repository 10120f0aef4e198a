import { useId } from 'react';
import type { ReactNode } from 'react';
import { spanOfMs } from '../../../data-kit/duration.ts';
import type { Span } from '../../../data-kit/duration.ts';
import { useDataText } from '../../../i18n/data-text.ts';
import type { DataDictionary } from '../../../i18n/data-vi.ts';
import { localName, useFormat, useLanguage } from '../../../i18n/language.ts';
import { TextField } from '../../../ui/TextField.tsx';
import type { Fault } from './json-check.ts';
import type { DraftValue, OptionDraft } from './option-draft.ts';
import type { OptionField } from './option-field.ts';
import { SpanField } from './SpanField.tsx';

export function faultWords({ kind, at, limit }: Fault, text: DataDictionary): string {
  const what = text.faults[kind](limit);
  return at === '' ? what : text.faultAt(at, what);
}

interface FieldProps {
  readonly field: OptionField;
  readonly value: DraftValue | undefined;
  readonly error: string | null;
  readonly onChange: (value: DraftValue) => void;
}

/** What holds when the field is left empty, as a person reads it. */
function useDefaultWords({ fallback, kind }: OptionField): string | null {
  const text = useDataText();
  const format = useFormat();
  if (fallback === undefined || fallback === null || fallback === '') return null;
  if (kind === 'duration' && typeof fallback === 'number') {
    const { amount, unit } = spanOfMs(fallback);
    return `${format.number(Number(amount), 2)} ${text.span.units[unit]}`;
  }
  if (Array.isArray(fallback)) return fallback.length === 0 ? null : fallback.join(', ');
  return typeof fallback === 'string' ? fallback : JSON.stringify(fallback);
}

interface BoxProps extends FieldProps {
  readonly label: string;
  readonly hint: string | null;
  readonly children: (ids: { readonly id: string; readonly notes: string | undefined }) => ReactNode;
}

/** Label, hint and error around a control that is no plain input. */
function FieldBox({ label, hint, error, children }: Omit<BoxProps, 'field' | 'value' | 'onChange'>) {
  const id = useId();
  const notes = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className="form-field" data-wrong={error ? true : undefined}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="form-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      {children({ id, notes: notes || undefined })}
      {error && (
        <p className="form-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}

function AreaField({ field, label, value, error, onChange }: FieldProps & { readonly label: string }) {
  const text = useDataText().field;
  const shown = useDefaultWords(field);
  const isJson = field.kind === 'json';
  const hint = [isJson ? text.json : text.perLine, shown === null ? '' : text.byDefault(shown)]
    .join(' ')
    .trim();
  return (
    <FieldBox label={label} hint={hint} error={error}>
      {({ id, notes }) => (
        <textarea
          id={id}
          className="form-area"
          data-code={isJson}
          rows={isJson ? 6 : 3}
          spellCheck={false}
          value={typeof value === 'string' ? value : ''}
          aria-invalid={error ? true : undefined}
          aria-describedby={notes}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
    </FieldBox>
  );
}

function ChoiceField({ field, label, value, error, onChange }: FieldProps & { readonly label: string }) {
  const text = useDataText().field;
  const { fallback, choices, required } = field;
  return (
    <FieldBox label={label} hint={null} error={error}>
      {({ id, notes }) => (
        <div className="form-box">
          <select
            id={id}
            value={typeof value === 'string' ? value : ''}
            aria-invalid={error ? true : undefined}
            aria-describedby={notes}
            onChange={(event) => onChange(event.target.value)}
          >
            <option value="" disabled={required && fallback === undefined}>
              {typeof fallback === 'string' ? text.isDefault(fallback) : '–'}
            </option>
            {choices
              .filter((choice) => choice !== fallback || value === fallback)
              .map((choice) => (
                <option key={choice} value={choice}>
                  {choice}
                </option>
              ))}
          </select>
        </div>
      )}
    </FieldBox>
  );
}

function ChecksField({ field, label, value, error, onChange }: FieldProps & { readonly label: string }) {
  const chosen: readonly string[] = Array.isArray(value) ? (value as readonly string[]) : [];
  return (
    <fieldset className="checks">
      <legend>{label}</legend>
      {error && <p className="form-error">{error}</p>}
      <div className="source-checks">
        {field.choices.map((choice) => (
          <label key={choice} className="form-check">
            <input
              type="checkbox"
              checked={chosen.includes(choice)}
              onChange={(event) =>
                onChange(
                  field.choices.filter((one) =>
                    one === choice ? event.target.checked : chosen.includes(one),
                  ),
                )
              }
            />
            <span>{choice}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

function PlainField({ field, label, value, error, onChange }: FieldProps & { readonly label: string }) {
  const isNumber = field.kind === 'number';
  return (
    <TextField
      label={label}
      required={field.required}
      autoComplete="off"
      autoCapitalize="none"
      spellCheck={false}
      inputMode={isNumber ? 'decimal' : field.schema['format'] === 'uri' ? 'url' : undefined}
      placeholder={useDefaultWords(field) ?? undefined}
      value={typeof value === 'string' ? value : ''}
      onText={onChange}
      error={error}
    />
  );
}

function Field(props: FieldProps) {
  const language = useLanguage();
  const { field, value, error, onChange } = props;
  const text = useDataText();
  const shown = useDefaultWords(field);
  const plain = localName(language, field.label, field.labelEn);
  const label = field.required ? plain : `${plain} (${text.field.optional})`;
  if (field.kind === 'check')
    return (
      <label className="form-check">
        <input
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
        <span>{plain}</span>
      </label>
    );
  if (field.kind === 'duration')
    return (
      <SpanField
        label={label}
        hint={shown === null ? null : text.field.byDefault(shown)}
        span={value as Span}
        onSpan={onChange}
        error={error}
      />
    );
  const labelled = { ...props, label };
  if (field.kind === 'choice') return <ChoiceField {...labelled} />;
  if (field.kind === 'choices') return <ChecksField {...labelled} label={plain} />;
  if (field.kind === 'lines' || field.kind === 'json') return <AreaField {...labelled} />;
  return <PlainField {...labelled} />;
}

interface Props {
  readonly fields: readonly OptionField[];
  readonly draft: OptionDraft;
  /** By option name, in words. */
  readonly errors: Readonly<Record<string, string>>;
  readonly onChange: (draft: OptionDraft) => void;
}

/** A control for each option that a schema describes. */
export function OptionFields({ fields, draft, errors, onChange }: Props) {
  return fields.map((field) => (
    <Field
      key={field.name}
      field={field}
      value={draft[field.name]}
      error={errors[field.name] ?? null}
      onChange={(value) => onChange({ ...draft, [field.name]: value })}
    />
  ));
}
