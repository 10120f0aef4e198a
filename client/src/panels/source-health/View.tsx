import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { SourceStateMark } from '../../marks/SourceStateMark.tsx';
import { Figure } from '../../panel-kit/Figure.tsx';
import { MiddleCut } from '../../ui/MiddleCut.tsx';
import { RecountNote } from './RecountNote.tsx';
import type { SourceHealth } from './select.ts';
import './source-health.css';

/** Every source with its state in shape, colour and word, and the age of its last message; then whether the counters are right. */
export function SourceHealthView({ model }: { readonly model: SourceHealth }) {
  const text = useText().panels.sourceHealth;
  const format = useFormat();
  const language = useLanguage();
  return (
    <div className="source-health">
      <ul className="source-lines fades">
        {model.lines.map((line) => (
          <li key={line.id}>
            <span className="source-name">
              <Figure of={line.id} label={localName(language, line.name, line.nameEn)}>
                <MiddleCut text={localName(language, line.name, line.nameEn)} />
              </Figure>
            </span>
            <SourceStateMark state={line.state} />
            <span className="source-age figures">
              {line.ageMs === null ? text.never : format.span(line.ageMs)}
            </span>
          </li>
        ))}
      </ul>
      {model.recount && <RecountNote recount={model.recount} />}
    </div>
  );
}
