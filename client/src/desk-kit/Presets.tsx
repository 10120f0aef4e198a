import './desk.css';

interface Props {
  readonly label: string;
  readonly presets: readonly string[];
  readonly value: string;
  readonly onPick: (value: string) => void;
}

/** Sentences that are said often: one touch on a phone. */
export function Presets({ label, presets, value, onPick }: Props) {
  if (presets.length === 0) return null;
  return (
    <fieldset className="desk-presets">
      <legend className="sr-only">{label}</legend>
      {presets.map((preset) => (
        <button key={preset} type="button" aria-pressed={preset === value} onClick={() => onPick(preset)}>
          {preset}
        </button>
      ))}
    </fieldset>
  );
}
