import type { ReactNode } from 'react';
import './rank-row.css';

interface Props {
  readonly mark?: ReactNode;
  readonly name: string;
  readonly value: ReactNode;
  /** Length of the bar, 0..1. */
  readonly weight: number;
  readonly colour: string;
}

/** A line of a ranking (`ul.ranks`): who, how much, and a bar that says the same to the eye. */
export function RankRow({ mark, name, value, weight, colour }: Props) {
  return (
    <li className="rank">
      {mark}
      <span className="rank-name" title={name}>
        {name}
      </span>
      <span className="rank-value figures">{value}</span>
      <span className="rank-bar" aria-hidden="true">
        <span style={{ width: `${Math.round(weight * 100)}%`, background: colour }} />
      </span>
    </li>
  );
}
