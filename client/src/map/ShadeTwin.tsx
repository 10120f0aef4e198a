import { localName, useFormat, useLanguage, useText } from '../i18n/language.ts';
import type { UnitName } from './basemap.ts';
import type { UnitShade } from './choropleth.ts';
import { useShadeFigure, useShadeName } from './shade-name.ts';

interface Props {
  readonly shade: UnitShade;
  readonly unitNames: ReadonlyMap<string, UnitName>;
}

/** The coloured units as a list: colours and hatching say nothing to a screen reader. */
export function ShadeTwin({ shade, unitNames }: Props) {
  const text = useText().map;
  const format = useFormat();
  const language = useLanguage();
  const nameOf = useShadeName();
  const figureOf = useShadeFigure();
  return (
    <>
      <h2>{nameOf(shade.choropleth, shade)}</h2>
      {shade.oldestAsOf !== null && <p>{text.figuresAsOf(format.dateTime(shade.oldestAsOf))}</p>}
      <ul className="figures">
        {[...unitNames].map(([id, name]) => (
          <li key={id}>
            {localName(language, name.name, name.nameEn)}: {figureOf(shade, id)}
          </li>
        ))}
      </ul>
    </>
  );
}
