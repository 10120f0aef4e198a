// What came onto the wall, in the lower third: what, how bad, where, when, who says so, how its alert stands, which cameras
// are near. It stands as long as the director says; the map above looks at the place meanwhile.
import type { Asset } from '@ioc/contracts/asset';
import type { List } from '@ioc/contracts/api/list';
import type { SourceHealth } from '@ioc/contracts/source';
import type { Interruption } from '@ioc/contracts/wall';
import { BellRing, Cctv, Clock, MapPin, MapPinOff, RadioTower } from 'lucide-react';
import { useEffect } from 'react';
import type { ReactNode } from 'react';
import { useAreaNames } from '../api/area-names.ts';
import { useResource } from '../api/resource.ts';
import { useDirectorText } from '../i18n/director-text.ts';
import { localName, useFormat, useLanguage, useText } from '../i18n/language.ts';
import { setSpotlight } from '../map/spotlight.ts';
import { DomainMark } from '../marks/DomainMark.tsx';
import { SeverityMark } from '../marks/SeverityMark.tsx';
import { useLiveness, useStream } from '../stream/use-hub.tsx';
import { NEAR_METRES, nearCameras } from './near-cameras.ts';
import type { NearCamera } from './near-cameras.ts';
import { useAlertOf } from './use-alert-of.ts';
import { useDriverName } from './use-driver-name.ts';
import './director.css';

const CAMERAS_MS = 10 * 60_000;
const SOURCES_MS = 5 * 60_000;
const KILOMETRE = 1_000;
/** So near, no direction means anything. */
const HERE_METRES = 5;

interface Props {
  readonly interruption: Interruption;
  /** The director's clock. */
  readonly nowMs: () => number;
  readonly children?: ReactNode;
}

function useDistance(): (metres: number) => string {
  const text = useDirectorText().card;
  const format = useFormat();
  return (metres) =>
    metres < KILOMETRE
      ? text.metres(format.number(Math.round(metres / 10) * 10))
      : text.kilometres(format.number(metres / KILOMETRE, 1));
}

function CameraLine({ near }: { readonly near: NearCamera }) {
  const text = useDirectorText().card;
  const format = useFormat();
  const distance = useDistance();
  const { azimuthDeg, fovDeg, name } = near.camera;
  const from =
    near.metres < HERE_METRES
      ? text.here
      : text.from(text.compass[Math.round(near.bearingDeg / 45) % 8] ?? '');
  const isAimed = azimuthDeg !== null && fovDeg !== null;
  return (
    <li data-looks={near.looks}>
      <Cctv aria-hidden="true" />
      <span className="card-camera-name">{name}</span>
      <strong className="figures">{distance(near.metres)}</strong>
      <span className="card-camera-looks">{text[near.looks]}</span>
      <small>
        {from}
        {isAimed && ` · ${text.aim(format.number(azimuthDeg), format.number(fovDeg))}`}
      </small>
    </li>
  );
}

function Cameras({ interruption: { item } }: { readonly interruption: Interruption }) {
  const text = useDirectorText().card;
  const distance = useDistance();
  const { value } = useResource<List<Asset>>('/api/v1/assets?registered=true&limit=1000', CAMERAS_MS);
  if (!item.point || !value) return null;
  const near = nearCameras(item.point, value.items, item.assetId);
  return (
    <section className="card-cameras" aria-label={text.cameras}>
      <h3>{text.cameras}</h3>
      {near.length === 0 && <p>{text.noCamera(distance(NEAR_METRES))}</p>}
      <ul>
        {near.map((one) => (
          <CameraLine key={one.camera.id} near={one} />
        ))}
      </ul>
    </section>
  );
}

function AlertFact({ interruption: { item } }: { readonly interruption: Interruption }) {
  const text = useDirectorText().card;
  const alert = useAlertOf(item);
  return (
    <div>
      <dt>
        <BellRing aria-hidden="true" />
        {text.alert}
      </dt>
      <dd data-alert={alert?.state ?? 'none'}>
        {alert ? `#${alert.id} · ${text.alertState[alert.state]}` : text.noAlert}
      </dd>
    </div>
  );
}

function Facts({ interruption }: { readonly interruption: Interruption }) {
  const text = useDirectorText().card;
  const language = useLanguage();
  const format = useFormat();
  const { nowMs } = useLiveness();
  const { item } = interruption;
  const nameOf = useAreaNames(item.unitId === null ? [] : [`unit:${item.unitId}`]);
  const { value: sources } = useResource<List<SourceHealth>>('/api/v1/sources', SOURCES_MS);
  const source = sources?.items.find(({ id }) => id === item.source);
  const Pin = item.point ? MapPin : MapPinOff;
  return (
    <dl className="card-facts-band">
      <div>
        <dt>
          <Pin aria-hidden="true" />
          {text.where}
        </dt>
        <dd>
          {item.unitId === null ? text.unlocated : nameOf(`unit:${item.unitId}`)}
          {item.point && (
            <small className="figures">
              {item.point[1].toFixed(4)}, {item.point[0].toFixed(4)}
            </small>
          )}
        </dd>
      </div>
      <div>
        <dt>
          <Clock aria-hidden="true" />
          {text.observed}
        </dt>
        <dd className="figures">
          {format.timeWithSeconds(item.observedAt)}
          <small>{format.ago(nowMs - Date.parse(item.observedAt))}</small>
        </dd>
      </div>
      <div>
        <dt>
          <RadioTower aria-hidden="true" />
          {text.source}
        </dt>
        <dd>{source ? localName(language, source.name, source.nameEn) : (item.source ?? '–')}</dd>
      </div>
      <AlertFact interruption={interruption} />
    </dl>
  );
}

/** How many other critical things came while this one stands: the lists have them, the card says that they are there. */
function Others({ interruption: { item, from } }: { readonly interruption: Interruption }) {
  const text = useDirectorText().card;
  const format = useFormat();
  const { rows } = useStream('critical');
  const others = [...rows.values()].filter(
    ({ key, observedAt, closed }) => key !== item.key && !closed && observedAt >= from,
  ).length;
  return others === 0 ? null : <p className="card-others">{text.others(format.number(others))}</p>;
}

/** Tells the map to look; it comes back by itself when the card goes. */
function useFlight({ item, from }: Interruption, nowMs: () => number): void {
  const { key, point } = item;
  useEffect(() => {
    if (!point) return undefined;
    const agoMs = Math.max(0, nowMs() - Date.parse(from));
    setSpotlight({ key: `${key} ${from}`, point, sinceMs: performance.now() - agoMs });
    return () => setSpotlight(null);
  }, [key, point, from, nowMs]);
}

export function InterruptionCard({ interruption, nowMs, children }: Props) {
  const text = useText();
  const words = useDirectorText().card;
  const language = useLanguage();
  const driverName = useDriverName();
  const { item, by } = interruption;
  useFlight(interruption, nowMs);
  return (
    <aside className="interruption" data-covers-map data-severity={item.severity} aria-label={words.label}>
      <header>
        <SeverityMark severity={item.severity} spoken={false} />
        <div>
          <p className="card-kind">
            {text.severity[item.severity]} · <DomainMark domain={item.domain} /> {text.domain[item.domain]}
            {by !== null && <span className="card-by"> · {words.byHand(driverName(by))}</span>}
          </p>
          <h2>{localName(language, item.title, item.titleEn)}</h2>
          <Others interruption={interruption} />
        </div>
      </header>
      <Facts interruption={interruption} />
      <Cameras interruption={interruption} />
      {children}
    </aside>
  );
}
