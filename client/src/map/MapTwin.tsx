import type { Asset } from '@ioc/contracts/asset';
import { memo, useMemo } from 'react';
import { localName, useFormat, useLanguage, useText } from '../i18n/language.ts';
import { severityRank } from '../marks/severity.ts';
import { SeverityMark } from '../marks/SeverityMark.tsx';
import { usePacedStream } from '../stream/use-paced-stream.ts';
import type { UnitName } from './basemap.ts';
import type { UnitShade } from './choropleth.ts';
import { AlertTwin, CameraTwin, TicketTwin } from './LayerTwins.tsx';
import type { LayerId } from './layers/layer-ids.ts';
import { ShadeTwin } from './ShadeTwin.tsx';

const SHOWN = 60;
/** A reader's ear needs no faster list, and sixty lines are dear to make. */
const UNSEEN_PACE_MS = 10_000;
const SEEN_PACE_MS = 1000;

const never = () => false;

interface Props {
  /** True where it stands in for the canvas; else it is there for screen readers. */
  readonly shown: boolean;
  readonly layers: ReadonlySet<LayerId>;
  readonly cameras: readonly Asset[];
  readonly shade: UnitShade | null;
  readonly unitNames: ReadonlyMap<string, UnitName>;
}

/** The things of the map as a list, worst first, and what its other layers say: a canvas says nothing to a screen reader. */
export const MapTwin = memo(function MapTwin({ shown, layers, cameras, shade, unitNames }: Props) {
  const paceMs = shown ? SEEN_PACE_MS : UNSEEN_PACE_MS;
  const { rows } = usePacedStream('map', paceMs, never);
  const text = useText();
  const format = useFormat();
  const language = useLanguage();
  const items = useMemo(
    () =>
      [...rows.values()]
        .toSorted(
          // RFC 3339 in UTC sorts as text, which is far cheaper than to parse it n log n times.
          (a, b) =>
            severityRank(b.severity) - severityRank(a.severity) || (a.observedAt < b.observedAt ? 1 : -1),
        )
        .slice(0, SHOWN),
    [rows],
  );
  const open = useMemo(() => [...rows.values()].filter(({ closed }) => !closed), [rows]);
  return (
    <div className={shown ? 'map-twin' : 'sr-only'}>
      <h2>{text.map.listTwin}</h2>
      <ul>
        {items.map((item) => (
          <li key={item.key}>
            <SeverityMark severity={item.severity} /> {localName(language, item.title, item.titleEn)},{' '}
            {text.domain[item.domain]}, {format.time(item.observedAt)}
            {item.closed && `, ${text.map.over.toLowerCase()}`}
          </li>
        ))}
      </ul>
      {layers.has('alerts') && <AlertTwin paceMs={paceMs} />}
      {layers.has('tickets') && <TicketTwin paceMs={paceMs} />}
      {layers.has('cameras') && <CameraTwin cameras={cameras} open={open} />}
      {shade && <ShadeTwin shade={shade} unitNames={unitNames} />}
    </div>
  );
});
