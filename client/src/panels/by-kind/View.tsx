import { localName, useFormat, useLanguage } from '../../i18n/language.ts';
import { severityColour } from '../../marks/severity.ts';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import { RankRow } from '../../ui/RankRow.tsx';
import type { KindLine } from './select.ts';

/** Bars by what was said, the most frequent first. */
export function ByKindView({ model }: { readonly model: readonly KindLine[] }) {
  const format = useFormat();
  const language = useLanguage();
  return (
    <ol className="ranks fades">
      {model.map((line) => (
        <RankRow
          key={line.title}
          mark={<SeverityMark severity={line.worst} />}
          name={localName(language, line.title, line.titleEn)}
          value={`×${format.number(line.times)}`}
          weight={line.weight}
          colour={severityColour(line.worst)}
        />
      ))}
    </ol>
  );
}
