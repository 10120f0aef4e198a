import { useFormat, useText } from '../i18n/language.ts';
import { SEVERITIES_WORST_FIRST } from '../marks/severity.ts';
import { SeverityMark } from '../marks/SeverityMark.tsx';
import { useTheme } from '../ui/theme.ts';
import { DUE } from './due.ts';
import type { UnitShade } from './ground.ts';
import { rampStep } from './ground.ts';
import type { LayerChoice } from './layer-choice.ts';
import { readPalette } from './palette.ts';

interface Props {
  readonly choice: LayerChoice;
  readonly shade: UnitShade | null;
}

/** Each class of shaded units with the figures it holds. */
function ShadeRows({ shade }: { readonly shade: UnitShade }) {
  const text = useText().map;
  const format = useFormat();
  const { ramp } = readPalette(useTheme());
  const unit = shade.figure === 'open' ? '' : ' %';
  const word = (value: number) => `${format.number(Math.round(value))}${unit}`;
  return (
    <>
      <li className="map-legend-head">{text.unitFigure[shade.figure]}</li>
      {shade.oldestAsOf !== null && (
        <li className="figures">{text.figuresAsOf(format.dateTime(shade.oldestAsOf))}</li>
      )}
      {shade.from.length === 0 && <li>{text.noFigures}</li>}
      <li className="map-legend-ramp figures">
        {shade.from.map((least, index) => (
          <span key={least}>
            <span
              className="map-legend-swatch"
              style={{ background: ramp[rampStep(index, shade.from.length)] }}
              aria-hidden="true"
            />
            {text.fromFigure(word(least))}
          </span>
        ))}
      </li>
    </>
  );
}

/** What the marks of the layers that are on mean: shape and word of each severity, rings, colours of units. */
export function Legend({ choice, shade }: Props) {
  const text = useText();
  const { shown } = choice;
  return (
    <ul className="map-legend" aria-label={text.map.legend}>
      {!shown.has('items') && <li>{text.map.itemsOff}</li>}
      {shown.has('items') &&
        SEVERITIES_WORST_FIRST.map((severity) => (
          <li key={severity}>
            <SeverityMark severity={severity} spoken={false} /> {text.severity[severity]}
          </li>
        ))}
      {shown.has('items') && (
        <li>
          <span className="map-legend-cluster figures" aria-hidden="true">
            9
          </span>{' '}
          {text.map.clusterMark}
        </li>
      )}
      {shown.has('over') && (
        <li className="map-legend-over">
          <SeverityMark severity="high" spoken={false} /> {text.map.over}
        </li>
      )}
      {shown.has('tickets') &&
        DUE.map((due) => (
          <li key={due}>
            <span className="map-legend-ring" data-due={due} aria-hidden="true" /> {text.map.due[due]}
          </li>
        ))}
      {shown.has('alerts') && (
        <li>
          <span className="map-legend-ring" data-due="alert" aria-hidden="true" /> {text.map.alertMark}
        </li>
      )}
      {shown.has('units') && shade && <ShadeRows shade={shade} />}
    </ul>
  );
}
