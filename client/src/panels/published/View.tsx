import type { IndicatorFigure } from '@ioc/contracts/indicator';
import { TriangleAlert } from 'lucide-react';
import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { measureIn } from '../../i18n/measures.ts';
import { Figure } from '../../panel-kit/Figure.tsx';
import { differs } from './select.ts';
import './published.css';

function Parts({ figure }: { readonly figure: IndicatorFigure }) {
  const format = useFormat();
  const language = useLanguage();
  if (!figure.parts) return null;
  return (
    <p className="published-parts figures">
      {figure.parts
        .map((part) => `${localName(language, part.label, part.labelEn)} ${format.number(part.value, 2)}`)
        .join(' + ')}
    </p>
  );
}

function Mismatch({ figure }: { readonly figure: IndicatorFigure }) {
  const text = useText().panels.published;
  const format = useFormat();
  const sum = (figure.parts ?? []).reduce((total, part) => total + part.value, 0);
  return (
    <p className="published-mismatch figures">
      <TriangleAlert aria-hidden="true" />
      <span>
        <strong>{text.difference(format.number(figure.sumDifference ?? 0, 2))}</strong> · {text.stated}{' '}
        {format.number(figure.value, 2)} · {text.sum} {format.number(sum, 2)}. {text.mismatch}
      </span>
    </p>
  );
}

function Published({ figure }: { readonly figure: IndicatorFigure }) {
  const text = useText().panels.published;
  const format = useFormat();
  const language = useLanguage();
  const label = localName(language, figure.label, figure.labelEn);
  const mismatch = differs(figure);
  return (
    <li data-mismatch={mismatch}>
      <p className="published-province figures">
        {figure.province} · {figure.year}
      </p>
      <p className="published-label">{label}</p>
      <p className="published-value figures">
        <Figure of={figure.id} label={label}>
          {format.number(figure.value, 2)} <span>{measureIn(language, figure.valueUnit)}</span>
        </Figure>
      </p>
      <Parts figure={figure} />
      {mismatch && <Mismatch figure={figure} />}
      <p className="published-source">
        {figure.citation}
        {figure.target !== null && ` · ${text.target(format.number(figure.target, 2))}`}
      </p>
    </li>
  );
}

/** Figures as provinces printed them, each with its source; a total that does not add up says so. */
export function PublishedView({ model }: { readonly model: readonly IndicatorFigure[] }) {
  return (
    <ul className="published">
      {model.map((figure) => (
        <Published key={figure.id} figure={figure} />
      ))}
    </ul>
  );
}
