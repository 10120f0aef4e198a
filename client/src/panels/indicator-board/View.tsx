import { ArrowDownToLine, Check } from 'lucide-react';
import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { measureIn } from '../../i18n/measures.ts';
import { Figure } from '../../panel-kit/Figure.tsx';
import { Spark } from '../../ui/Spark.tsx';
import type { IndicatorCard } from './select.ts';
import './indicator-board.css';

/** A month as offices write it; any other period by its days. */
function periodOf({ periodStart, periodEnd }: IndicatorCard, date: (at: string) => string): string {
  const [year, month, day] = periodStart.split('-').map(Number) as [number, number, number];
  const lastDay = new Date(Date.UTC(year, month, 0)).toISOString().slice(0, 10);
  return day === 1 && periodEnd === lastDay
    ? `${String(month).padStart(2, '0')}/${year}`
    : `${date(periodStart)} – ${date(periodEnd)}`;
}

/** Said by a shape, not by colour alone. */
function Met({ met }: { readonly met: boolean }) {
  const text = useText().panels.indicatorBoard;
  const Icon = met ? Check : ArrowDownToLine;
  return (
    <span className="board-met">
      <Icon aria-hidden="true" /> {met ? text.met : text.short}
    </span>
  );
}

function Card({ card }: { readonly card: IndicatorCard }) {
  const text = useText().panels.indicatorBoard;
  const format = useFormat();
  const language = useLanguage();
  const { value, target, meetsTarget, valueUnit, history, restated, sumDifference } = card;
  const label = localName(language, card.label, card.labelEn);
  const measure = measureIn(language, valueUnit);
  const goal = target === null ? text.noTarget : text.target(`${format.number(target, 1)} ${measure}`);
  const notes = [
    ...(restated > 0 ? [text.restated(format.number(restated))] : []),
    ...(sumDifference ? [text.difference(format.number(sumDifference, 2))] : []),
  ];
  const tone = meetsTarget === null ? undefined : meetsTarget ? 'good' : 'short';
  return (
    <li className="board-card" data-tone={tone}>
      <div className="board-inner">
        <p className="board-label">{label}</p>
        <p className="board-value figures">
          <Figure of={card.indicator} label={label}>
            {format.number(value, 1)} <span>{measure}</span>
          </Figure>
        </p>
        <div className="board-spark">{history.length > 1 && <Spark values={history} scale="range" />}</div>
        <p className="board-below figures" title={card.citation}>
          {meetsTarget !== null && <Met met={meetsTarget} />}
          {goal}
          {notes.map((note) => ` · ${note}`)}
        </p>
        <p className="board-as-of figures">
          {text.asOf(
            periodOf(card, (day) => format.date(day)),
            format.date(card.asOf),
          )}
        </p>
      </div>
    </li>
  );
}

/** A card for each indicator: its newest value, against its target, with the periods before and the day it is of. */
export function IndicatorBoardView({ model }: { readonly model: readonly IndicatorCard[] }) {
  return (
    <ul className="board">
      {model.map((card) => (
        <Card key={card.indicator} card={card} />
      ))}
    </ul>
  );
}
