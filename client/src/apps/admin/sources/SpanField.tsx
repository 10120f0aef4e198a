import { useId } from 'react';
import { SPAN_UNITS } from '../../../data-kit/duration.ts';
import type { Span, SpanUnit } from '../../../data-kit/duration.ts';
import { useDataText } from '../../../i18n/data-text.ts';

interface Props {
  readonly label: string;
  readonly hint: string | null;
  readonly span: Span;
  readonly onSpan: (span: Span) => void;
  readonly error: string | null;
}

/** A number and its unit. */
export function SpanField({ label, hint, span, onSpan, error }: Props) {
  const text = useDataText().span;
  const id = useId();
  const notes = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  const units = SPAN_UNITS.filter((unit) => unit !== 'ms' || span.unit === 'ms');
  return (
    <div className="form-field" data-wrong={error ? true : undefined}>
      <label htmlFor={id}>{label}</label>
      {hint && (
        <p className="form-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className="form-box span-box">
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          value={span.amount}
          aria-invalid={error ? true : undefined}
          aria-describedby={notes || undefined}
          onChange={(event) => onSpan({ ...span, amount: event.target.value })}
        />
        <select
          aria-label={text.unit(label)}
          value={span.unit}
          onChange={(event) => onSpan({ ...span, unit: event.target.value as SpanUnit })}
        >
          {units.map((unit) => (
            <option key={unit} value={unit}>
              {text.units[unit]}
            </option>
          ))}
        </select>
      </div>
      {error && (
        <p className="form-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
