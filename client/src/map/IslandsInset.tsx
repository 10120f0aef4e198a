import { useMemo } from 'react';
import { useText } from '../i18n/language.ts';
import type { Basemap } from './basemap.ts';
import { INSET_HEIGHT, INSET_WIDTH, insetOf, insetPoint } from './inset.ts';

const HOANG_SA = insetPoint([111.9, 16.5]);
const TRUONG_SA = insetPoint([114.0, 9.6]);

/** The whole country beside the province, both archipelagos named. */
export function IslandsInset({ basemap }: { readonly basemap: Basemap }) {
  const text = useText().map;
  const inset = useMemo(() => insetOf(basemap), [basemap]);
  return (
    <figure className="map-inset">
      <svg viewBox={`0 0 ${INSET_WIDTH} ${INSET_HEIGHT}`} role="img" aria-label={text.islands}>
        <path className="inset-country" d={inset.country} />
        <path className="inset-home" d={inset.home} />
        <path className="inset-islands" d={inset.islands} />
      </svg>
      <figcaption>
        <span style={{ left: `${HOANG_SA[0]}%`, top: `${(HOANG_SA[1] / INSET_HEIGHT) * 100}%` }}>
          {text.hoangSa}
        </span>
        <span style={{ left: `${TRUONG_SA[0]}%`, top: `${(TRUONG_SA[1] / INSET_HEIGHT) * 100}%` }}>
          {text.truongSa}
        </span>
      </figcaption>
    </figure>
  );
}
