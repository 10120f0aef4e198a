import type { ReactNode } from 'react';
import { useFormat, useText } from '../i18n/language.ts';
import type { Basemap } from './basemap.ts';
import type { Located } from './item-points.ts';

interface Props {
  readonly basemap: Basemap;
  /** Null: nothing is known of them yet, or none are drawn. */
  readonly points: Located | null;
  /** The legend: beside the map where there is room, else a strip under it. */
  readonly children: ReactNode;
}

/** What stands under the map: what its signs mean, how much is on it, and whose it is. */
export function MapBase({ basemap, points, children }: Props) {
  const text = useText().map;
  const format = useFormat();
  const counts = points && [
    text.points(format.number(points.drawn)),
    ...(points.unlocated > 0 ? [text.unlocatedCount(format.number(points.unlocated))] : []),
    ...(points.invalid > 0 ? [text.badCoordinates(format.number(points.invalid))] : []),
  ];
  return (
    <div className="map-base">
      {children}
      <div className="map-foot">
        {basemap.schematic && <p className="map-schematic">{text.schematic}</p>}
        {counts && <p className="map-counts figures">{counts.join(' · ')}</p>}
        <p className="map-attribution">{[...new Set(basemap.attributions)].join(' · ')}</p>
      </div>
    </div>
  );
}
