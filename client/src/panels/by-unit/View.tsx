import { localName, useFormat, useLanguage, useText } from '../../i18n/language.ts';
import { severityColour } from '../../marks/severity.ts';
import { SeverityMark } from '../../marks/SeverityMark.tsx';
import { RankRow } from '../../ui/RankRow.tsx';
import type { UnitLine } from './select.ts';

/** Bars by unit, the longest first. */
export function ByUnitView({ model }: { readonly model: readonly UnitLine[] }) {
  const text = useText().panels.byUnit;
  const format = useFormat();
  const language = useLanguage();
  return (
    <ol className="ranks fades">
      {model.map((line) => (
        <RankRow
          key={line.key}
          mark={<SeverityMark severity={line.worst} />}
          name={line.name === null ? text.unknown : localName(language, line.name, line.nameEn)}
          value={format.number(line.total)}
          weight={line.weight}
          colour={severityColour(line.worst)}
        />
      ))}
    </ol>
  );
}
