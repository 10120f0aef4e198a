import type { ReactNode } from 'react';
import { useFormat, useText } from '../../i18n/language.ts';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import { Spark } from '../../ui/Spark.tsx';
import type { KeyFigures } from './select.ts';
import './key-figures.css';

interface FigureProps {
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly below: string;
  readonly tone?: 'bad' | 'warn' | 'good';
  readonly mark?: ReactNode;
  readonly history?: readonly number[];
}

function Figure({ label, value, unit, below, tone, mark, history }: FigureProps) {
  return (
    <li className="key-figure" data-tone={tone}>
      {history && (
        <div className="key-figure-spark">
          <Spark values={history} />
        </div>
      )}
      <p className="key-figure-label">{label}</p>
      <p className="key-figure-value figures">
        {mark}
        {value} <span>{unit}</span>
      </p>
      <p className="key-figure-below figures">{below}</p>
    </li>
  );
}

/** Four figures, readable from the back of the room. */
export function KeyFiguresView({ model }: { readonly model: KeyFigures }) {
  const text = useText().panels.keyFigures;
  const format = useFormat();
  const criticalBelow =
    model.criticalAgeMs === null ? text.noneOpen : text.newest(format.ago(model.criticalAgeMs));
  return (
    <ul className="key-figures">
      <Figure
        label={text.criticalOpen}
        value={format.number(model.criticalOpen)}
        unit={text.unit.critical}
        below={criticalBelow}
        tone={model.criticalOpen > 0 ? 'bad' : 'good'}
        mark={model.criticalOpen > 0 && <SeverityMark severity="critical" spoken={false} />}
      />
      <Figure
        label={text.events}
        value={format.number(model.events)}
        unit={text.unit.events}
        below={text.today(format.number(model.today))}
        history={model.hours}
      />
      <Figure
        label={text.overdue}
        value={format.number(model.overdue)}
        unit={text.unit.tickets}
        below={text.ofOpen(format.number(model.openTickets))}
        tone={model.overdue > 0 ? 'warn' : undefined}
      />
      <Figure
        label={text.sources}
        value={model.sourcesAll === null ? '–' : format.number(model.sourcesAlive)}
        unit={text.unit.sources}
        below={model.sourcesAll === null ? text.sourcesUnknown : text.ofAll(format.number(model.sourcesAll))}
        tone={model.sourcesAlive < (model.sourcesAll ?? 0) ? 'warn' : undefined}
      />
    </ul>
  );
}
