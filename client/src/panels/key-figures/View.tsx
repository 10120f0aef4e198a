import type { ReactNode } from 'react';
import { useFormat, useText } from '../../i18n/language.ts';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import { Figure } from '../../panel-kit/Figure.tsx';
import { Spark } from '../../ui/Spark.tsx';
import type { KeyFigures } from './select.ts';
import './key-figures.css';

interface KeyFigureProps {
  readonly of: string;
  readonly label: string;
  readonly value: string;
  readonly unit: string;
  readonly below: string;
  readonly tone?: 'bad' | 'warn' | 'good';
  readonly mark?: ReactNode;
  readonly history?: readonly number[];
}

function KeyFigure({ of, label, value, unit, below, tone, mark, history }: KeyFigureProps) {
  return (
    <li className="key-figure" data-tone={tone}>
      {history && (
        <div className="key-figure-spark">
          <Spark values={history} />
        </div>
      )}
      <p className="key-figure-label">{label}</p>
      <p className="key-figure-value figures">
        <Figure of={of} label={label}>
          {mark}
          {value} <span>{unit}</span>
        </Figure>
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
      <KeyFigure
        of="critical"
        label={text.criticalOpen}
        value={format.number(model.criticalOpen)}
        unit={text.unit.critical}
        below={criticalBelow}
        tone={model.criticalOpen > 0 ? 'bad' : 'good'}
        mark={model.criticalOpen > 0 && <SeverityMark severity="critical" spoken={false} />}
      />
      <KeyFigure
        of="counts"
        label={text.events}
        value={format.number(model.events)}
        unit={text.unit.events}
        below={text.today(format.number(model.today))}
        history={model.hours}
      />
      <KeyFigure
        of="tickets"
        label={text.overdue}
        value={format.number(model.overdue)}
        unit={text.unit.tickets}
        below={text.ofOpen(format.number(model.openTickets))}
        tone={model.overdue > 0 ? 'warn' : undefined}
      />
      <KeyFigure
        of="sources"
        label={text.sources}
        value={model.sourcesAll === null ? '–' : format.number(model.sourcesAlive)}
        unit={text.unit.sources}
        below={model.sourcesAll === null ? text.sourcesUnknown : text.ofAll(format.number(model.sourcesAll))}
        tone={model.sourcesAlive < (model.sourcesAll ?? 0) ? 'warn' : undefined}
      />
    </ul>
  );
}
