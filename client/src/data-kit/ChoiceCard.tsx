import './data-kit.css';

interface Props {
  /** Of the radio buttons that belong together. */
  readonly group: string;
  readonly name: string;
  readonly hint: string;
  readonly isChosen: boolean;
  readonly onChoose: () => void;
}

/** One of a few, with a line that says what it is. */
export function ChoiceCard({ group, name, hint, isChosen, onChoose }: Props) {
  return (
    <label className="choice-card">
      <input type="radio" name={group} checked={isChosen} onChange={onChoose} />
      <span>
        {name} <small>{hint}</small>
      </span>
    </label>
  );
}
