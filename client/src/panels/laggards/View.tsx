import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { Figure } from '../../panel-kit/Figure.tsx';
import { TargetBar } from '../../ui/TargetBar.tsx';
import type { Laggard } from './select.ts';
import './laggards.css';

/** Who to call, with the value, the gap and what lies open too long. */
export function LaggardsView({ model }: { readonly model: readonly Laggard[] }) {
  const text = useText().panels.laggards;
  const format = useFormat();
  const language = useLanguage();
  return (
    <ol className="laggards">
      {model.map(({ unit, onTime, target, gap }) => (
        <li key={unit.id} data-tone={(gap ?? 0) > 0.05 ? 'bad' : 'warn'}>
          <p className="laggard-name">{localName(language, unit.name, unit.nameEn)}</p>
          <p className="laggard-value figures">
            <Figure of={unit.id} label={localName(language, unit.name, unit.nameEn)}>
              {format.percent(onTime)}
            </Figure>
          </p>
          <TargetBar value={onTime} target={target} />
          <p className="laggard-below figures">
            {[
              gap === null ? null : text.gap(format.number(gap * 100, 1)),
              unit.openOverdue === null ? null : text.overdue(format.number(unit.openOverdue)),
            ]
              .filter(Boolean)
              .join(' · ')}
          </p>
        </li>
      ))}
    </ol>
  );
}
