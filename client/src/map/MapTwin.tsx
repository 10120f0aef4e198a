import type { ItemRow } from '@ioc/contracts/stream/channels';
import { useMemo } from 'react';
import { localName, useFormat, useLanguage, useText } from '../i18n/language.ts';
import { severityRank } from '../marks/severity.ts';
import { SeverityMark } from '../marks/SeverityMark.tsx';

const SHOWN = 60;

interface Props {
  readonly rows: ReadonlyMap<string, ItemRow>;
  /** True where it stands in for the canvas; else it is there for screen readers. */
  readonly shown: boolean;
}

/** The things of the map as a list, worst first: a canvas says nothing to a screen reader. */
export function MapTwin({ rows, shown }: Props) {
  const text = useText();
  const format = useFormat();
  const language = useLanguage();
  const items = useMemo(
    () =>
      [...rows.values()]
        .toSorted(
          (a, b) =>
            severityRank(b.severity) - severityRank(a.severity) ||
            Date.parse(b.observedAt) - Date.parse(a.observedAt),
        )
        .slice(0, SHOWN),
    [rows],
  );
  return (
    <div className={shown ? 'map-twin' : 'sr-only'}>
      <h2>{text.map.listTwin}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.key}>
            <SeverityMark severity={item.severity} /> {localName(language, item.title, item.titleEn)},{' '}
            {text.domain[item.domain]}, {format.time(item.observedAt)}
          </li>
        ))}
      </ul>
    </div>
  );
}
