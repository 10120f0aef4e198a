import './forms.css';

interface Props<T extends string> {
  readonly label: string;
  readonly value: T;
  readonly options: readonly (readonly [value: T, name: string])[];
  readonly disabled?: boolean;
  readonly onPick: (value: T) => void;
}

/** One of several in a form; Enter sends the form, as in a field of text. */
export function ChoiceField<T extends string>({ label, value, options, disabled, onPick }: Props<T>) {
  return (
    <label className="form-field">
      <span className="form-label">{label}</span>
      <span className="form-box">
        <select
          value={value}
          disabled={disabled}
          onChange={(event) => onPick(event.target.value as T)}
          onKeyDown={(event) => {
            // A closed list does nothing on Enter by itself.
            if (event.key !== 'Enter') return;
            event.preventDefault();
            event.currentTarget.form?.requestSubmit();
          }}
        >
          {options.map(([key, name]) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </span>
    </label>
  );
}
