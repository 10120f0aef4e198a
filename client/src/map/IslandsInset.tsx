import { useMemo } from 'react';
import { useText } from '../i18n/language.ts';
import type { Basemap } from './basemap.ts';
import type { Position } from './geometry.ts';
import { HOANG_SA, INSET_HEIGHT, INSET_WIDTH, TRUONG_SA, insetOf, insetPoint } from './inset.ts';

function Name({ at, name }: { readonly at: Position; readonly name: string }) {
  const [left, top] = insetPoint(at);
  return <span style={{ left: `${left}%`, top: `${(top / INSET_HEIGHT) * 100}%` }}>{name}</span>;
}

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
        <Name at={HOANG_SA} name={text.hoangSa} />
        <Name at={TRUONG_SA} name={text.truongSa} />
      </figcaption>
    </figure>
  );
}
