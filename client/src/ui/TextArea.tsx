import { useId } from 'react';
import './forms.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly error?: string | null;
  readonly hint?: string;
  readonly maxLength: number;
  readonly rows?: number;
  readonly onText: (text: string) => void;
}

/** A labelled field of several lines. Ctrl+Enter sends the form, as Enter does in a field of one. */
export function TextArea({ label, value, error = null, hint, maxLength, rows = 4, onText }: Props) {
  const id = useId();
  const notes = [hint === undefined ? '' : `${id}-hint`, error === null ? '' : `${id}-error`]
    .filter(Boolean)
    .join(' ');
  return (
    <div className="form-field" data-wrong={error === null ? undefined : true}>
      <label htmlFor={id}>{label}</label>
      {hint !== undefined && (
        <p className="form-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div className="form-box">
        <textarea
          id={id}
          rows={rows}
          value={value}
          maxLength={maxLength}
          aria-invalid={error === null ? undefined : true}
          aria-describedby={notes || undefined}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey))
              event.currentTarget.form?.requestSubmit();
          }}
        />
      </div>
      {error !== null && (
        <p className="form-error" id={`${id}-error`}>
          {error}
        </p>
      )}
    </div>
  );
}
