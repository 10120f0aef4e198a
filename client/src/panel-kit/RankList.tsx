import { severityColour } from '../marks/severity.ts';
import { SeverityMark } from '../marks/SeverityMark.tsx';
import { RankRow } from '../ui/RankRow.tsx';
import { Figure } from './Figure.tsx';
import type { Ranked } from './ranking.ts';

interface Props<Line extends Ranked> {
  readonly lines: readonly Line[];
  readonly nameOf: (line: Line) => string;
  readonly valueOf: (line: Line) => string;
}

/** Bars of a ranking, the longest first, in the colour of their worst and with its mark; each a figure under its key. */
export function RankList<Line extends Ranked>({ lines, nameOf, valueOf }: Props<Line>) {
  return (
    <ol className="ranks fades">
      {lines.map((line) => (
        <RankRow
          key={line.key}
          mark={<SeverityMark severity={line.worst} />}
          name={nameOf(line)}
          value={
            <Figure of={line.key} label={nameOf(line)}>
              {valueOf(line)}
            </Figure>
          }
          weight={line.weight}
          colour={severityColour(line.worst)}
        />
      ))}
    </ol>
  );
}
