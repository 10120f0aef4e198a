import { useFormat, useLanguage, useText } from '../i18n/language.ts';
import { measureIn } from '../i18n/measures.ts';
import { useTheme } from '../ui/theme.ts';
import { classColours, digitsOf } from './choropleth.ts';
import type { UnitShade } from './choropleth.ts';
import { readPalette } from './palette.ts';
import { useShadeName } from './shade-name.ts';

interface Props {
  readonly shade: UnitShade;
  /** Units of the map. */
  readonly units: number;
}

/** What the figures are, of when, from whom, and of how many units. */
function Provenance({ shade, units }: Props) {
  const text = useText().map;
  const format = useFormat();
  const { classes, period, oldestAsOf, citations, elsewhere } = shade;
  const unknown = units - classes.size;
  return (
    <>
      {period && (
        <li className="figures">{text.figuresOf(format.date(period.start), format.date(period.end))}</li>
      )}
      {oldestAsOf !== null && (
        <li className="figures" data-always="true">
          {text.figuresAsOf(format.dateTime(oldestAsOf))}
        </li>
      )}
      {citations.map((citation) => (
        <li key={citation} className="map-legend-citation">
          {citation}
        </li>
      ))}
      {unknown > 0 && (
        <li className="figures">
          <span className="map-legend-swatch map-legend-hatch" aria-hidden="true" />{' '}
          {text.unitsUnknown(format.number(unknown), format.number(units))}
        </li>
      )}
      {elsewhere > 0 && <li className="figures">{text.inNoUnit(format.number(elsewhere))}</li>}
    </>
  );
}

/** Each class with its colour and the figures it holds. */
export function ShadeLegend({ shade, units }: Props) {
  const text = useText().map;
  const format = useFormat();
  const language = useLanguage();
  const nameOf = useShadeName();
  const colours = classColours(shade, readPalette(useTheme()));
  const digits = digitsOf(shade);
  const { from, valueUnit } = shade;
  const word = (least: number, index: number) =>
    least === -Infinity
      ? text.belowFigure(format.number(from[index + 1] ?? 0, digits))
      : text.fromFigure(format.number(least, digits));
  return (
    <>
      <li className="map-legend-head" data-always="true">
        {nameOf(shade.choropleth, shade)}
        {valueUnit !== '' && ` (${measureIn(language, valueUnit)})`}
      </li>
      {from.length === 0 && <li data-always="true">{text.noFigures}</li>}
      <li className="map-legend-ramp figures" data-always="true">
        {from.map((least, index) => (
          <span key={least}>
            <span className="map-legend-swatch" style={{ background: colours[index] }} aria-hidden="true" />
            {word(least, index)}
          </span>
        ))}
      </li>
      <Provenance shade={shade} units={units} />
    </>
  );
}
