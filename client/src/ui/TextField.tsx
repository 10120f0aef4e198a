import { useId } from 'react';
import type { InputHTMLAttributes, ReactNode } from 'react';
import './forms.css';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange'> {
  readonly label: string;
  readonly hint?: string | null;
  /** What is wrong with it; the field is marked and the words are tied to it. */
  readonly error?: string | null;
  readonly onText: (value: string) => void;
  /** What stands inside the field's frame, at its end. */
  readonly end?: ReactNode;
  readonly children?: ReactNode;
}

/** A labelled field with its hint and its error. */
export function TextField({ label, hint, error, onText, end, children, ...input }: TextFieldProps) {
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
      <div className="form-box">
        <input
          {...input}
          id={id}
          aria-invalid={error ? true : undefined}
          aria-describedby={notes || undefined}
          onChange={(event) => onText(event.target.value)}
        />
        {end}
      </div>
      {children}
      {error && (
        <p className="form-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
