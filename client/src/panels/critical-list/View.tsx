import { Locate } from 'lucide-react';
import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { DomainMark } from '../../marks/DomainMark.tsx';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import { focusOn } from '../../panel-kit/focus.ts';
import type { CriticalLine, CriticalList } from './select.ts';
import './critical-list.css';

const NEWS_MS = 60_000;

function Line({ line }: { readonly line: CriticalLine }) {
  const text = useText();
  const format = useFormat();
  const language = useLanguage();
  const { point } = line;
  const place = line.place === null ? text.unlocated : localName(language, line.place, line.placeEn);
  return (
    <li>
      <button
        type="button"
        className="critical-line"
        data-news={line.ageMs < NEWS_MS}
        aria-disabled={point === null}
        onClick={() => point && focusOn({ key: line.key, point })}
      >
        <SeverityMark severity={line.severity} />
        <span className="critical-words">
          <span className="critical-title">
            {localName(language, line.title, line.titleEn)}
            {line.times > 1 && (
              <span
                className="critical-times figures"
                title={text.panels.criticalList.times(format.number(line.times))}
              >
                ×{format.number(line.times)}
              </span>
            )}
          </span>
          <span className="critical-meta">
            <DomainMark domain={line.domain} /> {text.domain[line.domain]} · {place} ·{' '}
            {text.state[line.state] ?? line.state}
          </span>
        </span>
        <span className="critical-age figures">
          <time dateTime={line.at}>{format.time(line.at)}</time>
          <span>{format.ago(line.ageMs)}</span>
        </span>
        {point && <Locate className="critical-locate" aria-label={text.panels.criticalList.showOnMap} />}
      </button>
    </li>
  );
}

/** What is critical, where, since when; a press shows it on the map. */
export function CriticalListView({ model }: { readonly model: CriticalList }) {
  const text = useText();
  const format = useFormat();
  return (
    <ul className="critical-list fades">
      {model.lines.map((line) => (
        <Line key={line.key} line={line} />
      ))}
      {model.hidden > 0 && (
        <li className="critical-more">{text.panels.criticalList.more(format.number(model.hidden))}</li>
      )}
    </ul>
  );
}
