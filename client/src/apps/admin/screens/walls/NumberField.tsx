import { numberOf } from './wall-draft.ts';

interface Props {
  readonly label: string;
  readonly value: number;
  readonly onValue: (value: number) => void;
}

export function NumberField({ label, value, onValue }: Props) {
  return (
    <label className="wall-number">
      <span>{label}</span>
      <input
        type="number"
        inputMode="decimal"
        min={0}
        step="any"
        value={value}
        onChange={(event) => onValue(numberOf(event.target.value))}
      />
    </label>
  );
}
