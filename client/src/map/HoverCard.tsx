import type { Asset } from '@ioc/contracts/asset';
import type { AlertRow, ItemRow, TicketRow } from '@ioc/contracts/stream/channels';
import { Cctv } from 'lucide-react';
import { localName, useFormat, useLanguage, useText } from '../i18n/language.ts';
import { DomainMark } from '../marks/DomainMark.tsx';
import { SEVERITIES_WORST_FIRST } from '../marks/severity.ts';
import { SeverityMark } from '../marks/SeverityMark.tsx';
import type { UnitName } from './basemap.ts';
import { useCameraWords } from './camera-words.ts';
import type { UnitShade } from './choropleth.ts';
import type { Cluster } from './cluster.ts';
import { dueOf } from './due.ts';
import { cameraStates } from './layers/camera-cones.ts';
import type { Hover } from './live-map.ts';
import { useShadeFigure, useShadeName } from './shade-name.ts';

interface Props {
  readonly hover: Hover;
  readonly nowMs: number;
  /** Open things on the map; absent: not known yet. */
  readonly open: readonly ItemRow[] | undefined;
  readonly shade: UnitShade | null;
  readonly unitNames: ReadonlyMap<string, UnitName>;
}

function Head({ thing }: { readonly thing: ItemRow | AlertRow }) {
  const text = useText();
  const language = useLanguage();
  return (
    <>
      <p className="map-card-title">{localName(language, thing.title, thing.titleEn)}</p>
      <p>
        <SeverityMark severity={thing.severity} spoken={false} /> {text.severity[thing.severity]} ·{' '}
        <DomainMark domain={thing.domain} /> {text.domain[thing.domain]}
      </p>
    </>
  );
}

function ItemCard({ item, nowMs }: { readonly item: ItemRow; readonly nowMs: number }) {
  const text = useText();
  const format = useFormat();
  return (
    <>
      <Head thing={item} />
      <p className="figures map-card-time">
        {format.dateTime(item.observedAt)} · {format.ago(nowMs - Date.parse(item.observedAt))} ·{' '}
        {text.state[item.state] ?? item.state}
      </p>
    </>
  );
}

function TicketCard({ ticket, nowMs }: { readonly ticket: TicketRow; readonly nowMs: number }) {
  const text = useText().map;
  const format = useFormat();
  return (
    <>
      <ItemCard item={ticket} nowMs={nowMs} />
      <p className="figures">
        {text.due[dueOf(ticket, nowMs)]}
        {ticket.dueAt !== null && ` · ${text.dueAt(format.dateTime(ticket.dueAt))}`}
      </p>
    </>
  );
}

function AlertCard({ alert, nowMs }: { readonly alert: AlertRow; readonly nowMs: number }) {
  const text = useText();
  const format = useFormat();
  return (
    <>
      <Head thing={alert} />
      <p className="figures map-card-time">
        {text.state[alert.state] ?? alert.state} · {format.ago(nowMs - Date.parse(alert.lastAt))}
      </p>
    </>
  );
}

/** The number, and what it is made of. */
function ClusterCard({ cluster }: { readonly cluster: Cluster }) {
  const text = useText();
  const format = useFormat();
  return (
    <>
      <p className="map-card-title">{text.map.gathered(format.number(cluster.items.length))}</p>
      {SEVERITIES_WORST_FIRST.map((severity) => {
        const count = cluster.items.filter((item) => item.severity === severity).length;
        return count === 0 ? null : (
          <p key={severity} className="figures">
            <SeverityMark severity={severity} spoken={false} /> {text.severity[severity]}:{' '}
            {format.number(count)}
          </p>
        );
      })}
      <p className="map-card-time">{text.map.openGathered}</p>
    </>
  );
}

/** The unit, its figure with its measure, and of when it is; or that nothing is known of it. */
function UnitCard({ unitId, shade, unitNames }: Pick<Props, 'shade' | 'unitNames'> & { unitId: string }) {
  const text = useText().map;
  const format = useFormat();
  const language = useLanguage();
  const nameOf = useShadeName();
  const figureOf = useShadeFigure();
  const name = unitNames.get(unitId);
  if (!shade || !name) return null;
  return (
    <>
      <p className="map-card-title">{localName(language, name.name, name.nameEn)}</p>
      <p className="figures">
        {nameOf(shade.choropleth, shade)}: <strong>{figureOf(shade, unitId)}</strong>
      </p>
      {shade.oldestAsOf !== null && (
        <p className="figures map-card-time">{text.figuresAsOf(format.dateTime(shade.oldestAsOf))}</p>
      )}
    </>
  );
}

function CameraCard({ camera, open }: Pick<Props, 'open'> & { readonly camera: Asset }) {
  const wordsOf = useCameraWords();
  const worst = open && cameraStates(open).get(camera.id);
  return (
    <>
      <p className="map-card-title">
        <Cctv className="domain-mark" aria-hidden="true" /> {camera.name}
      </p>
      <p className="figures">{wordsOf(camera, worst)}</p>
    </>
  );
}

/** What lies under the pointer, in words. */
export function HoverCard({ hover, nowMs, open, shade, unitNames }: Props) {
  const { subject } = hover;
  const right = hover.x > (document.querySelector('.map-canvas')?.clientWidth ?? 0) / 2;
  return (
    <div className="map-card" data-side={right ? 'left' : 'right'} style={{ left: hover.x, top: hover.y }}>
      {subject.kind === 'item' && <ItemCard item={subject.item} nowMs={nowMs} />}
      {subject.kind === 'ticket' && <TicketCard ticket={subject.ticket} nowMs={nowMs} />}
      {subject.kind === 'alert' && <AlertCard alert={subject.alert} nowMs={nowMs} />}
      {subject.kind === 'cluster' && <ClusterCard cluster={subject.cluster} />}
      {subject.kind === 'unit' && <UnitCard unitId={subject.unitId} shade={shade} unitNames={unitNames} />}
      {subject.kind === 'camera' && <CameraCard camera={subject.camera} open={open} />}
    </div>
  );
}
