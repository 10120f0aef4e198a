import '../ui/forms.css';

interface Props {
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  readonly onPick: (value: string) => void;
}

/** One of several in a form; Enter sends the form, as in a field of text. */
export function ChoiceField({ label, value, options, onPick }: Props) {
  return (
    <label className="form-field">
      <span className="form-label">{label}</span>
      <span className="form-box">
        <select
          value={value}
          onChange={(event) => onPick(event.target.value)}
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
