import { Cctv } from 'lucide-react';
import { localName, useFormat, useLanguage, useText } from '../i18n/language.ts';
import { DomainMark } from '../marks/DomainMark.tsx';
import { SeverityMark } from '../marks/SeverityMark.tsx';
import type { Hover } from './live-map.ts';

interface Props {
  readonly hover: Hover;
  readonly nowMs: number;
}

/** What lies under the pointer, in words. */
export function HoverCard({ hover, nowMs }: Props) {
  const text = useText();
  const format = useFormat();
  const language = useLanguage();
  const { item, camera } = hover;
  const right = hover.x > (document.querySelector('.map-canvas')?.clientWidth ?? 0) / 2;
  return (
    <div className="map-card" data-side={right ? 'left' : 'right'} style={{ left: hover.x, top: hover.y }}>
      {item && (
        <>
          <p className="map-card-title">{localName(language, item.title, item.titleEn)}</p>
          <p>
            <SeverityMark severity={item.severity} spoken={false} /> {text.severity[item.severity]} ·{' '}
            <DomainMark domain={item.domain} /> {text.domain[item.domain]}
          </p>
          <p className="figures map-card-time">
            {format.dateTime(item.observedAt)} · {format.ago(nowMs - Date.parse(item.observedAt))} ·{' '}
            {text.state[item.state] ?? item.state}
          </p>
        </>
      )}
      {camera && (
        <p className="map-card-title">
          <Cctv className="domain-mark" aria-hidden="true" /> {camera.name}
        </p>
      )}
    </div>
  );
}
