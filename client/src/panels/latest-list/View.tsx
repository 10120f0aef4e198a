import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { DomainMark } from '../../marks/DomainMark.tsx';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import type { ItemLine } from '../../panel-kit/item-line.ts';
import './latest-list.css';

/** The newest arrivals, one under the other. */
export function LatestListView({ model }: { readonly model: readonly ItemLine[] }) {
  const text = useText();
  const format = useFormat();
  const language = useLanguage();
  return (
    <ol className="latest-list fades">
      {model.map((line) => (
        <li key={line.key}>
          <SeverityMark severity={line.severity} />
          <span className="latest-words">
            <span className="latest-title">{localName(language, line.title, line.titleEn)}</span>
            <span className="latest-meta">
              <DomainMark domain={line.domain} />{' '}
              {line.place === null ? text.domain[line.domain] : localName(language, line.place, line.placeEn)}
            </span>
          </span>
          <time className="figures" dateTime={line.at}>
            {format.time(line.at)}
          </time>
        </li>
      ))}
    </ol>
  );
}
