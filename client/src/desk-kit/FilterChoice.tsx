interface Props {
  /** What it narrows, and what stands there while it narrows nothing. */
  readonly label: string;
  readonly value: string;
  readonly options: readonly (readonly [value: string, name: string])[];
  /** Of little use on a phone, which then leaves it out. */
  readonly ofDesk?: boolean;
  readonly onPick: (value: string) => void;
}

/** Narrows a list to one of several, or not. */
export function FilterChoice({ label, value, options, ofDesk = false, onPick }: Props) {
  return (
    <select
      className="field"
      data-of={ofDesk ? 'desk' : undefined}
      aria-label={label}
      value={value}
      onChange={(event) => onPick(event.target.value)}
    >
      <option value="">{label}</option>
      {options.map(([key, name]) => (
        <option key={key} value={key}>
          {name}
        </option>
      ))}
    </select>
  );
}
