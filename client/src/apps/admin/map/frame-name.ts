import { MAP_FRAMES, WGS_84 } from '@ioc/contracts/map-frame';
import type { MapFrame, MapFrameId } from '@ioc/contracts/map-frame';
import type { SiteMapDictionary } from '../../../i18n/site-map-vi.ts';

/** 106.25 → 106°15′ */
const meridianText = (degrees: number): string =>
  `${Math.floor(degrees)}°${String(Math.round((degrees % 1) * 60)).padStart(2, '0')}′`;

function wordsOf({ id, meridian, zone }: MapFrame, names: SiteMapDictionary['frameNames']): string {
  if (id === WGS_84) return names.degrees;
  if (meridian === null) return id === 'EPSG:3857' ? names.mercator : names.vnDegrees;
  return names.zone(meridianText(meridian), String(zone));
}

/** In words, with its number and who measures by it. */
export function frameName(id: MapFrameId, names: SiteMapDictionary['frameNames']): string {
  const frame = MAP_FRAMES.find((known) => known.id === id);
  if (!frame) return id;
  const { provinces } = frame;
  return [`${wordsOf(frame, names)} (${id})`, ...(provinces.length > 0 ? [provinces.join(', ')] : [])].join(
    ' – ',
  );
}
