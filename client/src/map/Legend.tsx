import { Info } from 'lucide-react';
import { useId, useState } from 'react';
import { useText } from '../i18n/language.ts';
import { SEVERITIES_WORST_FIRST } from '../marks/severity.ts';
import { SeverityMark } from '../marks/SeverityMark.tsx';
import { useTheme } from '../ui/theme.ts';
import type { OwnLayer } from './basemap.ts';
import type { UnitShade } from './choropleth.ts';
import { DUE } from './due.ts';
import type { LayerChoice } from './layer-choice.ts';
import { readPalette } from './palette.ts';
import { ShadeLegend } from './ShadeLegend.tsx';

interface Props {
  /** What is drawn, and what was drawn before the viewer chose. */
  readonly layers: { readonly choice: LayerChoice; readonly first: LayerChoice };
  readonly shade: UnitShade | null;
  /** Units of the map. */
  readonly units: number;
  /** What the site brought of its own. */
  readonly own: readonly Pick<OwnLayer, 'id' | 'title'>[];
}

/** Shape and word of each severity, and what a number stands for. */
function ItemRows() {
  const text = useText();
  return (
    <>
      {SEVERITIES_WORST_FIRST.map((severity) => (
        <li key={severity}>
          <SeverityMark severity={severity} spoken={false} /> {text.severity[severity]}
        </li>
      ))}
      <li>
        <span className="map-legend-cluster figures" aria-hidden="true">
          9
        </span>{' '}
        {text.map.clusterMark}
      </li>
    </>
  );
}

/** A dot where a camera stands, a wedge where it looks. */
function CameraRow() {
  const text = useText().map;
  return (
    <li>
      <svg className="map-legend-sign" viewBox="0 0 16 16" aria-hidden="true">
        <path className="legend-cone" d="M8 14L2 3a11 11 0 0 1 12 0z" />
        <circle className="legend-camera" cx="8" cy="13" r="2.5" />
      </svg>{' '}
      {text.cameraMark}
    </li>
  );
}

function TrailRow() {
  const text = useText().map;
  return (
    <li>
      <svg className="map-legend-sign" viewBox="0 0 16 16" aria-hidden="true">
        <path className="legend-trail" d="M1 13C5 12 5 6 9 6s3-3 6-4" />
      </svg>{' '}
      {text.trailMark}
    </li>
  );
}

function HeatRow() {
  const text = useText().map;
  const { heat } = readPalette(useTheme());
  return (
    <li>
      <span
        className="map-legend-swatch map-legend-heat"
        style={{ background: `linear-gradient(to right, transparent, ${heat.join(', ')})` }}
        aria-hidden="true"
      />{' '}
      {text.heatMark}
    </li>
  );
}

/** One sign for all of them; which there are the switch tells. */
function OwnRow({ own }: Pick<Props, 'own'>) {
  const text = useText().map;
  const { own: colour } = readPalette(useTheme());
  if (own.length === 0) return null;
  return (
    <li>
      <span
        className="map-legend-swatch"
        style={{
          background: `color-mix(in srgb, ${colour} 25%, transparent)`,
          border: `1px solid ${colour}`,
        }}
        aria-hidden="true"
      />{' '}
      {own.length === 1 ? own[0]?.title : text.ownLayers}
    </li>
  );
}

function RingRows({ shown }: Pick<LayerChoice, 'shown'>) {
  const text = useText().map;
  return (
    <>
      {shown.has('tickets') &&
        DUE.map((due) => (
          <li key={due}>
            <span className="map-legend-ring" data-due={due} aria-hidden="true" /> {text.due[due]}
          </li>
        ))}
      {shown.has('alerts') && (
        <li>
          <span className="map-legend-ring" data-due="alert" aria-hidden="true" /> {text.alertMark}
        </li>
      )}
    </>
  );
}

/**
 * What the signs of the layers that are on mean, and of no other. On small screens only the scale of coloured units stands
 * there unasked: the rest opens.
 */
export function Legend({ layers, shade, units, own }: Props) {
  const text = useText();
  const { shown } = layers.choice;
  const isOff = !shown.has('items') && layers.first.shown.has('items');
  const [open, setOpen] = useState(false);
  const id = useId();
  return (
    <div className="map-legend-box" data-open={open}>
      <button
        type="button"
        className="map-legend-toggle"
        aria-expanded={open}
        aria-controls={id}
        onClick={() => setOpen(!open)}
      >
        <Info aria-hidden="true" /> {text.map.legend}
      </button>
      <ul id={id} className="map-legend" aria-label={text.map.legend}>
        {isOff && <li>{text.map.itemsOff}</li>}
        {shown.has('items') && <ItemRows />}
        {shown.has('over') && (
          <li className="map-legend-over">
            <SeverityMark severity="high" spoken={false} /> {text.map.over}
          </li>
        )}
        <RingRows shown={shown} />
        {shown.has('cameras') && <CameraRow />}
        {shown.has('trails') && <TrailRow />}
        {shown.has('heat') && <HeatRow />}
        <OwnRow own={own.filter((layer) => !layers.choice.hidden.has(layer.id))} />
        {shown.has('choropleth') && shade && <ShadeLegend shade={shade} units={units} />}
      </ul>
    </div>
  );
}
